"""When topics or exemplars change, what is stored is judged anew."""

import asyncio
import logging

from monitor.pipeline.classifying import TopicClassifier
from monitor.store import Store

_BATCH = 100  # articles in one transaction

_log = logging.getLogger(__name__)


async def reclassify(store: Store, classifier: TopicClassifier) -> int:
    """Judge every article that another version of the classifier judged; returns how many there were.

    The newest come first, in small transactions: a crash in the middle goes on where it stopped.
    """
    await classifier.prepare()
    done = 0
    while outdated := await asyncio.to_thread(store.matches.outdated, classifier.version, _BATCH):
        ids, articles = list(outdated), list(outdated.values())
        judged = dict(zip(ids, await classifier.classify(articles), strict=True))
        await asyncio.to_thread(store.matches.replace, judged)
        done += len(judged)
    if done:
        _log.info("Judged %d articles anew", done)
    return done

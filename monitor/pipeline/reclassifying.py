"""When topics or exemplars change, what is stored is judged anew."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.polling import Classifier
from monitor.store import Store

_BATCH = 100  # articles in one transaction: some hundredths of a second, in which polls wait to write

_log = logging.getLogger(__name__)


async def reclassify(
    store: Store, classifier: TopicClassifier, judge: Classifier, clock: Callable[[], datetime]
) -> int:
    """Judge every article that another version of the classifier judged; returns how many there were.

    `judge` is the classifier itself, or one that stands behind it.

    The newest come first, in small transactions, and one process at a time judges them: polls and pages go on beside
    it. Each article says who judged it, so a crash in the middle goes on where it stopped. What changes is marked.
    """
    await classifier.prepare()
    done = 0
    # Again for those that were edited in the meantime.
    while found := await _pass(store, classifier, judge, clock):
        done += found
    if done:
        _log.info("Judged %d articles anew", done)
    return done


async def _pass(
    store: Store, classifier: TopicClassifier, judge: Classifier, clock: Callable[[], datetime]
) -> int:
    """Once through the archive; returns how many articles were judged."""
    done = 0
    below: tuple[datetime, int] | None = None
    while outdated := await asyncio.to_thread(store.matches.outdated, classifier.version, _BATCH, below):
        ids, articles = list(outdated), list(outdated.values())
        judged = dict(zip(ids, await judge.classify(articles), strict=True))
        await asyncio.to_thread(store.matches.replace, judged, clock())
        below = (articles[-1].dated_at, ids[-1])
        done += len(judged)
    return done

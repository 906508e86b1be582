"""Learn from people's verdicts: in the background, and only what has been measured and shown."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from monitor.model import Article, Classified, Match, Topic
from monitor.pipeline import judging
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.topics.proposals import Proposal
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.proposal import Change, Compared, Moved
from monitor.topics.verdicts import decided, exemplars

EVERY = timedelta(days=1)  # between two proposals that nobody asked for

_LIMIT = 3_600  # seconds: eleven trainings, and each may take half a minute
_LOOKED_AT = 2_000  # articles, the latest: what would change is shown on them
_CHUNK = 200  # of them in one call
_SHOWN = 50  # of the gains, and of the losses, that are kept with a proposal


async def relearn_daily(store: Store, folder: Path, now: datetime) -> Proposal | None:
    """A new proposal where there are verdicts that the last one did not know, and it is a day old."""
    latest = await asyncio.to_thread(store.proposals.latest)
    if latest is not None and now - latest.made_at < EVERY:
        return None
    return await propose(store, folder, now)


async def propose(
    store: Store, folder: Path, now: datetime, labelled: Path = judging.LABELLED
) -> Proposal | None:
    """Learn from every verdict there is, measure it against the model in use, and keep what would change.

    The model lies in `folder` from then on, so that taking it takes no time; `labelled` is the folder of the other
    labelled items. None: no verdict has fallen since the last proposal. Takes minutes, in a process of its own.
    """
    task = await asyncio.to_thread(_task, store)
    if task is None:
        return None
    with Workers(1, _LIMIT) as worker:
        compared, model, version = await worker.run(
            judging.relearnt, task.topics, task.learnt, task.to_learn, folder, labelled
        )
        held = await asyncio.to_thread(store.matches.outdated, version, _LOOKED_AT)
        judged = list[Classified]()
        articles = list(held.values())
        for start in range(0, len(articles), _CHUNK):
            judged += await worker.run(judging.judge, model, articles[start : start + _CHUNK])
    change = await asyncio.to_thread(_change, store, compared, held, judged)
    return await asyncio.to_thread(store.proposals.add, now, task.up_to, change)


@dataclass(frozen=True, slots=True)
class _Task:
    topics: Sequence[Topic]
    learnt: Sequence[Exemplar]  # from verdicts, by the model in use
    to_learn: Sequence[Exemplar]
    up_to: int  # number of the last verdict among them


def _task(store: Store) -> _Task | None:
    latest, up_to = store.proposals.latest(), store.verdicts.last()
    if up_to <= (latest.taught_up_to if latest else 0):
        return None
    everything = store.verdicts.all(up_to=up_to)
    taught = store.proposals.taught_up_to()
    learnt = exemplars(verdict for verdict in everything if verdict.number <= taught)
    return _Task(store.topics.all(), learnt, exemplars(everything), up_to)


def _change(
    store: Store, compared: Compared, held: Mapping[int, Article], judged: Sequence[Classified]
) -> Change:
    """What would be said of these articles beside what is said now; what people decided stays."""
    ids = list(held)
    said, stands = store.matches.of(ids), store.verdicts.standing(ids)
    gained, lost = list[Moved](), list[Moved]()
    for article_id, one in zip(ids, judged, strict=True):
        now = _carried(said.get(article_id, ()))
        then = _carried(decided(one.matches, stands.get(article_id, {})))
        title = one.article.title
        gained += [Moved(article_id, title, topic) for topic in sorted(then - now)]
        lost += [Moved(article_id, title, topic) for topic in sorted(now - then)]
    return Change(
        compared=compared,
        articles=len(ids),
        gains=Counter(one.topic for one in gained),
        losses=Counter(one.topic for one in lost),
        gained=tuple(gained[:_SHOWN]),
        lost=tuple(lost[:_SHOWN]),
    )


def _carried(matches: Sequence[Match]) -> frozenset[str]:
    return frozenset(match.topic for match in matches if match.matched)

"""Find the names and quotations of stored articles, each article once; and what people decide on spellings."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from monitor.model import Article, Named, Spelling, SpellingState
from monitor.pipeline import name_reading
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store
from monitor.stories.names.gazetteer_own import Additions, desk_gazetteer, reading_version

_BATCH = 50  # articles in one call to a worker and one transaction: its time limit is made for one feed
_AT_ONCE = 200  # articles that are read anew while a person waits

_log = logging.getLogger(__name__)


async def read_names(store: Store, workers: Workers) -> int:
    """Read every article that is new, edited or to be read anew; returns how many there were.

    The newest come first, in small transactions: a crash in the middle goes on where it stopped.
    """
    await asyncio.to_thread(store.name_readings.go_by, reading_version())
    done = 0
    while unread := await asyncio.to_thread(store.name_readings.unread, _BATCH):
        additions = await asyncio.to_thread(store.names.additions)
        named = await _read(workers, additions, list(unread.values()))
        done += await asyncio.to_thread(store.name_readings.put, dict(zip(unread, named, strict=True)))
    return done


async def _read(workers: Workers, additions: Additions, articles: Sequence[Article]) -> list[Named]:
    """The names of each article. One that a worker can not read has none, and holds up no other."""
    try:
        return await workers.run(name_reading.read, additions, articles)
    except (WorkerTimeout, WorkerDied) as error:
        if len(articles) == 1:
            _log.warning("No names were read in %s: %s", articles[0].key, error)
            return [Named(articles[0], (), (), ())]
    return [named for one in articles for named in await _read(workers, additions, [one])]


def decide(store: Store, number: int, state: SpellingState, who: str, now: datetime) -> Spelling | None:
    """Confirm or refuse a spelling, and read the latest articles that have it by that; older ones follow in the
    background. None: there is no such spelling."""
    decided = store.spellings.decide(number, state, who, now)
    if decided is not None:
        read_now(store)
    return decided


def read_now(store: Store) -> None:
    """Read the latest articles that wait for it, in this process."""
    if unread := store.name_readings.unread(_AT_ONCE):
        named = name_reading.read(store.names.additions(), list(unread.values()))
        store.name_readings.put(dict(zip(unread, named, strict=True)))


def name_of(store: Store, key: str) -> str:
    """A name as the desk's gazetteer writes it; the key itself where it is gone from there."""
    known = desk_gazetteer(store.names.additions()).entries.get(key)
    return known.name if known else key

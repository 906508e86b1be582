"""Poll a feed: fetch it, read it, classify what is new, and record all of it at once."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from monitor.feeds.http import Fetcher
from monitor.feeds.request import request_for
from monitor.feeds.schedule import after_failure, after_good, body_hash
from monitor.model import (
    Article,
    Classified,
    Fetched,
    FetchFailed,
    FetchResult,
    Lease,
    NotAFeed,
    NotModified,
    PollOutcome,
    Reason,
    Sorted,
)
from monitor.pipeline.reading import read
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store


class Classifier(Protocol):
    async def classify(self, articles: list[Article]) -> list[Classified]:
        """Each article with what it carries."""


@dataclass(frozen=True, slots=True)
class PollReport:
    """One feed's line in the summary of a round."""

    url: str
    name: str
    entries: int = 0
    new: int = 0
    changed: int = 0
    matched: int = 0
    unchanged: bool = False  # the server, or the hash of its body, said that nothing had changed
    reason: Reason | None = None
    detail: str = ""
    seconds: float = 0
    recorded: bool = True  # False: the lease was lost, another worker does it


@dataclass(frozen=True, slots=True)
class Poller:
    """Everything that a poll needs."""

    store: Store
    fetcher: Fetcher
    workers: Workers
    classifier: Classifier
    interval: timedelta
    clock: Callable[[], datetime]

    async def poll(self, lease: Lease) -> PollReport:
        """Take one leased feed through the main path. What publishers do wrong is in the report, not raised."""
        started = time.perf_counter()
        result = await self.fetcher.fetch(request_for(lease))
        outcome, entries, unchanged = await self._outcome(lease, result)
        recorded = await asyncio.to_thread(self.store.feeds.record, lease, outcome)
        matched = sum(any(match.matched for match in found.matches) for found in outcome.new)
        return PollReport(
            url=lease.feed.url,
            name=lease.feed.name,
            entries=entries,
            new=len(outcome.new),
            changed=len(outcome.changed),
            matched=matched,
            unchanged=unchanged,
            reason=outcome.polling.reason,
            detail=outcome.polling.detail,
            seconds=time.perf_counter() - started,
            recorded=recorded,
        )

    async def _outcome(self, lease: Lease, result: FetchResult) -> tuple[PollOutcome, int, bool]:
        """What to record, how many entries the feed has, and whether it was the same as last time."""
        match result:
            case FetchFailed():
                return self._failed(lease, result), 0, False
            case NotModified():
                return self._good(lease, result), 0, True
            case Fetched() if body_hash(result.body) == lease.polling.body_hash:
                return self._good(lease, result), 0, True
            case Fetched():
                return *await self._outcome_of_body(lease, result), False

    async def _outcome_of_body(self, lease: Lease, fetched: Fetched) -> tuple[PollOutcome, int]:
        found = await self._read(lease, fetched)
        if isinstance(found, NotAFeed):
            return self._failed(lease, found), 0
        known = await asyncio.to_thread(self.store.appearances.sort_out, lease.feed_id, found)
        return await self._classified(lease, fetched, known), len(found)

    async def _read(self, lease: Lease, fetched: Fetched) -> list[Article] | NotAFeed:
        try:
            return await self.workers.run(read, fetched, lease.feed, self.clock())
        except WorkerTimeout as error:
            return NotAFeed(Reason.PARSE_TIMEOUT, str(error))
        except WorkerDied as error:
            return NotAFeed(Reason.PARSE_CRASH, str(error))

    async def _classified(self, lease: Lease, fetched: Fetched, known: Sorted) -> PollOutcome:
        fresh = [*known.new, *known.changed]
        classified = await self.classifier.classify(fresh) if fresh else []
        newest = max((article.dated_at for article in known.new), default=None)
        good = self._good(lease, fetched, newest)
        return PollOutcome(
            polling=good.polling,
            new=tuple(classified[: len(known.new)]),
            changed=tuple(classified[len(known.new) :]),
            elsewhere=known.elsewhere,
        )

    def _good(
        self, lease: Lease, answer: Fetched | NotModified, newest: datetime | None = None
    ) -> PollOutcome:
        return PollOutcome(after_good(lease.polling, answer, newest, self.clock(), self.interval))

    def _failed(self, lease: Lease, failure: FetchFailed | NotAFeed) -> PollOutcome:
        return PollOutcome(after_failure(lease.polling, failure, self.clock(), self.interval))

"""Poll a feed: fetch it, read it, classify what is new, and record all of it at once."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from monitor.feeds.habits import after_answer, after_no_answer, after_reading
from monitor.feeds.http import Fetcher
from monitor.feeds.hub_links import hub_link
from monitor.feeds.moves import has_held
from monitor.feeds.outage import COUNTED, NO_WAY_OUT, Attempt, is_part_of_outage, while_down
from monitor.feeds.request import request_for
from monitor.feeds.schedule import after_failure, after_good, told_to_wait
from monitor.model import (
    Article,
    Classified,
    Fetched,
    FetchFailed,
    FetchResult,
    HubLink,
    Lease,
    NotAFeed,
    NotModified,
    PollOutcome,
    Reason,
    Sorted,
)
from monitor.pipeline.pace import Pace
from monitor.pipeline.reading import Reading, read
from monitor.pipeline.recording import Recorder
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from monitor.store import Store

NOTHING_FOUND = Sorted()

_log = logging.getLogger(__name__)


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
    pace: Pace
    clock: Callable[[], datetime]
    retry_after: timedelta  # the wait after a first failure, doubled by each further one
    recorder: Recorder = field(init=False)
    # Told which hub a feed names when read.
    hear: Callable[[int, HubLink | None], Awaitable[None]] | None = None
    quiet: dict[str, datetime] = field(default_factory=dict)  # hosts that want to be left alone, until when
    attempts: deque[Attempt] = field(default_factory=partial(deque, maxlen=COUNTED))  # the latest

    def __post_init__(self) -> None:
        object.__setattr__(self, "recorder", Recorder(self.store))

    async def poll(self, lease: Lease) -> PollReport:
        """Take one leased feed through the main path. What publishers do wrong is in the report, not raised."""
        started = time.perf_counter()
        result = await self.fetcher.fetch(request_for(lease))
        reason = result.reason if isinstance(result, FetchFailed) else None
        self.attempts.append(Attempt(self.clock(), _host(lease.feed.url), reason not in NO_WAY_OUT))
        if isinstance(result, FetchFailed) and (wait := told_to_wait(result, self.clock())):
            # heard at once: other feeds of the host are being polled already
            self.quiet[_host(lease.feed.url)] = self.clock() + wait
        outcome, entries, unchanged = await self._outcome(lease, result)
        recorded = await self.recorder.record(lease, outcome)
        if recorded:
            await self._follow_up(lease, outcome)
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

    async def _follow_up(self, lease: Lease, outcome: PollOutcome) -> None:
        """What a poll means for more than its own feed: a host that wants to be left alone, an address that changed."""
        now, redirect = self.clock(), outcome.polling.habits.redirect
        host = _host(lease.feed.url)
        if self.quiet.get(host, now) > now:
            await asyncio.to_thread(self.store.feeds.put_off_host, host, self.quiet[host])
        if redirect is not None and has_held(redirect, now):
            await asyncio.to_thread(self._move, lease, redirect.address)

    def _move(self, lease: Lease, address: str) -> None:
        """Take over the new address of a feed that has redirected there for good, for long enough."""
        if self.store.feeds.move(lease.feed_id, address):
            _log.warning("%s has moved to %s and is polled there from now on", lease.feed.url, address)
        else:
            _log.warning("%s has moved to %s, which another feed has: delete one", lease.feed.url, address)

    async def _outcome(self, lease: Lease, result: FetchResult) -> tuple[PollOutcome, int, bool]:
        """What to record, how many entries the feed has, and whether it was the same as last time."""
        match result:
            case FetchFailed():
                return self._failed(lease, result), 0, False
            case NotModified():
                return self._good(lease, result), 0, True
            case Fetched() if result.body_hash == lease.polling.body_hash:
                return self._good(lease, result), 0, True
            case Fetched():
                return *await self._outcome_of_body(lease, result), False

    async def _outcome_of_body(self, lease: Lease, fetched: Fetched) -> tuple[PollOutcome, int]:
        sorted_out = await self._sorted(lease, fetched)
        if isinstance(sorted_out, NotAFeed):
            return self._failed(lease, sorted_out), 0
        found, known = sorted_out
        if self.hear is not None:
            await self.hear(lease.feed_id, hub_link(fetched, found.hub, found.self_link))
        return await self._classified(self._good(lease, fetched, found, known), known), found.entries

    async def read_push(self, lease: Lease, pushed: Fetched) -> PollOutcome | NotAFeed:
        """What a hub's push brings to a leased feed. When to poll it and what it is known by stay as they are."""
        sorted_out = await self._sorted(lease, pushed)
        if isinstance(sorted_out, NotAFeed):
            return sorted_out
        found, known = sorted_out
        now, before = self.clock(), lease.polling
        habits = before.habits
        if found.entries:
            arrivals = [article.published for article in (*known.new, *known.elsewhere)]
            habits = after_reading(
                habits, habits.feed, found.entries, arrivals, before.last_good_at, now, habits.damaged
            )
        newest = max((article.dated_at for article in known.new), default=None)
        last_new_at = max(filter(None, (newest, before.last_new_at)), default=None)
        polling = replace(before, habits=habits, last_new_at=last_new_at)
        outcome = PollOutcome(polling, left_out=found.left_out, entries=found.entries)
        return await self._classified(outcome, known)

    async def _sorted(self, lease: Lease, fetched: Fetched) -> tuple[Reading, Sorted] | NotAFeed:
        """What a body says, and which of its articles are new.

        An entry at the address of a known article may be that article under a new id, or another one beside it: which
        of the two, only the whole body tells.
        """
        found = await self._read(lease, fetched, lease.polling.known_items)
        if isinstance(found, NotAFeed):
            return found
        known = await asyncio.to_thread(self.store.appearances.sort_out, lease.feed_id, found.articles)
        if known.renamed and lease.polling.known_items:
            whole = await self._read(lease, fetched, b"")
            if isinstance(whole, NotAFeed):
                return whole
            found = whole
            known = await asyncio.to_thread(self.store.appearances.sort_out, lease.feed_id, found.articles)
        return found, known

    async def _read(self, lease: Lease, fetched: Fetched, known_items: bytes) -> Reading | NotAFeed:
        try:
            return await self.workers.run(read, fetched, lease.feed, known_items, self.clock())
        except WorkerTimeout as error:
            return NotAFeed(Reason.PARSE_TIMEOUT, str(error))
        except WorkerDied as error:
            return NotAFeed(Reason.PARSE_CRASH, str(error))

    async def _classified(self, outcome: PollOutcome, known: Sorted) -> PollOutcome:
        fresh = [*known.new, *known.changed]
        classified = await self.classifier.classify(fresh) if fresh else []
        return replace(
            outcome,
            new=tuple(classified[: len(known.new)]),
            changed=tuple(classified[len(known.new) :]),
            elsewhere=(*known.elsewhere, *known.renamed),
            reissued=known.reissued,
            reused=known.reused,
        )

    def _good(
        self,
        lease: Lease,
        answer: Fetched | NotModified,
        reading: Reading | None = None,
        known: Sorted = NOTHING_FOUND,
    ) -> PollOutcome:
        """The outcome of a good answer, and of its reading where it was read, before anything is classified."""
        now, before = self.clock(), lease.polling
        habits = after_answer(before.habits, answer, now)
        if reading is not None:
            arrivals = [article.published for article in (*known.new, *known.elsewhere)]
            habits = after_reading(
                habits, reading.hints, reading.entries, arrivals, before.last_good_at, now, reading.damaged
            )
        newest = max((article.dated_at for article in known.new), default=None)
        due = max(self.pace(lease.feed.url, habits, now), self.quiet.get(_host(lease.feed.url), now))
        polling = replace(after_good(before, answer, newest, now, due - now), habits=habits)
        if reading is None:
            return PollOutcome(polling)
        polling = replace(polling, known_items=reading.known_items)
        return PollOutcome(polling, left_out=reading.left_out, entries=reading.entries)

    def _failed(self, lease: Lease, failure: FetchFailed | NotAFeed) -> PollOutcome:
        now = self.clock()
        if isinstance(failure, FetchFailed) and is_part_of_outage(failure.reason, self.attempts, now):
            return PollOutcome(while_down(lease.polling, failure, now))
        habits = after_no_answer(lease.polling.habits, failure, now)
        polling = after_failure(lease.polling, failure, now, self.retry_after, habits)
        return PollOutcome(replace(polling, habits=habits))


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""

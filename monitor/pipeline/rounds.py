"""Poll many feeds at the same time."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model import Lease, Reason
from monitor.pipeline.polling import Poller, PollReport
from monitor.store.polling.feeds import RENEWAL

_AFTER_A_BUG = timedelta(hours=1)  # a feed on which our own code fails must not be tried again at once

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoundSummary:
    reports: tuple[PollReport, ...]

    @property
    def failed(self) -> tuple[PollReport, ...]:
        return tuple(report for report in self.reports if report.reason is not None)

    def total(self, of: Callable[[PollReport], int]) -> int:
        return sum(of(report) for report in self.reports)


async def poll_safely(poller: Poller, lease: Lease) -> PollReport:
    """Poll one feed; a fault of our own is logged and puts the feed off, and never stops the others."""
    try:
        return await poller.poll(lease)
    except Exception as error:  # noqa: BLE001  whatever our own fault is, the other feeds go on
        _log.exception("Polling %s failed", lease.feed.url)
        later = poller.clock() + _AFTER_A_BUG
        await asyncio.to_thread(poller.store.feeds.release, lease, later)
        detail = f"{type(error).__name__}: {error}"[:200]
        return PollReport(lease.feed.url, lease.feed.name, reason=Reason.PARSE_CRASH, detail=detail)


async def poll_all(
    poller: Poller, leases: Sequence[Lease], concurrency: int, told: Callable[[PollReport], None]
) -> RoundSummary:
    """Poll these feeds, at most `concurrency` at a time; `told` hears of each as it is done."""
    gate = asyncio.Semaphore(concurrency)

    async def one(lease: Lease) -> PollReport:
        async with gate:
            report = await poll_safely(poller, lease)
        told(report)
        return report

    holding = asyncio.create_task(_hold(poller, leases))
    try:
        return RoundSummary(tuple(await asyncio.gather(*map(one, leases))))
    finally:
        holding.cancel()


async def _hold(poller: Poller, leases: Sequence[Lease]) -> None:
    """Keep the leases of feeds that wait for each other, as those of one host do."""
    while True:
        await asyncio.sleep(RENEWAL.total_seconds())
        await asyncio.to_thread(poller.store.feeds.renew, leases, poller.clock())

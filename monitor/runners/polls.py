"""Polls of feeds in the embedded runner: as they fall due, as many at a time as the settings allow."""

import asyncio
from collections.abc import Callable

from monitor.model import Lease
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.rounds import poll_safely

POLL_TICK = 1  # seconds
_GRACE = 25  # seconds that polls under way get to finish when the process is told to stop


class Polls:
    """Keeps up to `concurrency` polls under way, beside those that wait for their turn at a host."""

    def __init__(self, poller: Poller, concurrency: int, told: Callable[[PollReport], None]) -> None:
        self._poller = poller
        self._concurrency = concurrency
        self._told = told
        self._under_way: dict[asyncio.Task[None], Lease] = {}

    async def tick(self) -> None:
        """Lease what is due and there is room for, and begin to poll it."""
        busy = max(0, len(self._under_way) - self._poller.fetcher.in_line)
        room = self._concurrency - busy
        if room <= 0:
            return
        feeds = self._poller.store.feeds
        for lease in await asyncio.to_thread(feeds.claim_due, self._poller.clock(), room):
            task = asyncio.create_task(self._poll(lease))
            self._under_way[task] = lease
            task.add_done_callback(self._under_way.pop)

    async def hold(self) -> None:
        """Keep the leases of polls under way: a turn at a crowded host may be far off."""
        if self._under_way:
            leases, now = list(self._under_way.values()), self._poller.clock()
            await asyncio.to_thread(self._poller.store.feeds.renew, leases, now)

    async def finish(self) -> None:
        """Let the polls under way end, within bounds; what is cut off is leased anew after its lease has run out."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_GRACE)

    async def _poll(self, lease: Lease) -> None:
        self._told(await poll_safely(self._poller, lease))

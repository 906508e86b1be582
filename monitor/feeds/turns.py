"""Requests to one host take turns: never two at once, and with a gap between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """The turns at all hosts, within one event loop."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}
        self._ended: dict[str, float] = {}

    @asynccontextmanager
    async def of(self, host: str, gap: float) -> AsyncIterator[None]:
        """Wait for the turn at a host, and until `gap` seconds after the turn before has ended."""
        clock = asyncio.get_running_loop().time
        async with self._locks.setdefault(host, asyncio.Lock()):
            await asyncio.sleep(self._ended.get(host, -gap) + gap - clock())
            try:
                yield
            finally:
                self._ended[host] = clock()

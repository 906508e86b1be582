"""Requests to one host take turns: never two at once, and with a gap between them."""

import asyncio
from math import inf


class Turns:
    """The turns at all hosts, within one event loop."""

    def __init__(self) -> None:
        self.in_line = 0  # that wait for their turn, at all hosts together
        self._lines: dict[str, _Line] = {}  # about 500 bytes for every host that was ever asked

    def of(self, host: str, gap: float) -> "Turn":
        """A turn at a host, which begins no sooner than `gap` seconds after the one before has ended.

        Without a gap one goes by those who still wait for theirs to end.
        """
        line = self._lines.get(host)
        if line is None:
            line = self._lines[host] = _Line()
        return Turn(self, line, gap)


class _Line:
    """Those who want something of one host."""

    __slots__ = ("asking", "ended", "first")

    def __init__(self) -> None:
        # Held by the one who waits for the gap to end; who came later waits for it.
        self.first = asyncio.Lock()
        self.asking = asyncio.Lock()
        self.ended = -inf  # when the last turn did, by the loop's clock

    async def come_up(self, gap: float) -> None:
        if not gap:
            await self.asking.acquire()
            return
        async with self.first:
            await self.asking.acquire()
            while (wait := self.ended + gap - _clock()) > 0:
                self.asking.release()
                await asyncio.sleep(wait)
                await self.asking.acquire()


class Turn:
    """Waits on entering (`async with`) until it begins, and ends on leaving."""

    __slots__ = ("_gap", "_line", "_turns")

    def __init__(self, turns: Turns, line: _Line, gap: float) -> None:
        self._turns, self._line, self._gap = turns, line, gap

    async def __aenter__(self) -> None:
        self._turns.in_line += 1
        try:
            await self._line.come_up(self._gap)
        finally:
            self._turns.in_line -= 1

    async def __aexit__(self, *_: object) -> None:
        self._line.ended = _clock()
        self._line.asking.release()


def _clock() -> float:
    return asyncio.get_running_loop().time()

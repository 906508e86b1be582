"""Outcomes of polls on their way into the store: all that wait are written in one transaction."""

import asyncio
from collections.abc import Sequence

from monitor.model import Lease, PollOutcome
from monitor.store import Store

_Waiting = tuple[Lease, PollOutcome, asyncio.Future[bool]]


class Recorder:
    """Writes as fast as the store takes it; what comes while it writes goes into the next transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None

    async def record(self, lease: Lease, outcome: PollOutcome) -> bool:
        """Store all that a poll brought, and end its lease. False: the lease was lost, nothing was stored."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((lease, outcome, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await done

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._write_together(batch)
            except Exception:  # noqa: BLE001  one outcome spoils the transaction: each gets its own, and its own error
                for one in batch:
                    await self._write_alone(one)

    async def _write_together(self, batch: Sequence[_Waiting]) -> None:
        outcomes = [(lease, outcome) for lease, outcome, _ in batch]
        recorded = await asyncio.to_thread(self._store.feeds.record_all, outcomes)
        for (_, _, done), was_recorded in zip(batch, recorded, strict=True):
            _settle(done, was_recorded)

    async def _write_alone(self, one: _Waiting) -> None:
        lease, outcome, done = one
        try:
            recorded = await asyncio.to_thread(self._store.feeds.record, lease, outcome)
        except Exception as error:  # noqa: BLE001  it is the poll's, which raises it
            if not done.done():
                done.set_exception(error)
        else:
            _settle(done, recorded)


def _settle(done: asyncio.Future[bool], recorded: bool) -> None:
    if not done.done():  # a poll that was cut off waits no longer
        done.set_result(recorded)

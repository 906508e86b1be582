"""Hubs in the embedded runner: questions to them as they fall due, and what they push, at once."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from monitor.pipeline.polling import Poller
from monitor.pipeline.pushing import HubTalk, take_pushes

# Seconds. A push is looked for in the table, where every process may have put it, with one read that finds it empty.
PUSH_TICK = 0.2
HUB_TICK = 5
_QUESTIONS = 8  # under way at the same time
_READINGS = 16  # feeds, the same
_GRACE = 10  # seconds that what is under way gets to finish when the process is told to stop

_log = logging.getLogger(__name__)


class Pushes:
    """Keeps what hubs ask and send moving."""

    def __init__(self, talk: HubTalk, poller: Poller) -> None:
        self._talk = talk
        self._poller = poller
        self._questions: set[asyncio.Task[None]] = set()
        self._readings: set[asyncio.Task[None]] = set()
        self._looking: set[asyncio.Task[None]] = set()

    async def ask(self) -> None:
        """Begin to ask the hubs that are due, as many as there is room for."""
        room = _QUESTIONS - len(self._questions)
        if room > 0:
            for subscription in await asyncio.to_thread(self._talk.due, room):
                self._begin(self._questions, self._talk.ask(subscription))

    def watch(self, stop: asyncio.Event) -> None:
        """Begin to look for pushes, until `stop` is set.

        Not a job of the scheduler, which warns of each that takes longer than its interval, as a short one now and
        then must.
        """
        self._begin(self._looking, self._look(stop))

    async def _look(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await _safely(self._take())
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PUSH_TICK)

    async def _take(self) -> None:
        """Begin to read what was pushed to feeds that nobody else is busy with."""
        store, now, room = self._poller.store, self._poller.clock(), _READINGS - len(self._readings)
        urls = (await asyncio.to_thread(store.hubs.pushed, now))[:room] if room > 0 else []
        if urls:
            for lease in await asyncio.to_thread(store.feeds.claim, urls, now):
                self._begin(self._readings, take_pushes(self._poller, lease))

    async def finish(self) -> None:
        """Let what is under way end, within bounds; what is cut off is taken up at the next start."""
        under_way = self._questions | self._readings | self._looking
        if under_way:
            await asyncio.wait(under_way, timeout=_GRACE)

    def _begin(self, tasks: set[asyncio.Task[None]], work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(_safely(work))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


async def _safely(work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except Exception:  # noqa: BLE001  whatever our own fault is, the other hubs and feeds go on
        _log.exception("Speaking with a hub, or reading what it pushed, failed")

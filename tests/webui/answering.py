"""Lookups that are answered on an event loop in a thread of its own, as the runner answers them in `wiredesk up`."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from monitor.pipeline.lookups import Lookups, open_tools
from monitor.settings import PollingSettings, Settings
from monitor.store import Store


@contextmanager
def answered(store: Store, polling: PollingSettings, models: Path, patience: float = 30) -> Iterator[Lookups]:
    """Lookups with a fetcher and workers behind them; topics are unlearnt until somebody prepares them."""
    lookups, ready, stopped = Lookups(patience), threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def answer() -> None:
        loops.append(asyncio.get_running_loop())
        async with open_tools(store, Settings(polling=polling), models) as tools:
            with lookups.answered_with(tools):
                ready.set()
                await stopped.wait()

    thread = threading.Thread(target=asyncio.run, args=(answer(),))
    thread.start()
    ready.wait()
    try:
        yield lookups
    finally:
        loops[0].call_soon_threadsafe(stopped.set)
        thread.join()

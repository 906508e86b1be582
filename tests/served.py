"""A site in a thread of its own, for tests whose subject runs an event loop itself."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.sites import Answer, site


@contextmanager
def served(answer: Answer) -> Iterator[str]:
    """Serve `answer` on the loopback address; gives the site's URL."""
    ready, done = threading.Event(), threading.Event()
    address: list[str] = []

    async def run() -> None:
        async with site(answer) as started:
            address.append(started.url)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait()
    try:
        yield address[0]
    finally:
        done.set()
        thread.join()

"""Pages of articles in the embedded runner: read as they fall due, a few at a time."""

import asyncio
from functools import partial

from monitor.model import PageOutcome
from monitor.pipeline.page_reading import PageReader

PAGE_TICK = 3  # seconds
_PAGES = 8  # under way at the same time, each for another feed
_GRACE = 10  # seconds that pages under way get to finish when the process is told to stop


class Pages:
    """Keeps pages under way, one of a feed at most: its others wait in the table, not in line at its host."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader
        self._under_way: dict[int, asyncio.Task[PageOutcome]] = {}  # by feed

    async def tick(self) -> None:
        """Claim what is due and there is room for, and begin to read it."""
        room = _PAGES - len(self._under_way)
        if room <= 0:
            return
        reader, busy = self._reader, list(self._under_way)
        for page in await asyncio.to_thread(reader.store.pages.claim_due, reader.clock(), room, busy):
            task = asyncio.create_task(reader.read(page))
            self._under_way[page.feed_id] = task
            task.add_done_callback(partial(self._done, page.feed_id))

    def _done(self, feed_id: int, _task: object) -> None:
        del self._under_way[feed_id]

    async def finish(self) -> None:
        """Let the pages under way end, within bounds; what is cut off is claimed anew after its lease has run out."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=_GRACE)

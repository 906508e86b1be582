"""A worker that polls the feeds that are due, and dies by SIGKILL at the point it is told.

Run as a program: python -m tests.pipeline.poll_crash_driver DATABASE-URL ISO-TIME POINT
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, event

from monitor.feeds.http import Fetcher
from monitor.model import FetchRequest, FetchResult
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller
from monitor.pipeline.workers import Workers
from monitor.store import open_store
from tests.pipeline.outlet import Classifier
from tests.sites import settings

# In the order in which a poll passes them; the statements are those of its one transaction.
POINTS = {
    "after the response": "",
    "after the parse": "FROM appearances",
    "after the validators": "UPDATE feeds SET",
    "after an article": "INSERT INTO articles",
    "before the commit": "",
    "after the commit": "",
}


@dataclass
class Doom:
    """Kills this process at one point."""

    point: str
    seen: set[str] = field(default_factory=set)

    def at(self, point: str) -> None:
        self.seen.add(point)
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "after_cursor_execute", self._executed)
        event.listen(engine, "commit", self._committing)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        for point, words in POINTS.items():
            if words and words in statement and "after the response" in self.seen:
                self.at(point)

    def _committing(self, _connection: object) -> None:
        if "after an article" in self.seen:
            self.at("before the commit")


class DoomedFetcher(Fetcher):
    doom: Doom

    async def fetch(self, request: FetchRequest) -> FetchResult:
        result = await super().fetch(request)
        self.doom.at("after the response")
        return result


async def main(url: str, moment: str, point: str) -> None:
    now, doom, store = datetime.fromisoformat(moment), Doom(point), open_store(url)
    doom.watch(store.database.engine)
    with Workers(1, 10) as workers:
        async with DoomedFetcher(settings(), "Wiredesk/test") as fetcher:
            fetcher.doom = doom
            hour = timedelta(hours=1)
            poller = Poller(store, fetcher, workers, Classifier(), fixed(hour), lambda: now, hour)
            for lease in store.feeds.claim_due(now, 10):
                await poller.poll(lease)
                doom.at("after the commit")
    store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""A worker that groups articles, and dies by SIGKILL at the point it is told, in the second batch.

Run as a program: python -m tests.pipeline.grouping_crash_driver DATABASE-URL POINT
"""

import asyncio
import os
import signal
import sys

from sqlalchemy import Engine, event

from monitor.pipeline import grouping
from monitor.pipeline.grouping import Grouper
from monitor.store import open_store
from monitor.store.leases import LENGTH
from tests.samples import NOW
from tests.told import Here

BATCH = 10

# In the order in which a batch passes them; the statements are those of its one transaction.
POINTS = {
    "after a story": "INSERT INTO stories",
    "after a text": "INSERT INTO texts",
    "after a report": "INSERT INTO reports",
    "after a key": "INSERT INTO pending_keys",
    "after the count": "UPDATE stories SET",
    "before the commit": "",
    "after the commit": "",
}

_BEGINS = "UPDATE leases SET"  # the transaction of a batch


class Doom:
    """Kills this process at one point of the second batch."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._batches = 0
        self._writing = False

    def at(self, point: str) -> None:
        if point == self._point and self._batches == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "after_cursor_execute", self._executed)
        event.listen(engine, "commit", self._committing)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if _BEGINS in statement and self._point != "nowhere":
            self._writing = True
            self._batches += 1
            if self._batches > 2:
                os.kill(os.getpid(), signal.SIGKILL)  # behind the commit of the second
        for point, words in POINTS.items():
            if words and words in statement:
                self.at(point)

    def _committing(self, _connection: object) -> None:
        if self._writing:
            self._writing = False
            self.at("before the commit")


async def main(url: str, point: str) -> int:
    """Group all that waits, after any lease has run out; returns how many articles that were."""
    grouping._BATCH = BATCH
    doom, store = Doom(point), open_store(url)
    doom.watch(store.database.engine)
    late = NOW + 2 * LENGTH if point == "nowhere" else NOW
    grouper = Grouper(store, Here(), lambda: late)  # type: ignore[arg-type]
    try:
        return await grouper.group()
    finally:
        store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""A worker that judges the archive anew, and dies by SIGKILL at the point it is told, in the second batch.

Run as a program: python -m tests.pipeline.reclassify_crash_driver DATABASE-URL POINT
"""

import asyncio
import os
import signal
import sys

from sqlalchemy import Engine, event

from monitor.model import Article, Classified
from monitor.pipeline import reclassifying
from monitor.store import open_store
from tests.samples import NOW, match

VERSION = "v2"
BATCH = 20

# In the order in which a batch passes them; the statements are those of its one transaction.
POINTS = {
    "after the judgement": "",
    "after an article": "UPDATE articles SET classified_by",
    "after a match": "INSERT INTO matches",
    "after a mark": "INSERT INTO topic_changes",
    "before the commit": "",
    "after the commit": "",
}


class Doom:
    """Kills this process at one point of the second batch."""

    def __init__(self, point: str) -> None:
        self._point = point
        self._batches = 0
        self._writing = False

    def at(self, point: str) -> None:
        if point == self._point and self._batches == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    def judged(self) -> None:
        if self._batches == 2:
            self.at("after the commit")
        self._batches += 1
        self.at("after the judgement")

    def watch(self, engine: Engine) -> None:
        event.listen(engine, "after_cursor_execute", self._executed)
        event.listen(engine, "commit", self._committing)

    def _executed(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        for point, words in POINTS.items():
            if words and words in statement:
                self._writing = True
                self.at(point)

    def _committing(self, _connection: object) -> None:
        if self._writing:
            self._writing = False
            self.at("before the commit")


class Classifier:
    """Every article carries storms, and no longer what it did."""

    version = VERSION

    def __init__(self, doom: Doom) -> None:
        self._doom = doom

    async def prepare(self) -> None:
        """It has nothing to learn."""

    async def classify(self, articles: list[Article]) -> list[Classified]:
        self._doom.judged()
        return [Classified(one, (match("storms", version=VERSION),), VERSION) for one in articles]


async def main(url: str, point: str) -> int:
    reclassifying._BATCH = BATCH
    doom, store = Doom(point), open_store(url)
    doom.watch(store.database.engine)
    classifier = Classifier(doom)
    try:
        return await reclassifying.reclassify(store, classifier, classifier, lambda: NOW)
    finally:
        store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

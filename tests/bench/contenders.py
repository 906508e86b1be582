"""Who is measured: each subscribes to the feeds, updates all of them on demand, and says how many items it holds."""

import json
import os
import sqlite3
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from monitor.clock import now
from tests.bench import measure
from tests.bench.floors.storing import make_database
from tests.bench.served import ROOT


class FailedError(Exception):
    """A contender's command failed."""


class Contender(ABC):
    name: str

    def __init__(self, folder: Path, bytecode: Path) -> None:
        """`folder` is empty, and this contender's own; compiled Python modules are kept in `bytecode`."""
        self.folder = folder
        self._environment = {
            name: value
            for name, value in os.environ.items()
            if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("WIREDESK_")
        }
        self._environment["PYTHONPYCACHEPREFIX"] = str(bytecode)

    @abstractmethod
    def prepare(self, urls: list[str]) -> None:
        """Subscribe to the feeds, fetching none of them. Not measured."""

    @abstractmethod
    def update(self) -> measure.Usage:
        """Fetch every feed once and store what is new. Measured."""

    def close(self) -> None:  # noqa: B027  most have nothing to end
        """End what still runs."""

    @abstractmethod
    def items(self) -> int | None:
        """How many items are stored; None: it stores none."""

    def run(self, command: list[str]) -> measure.Usage:
        """Run a command of this contender's; raises FailedError with the end of its output where it fails."""
        log = self.folder / "log.txt"
        usage = measure.run(command, ROOT, self._environment, log)
        if usage.exit_code:
            raise FailedError(
                f"{self.name}: exit code {usage.exit_code}\n{log.read_text(errors='replace')[-2000:]}"
            )
        return usage


class Fetching(Contender):
    name = "fetch only"

    def prepare(self, urls: list[str]) -> None:
        (self.folder / "urls.json").write_text(json.dumps(urls))

    def update(self) -> measure.Usage:
        return self.run([sys.executable, "-m", "tests.bench.floors.fetching", str(self.folder)])

    def items(self) -> None:
        return None


class Storing(Contender):
    name = "lxml + SQLite FTS5"

    def prepare(self, urls: list[str]) -> None:
        make_database(self._database, urls)

    def update(self) -> measure.Usage:
        return self.run([sys.executable, "-m", "tests.bench.floors.storing", str(self._database)])

    def items(self) -> int:
        return _rows(self._database, "item")

    @property
    def _database(self) -> Path:
        return self.folder / "floor.db"


class Wiredesk(Contender):
    name = "Wiredesk"

    def prepare(self, urls: list[str]) -> None:
        hosts = json.dumps(sorted({urlsplit(url).hostname for url in urls}))
        feeds = "\n".join(f'[[feed]]\nname = "Feed {n}"\nurl = "{url}"' for n, url in enumerate(urls))
        (self.folder / "wiredesk.toml").write_text(f"[polling]\nallowed_hosts = {hosts}\n")
        (self.folder / "feeds.toml").write_text(feeds)
        self.run([*self._program, "classify", os.devnull])  # makes the database and trains the classifier
        self._now = now()

    def update(self) -> measure.Usage:
        self._now += timedelta(days=2)  # every feed is due again
        return self.run([*self._program, "poll", "--once", "--at", self._now.isoformat()])

    def items(self) -> int:
        return _rows(self.folder / "wiredesk.db", "articles")

    @property
    def _program(self) -> list[str]:
        return [str(Path(sys.executable).parent / "wiredesk"), "--data", str(self.folder)]


class Staying(Wiredesk):
    """Wiredesk in a process that stays, as on a desk."""

    name = "Wiredesk, resident"
    options: Sequence[str] = ()

    def prepare(self, urls: list[str]) -> None:
        super().prepare(urls)
        command = [sys.executable, "-m", "tests.bench.resident", str(self.folder), *self.options]
        try:
            self._resident = measure.Resident(command, ROOT, self._environment, self.folder / "log.txt")
        except EOFError as error:
            raise self._failed(error) from None

    def update(self) -> measure.Usage:
        self._now += timedelta(days=2)
        try:
            return self._resident.tell(self._now.isoformat())
        except EOFError as error:
            raise self._failed(error) from None

    def close(self) -> None:
        self._resident.close()

    def _failed(self, error: EOFError) -> FailedError:
        log = (self.folder / "log.txt").read_text(errors="replace")
        return FailedError(f"{self.name}: {error}\n{log[-2000:]}")


class Unjudged(Staying):
    """The same while the desk still learns its topics: articles are stored and indexed, and not classified."""

    name = "Wiredesk, resident, no topics"
    options = ("--unjudged",)


def _rows(database: Path, table: str) -> int:
    connection = sqlite3.connect(database)
    count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return count

"""A worker killed with SIGKILL at every step of a poll: nothing is lost, and nothing is stored twice."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import func, select

from monitor.model import Feed
from monitor.store import Store
from monitor.store.articles.desk import DeskFilter
from monitor.store.polling.feeds import LEASE
from monitor.store.tables import appearances, articles, matches
from tests.pipeline.outlet import HOUR, item, rss
from tests.pipeline.poll_crash_driver import POINTS, main
from tests.samples import NOW

ROOT = Path(__file__).parents[2]
ITEMS = [item(number) for number in range(1, 6)]


class Publisher(BaseHTTPRequestHandler):
    """Answers 304 to whoever sends back the ETag."""

    body = rss(ITEMS)
    conditional = 0

    def do_GET(self) -> None:
        known = self.headers.get("If-None-Match") == '"1"'
        Publisher.conditional += known
        self.send_response(304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", "0" if known else str(len(self.body)))
        self.end_headers()
        if not known:
            self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Requests are not news in a test."""


@contextmanager
def published() -> Iterator[str]:
    Publisher.conditional = 0
    server = HTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/feed"
    server.shutdown()
    thread.join()
    server.server_close()


def killed(store: Store, at: datetime, point: str) -> None:
    """Run a worker at that time, in a process of its own, until it dies."""
    command = [
        sys.executable,
        "-m",
        "tests.pipeline.poll_crash_driver",
        address(store),
        at.isoformat(),
        point,
    ]
    assert subprocess.run(command, cwd=ROOT, timeout=120).returncode == -signal.SIGKILL


def polled(store: Store, at: datetime) -> None:
    asyncio.run(main(address(store), at.isoformat(), "nowhere"))


def address(store: Store) -> str:
    return store.database.engine.url.render_as_string(hide_password=False)


def counts(store: Store) -> list[int]:
    with store.database.reading() as connection:
        if store.database.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (articles, matches, appearances)
        ]


@pytest.mark.reliability(91, 92, 93, 94, 95)
@pytest.mark.parametrize("point", POINTS)
def test_a_poll_that_is_killed_is_made_again_whole(sqlite_store: Store, point: str) -> None:
    store, stored = sqlite_store, point == "after the commit"
    with published() as url:
        store.feeds.add([Feed(url, "Outlet")], NOW)
        killed(store, NOW, point)
        assert counts(store) == ([5] * 3 if stored else [0] * 3)
        (row,) = store.feeds.all()
        assert row.polling.etag == ('"1"' if stored else ""), (
            "the validator without the articles would lose them"
        )

        polled(store, NOW + LEASE + HOUR)
        assert counts(store) == [5] * 3
        assert {line.title for line in store.desk.page(DeskFilter(), 50).lines} == {i.title for i in ITEMS}
        polled(store, NOW + LEASE + timedelta(hours=3))
        assert counts(store) == [5] * 3
        assert Publisher.conditional == (2 if stored else 1)


@pytest.mark.reliability(93)
def test_a_poll_killed_within_its_transaction_leaves_nothing_on_postgresql(postgresql_store: Store) -> None:
    with published() as url:
        postgresql_store.feeds.add([Feed(url, "Outlet")], NOW)
        killed(postgresql_store, NOW, "after an article")
        assert counts(postgresql_store) == [0] * 3
        polled(postgresql_store, NOW + LEASE + HOUR)
        assert counts(postgresql_store) == [5] * 3

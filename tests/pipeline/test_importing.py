"""Lists of feeds are taken over: each feed once, all or nothing, and without pushing the others out of turn."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.configuration.problems import ConfigurationError
from monitor.model import Feed
from monitor.pipeline.importing import fetch_opml, import_opml
from monitor.pipeline.lookups import open_tools
from monitor.settings import PollingSettings, Settings
from monitor.store import Store
from tests.pipeline.publisher import site_of
from tests.samples import NOW
from tests.sites import settings, site

HOUR = timedelta(hours=1)
POLLING = PollingSettings()


def opml(*urls: str) -> bytes:
    lines = "\n".join(f'<outline text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls, 1))
    return f"<opml version='2.0'><body>\n{lines}\n</body></opml>".encode()


@pytest.mark.reliability(88)
def test_each_feed_is_added_once_and_each_line_is_accounted_for(store: Store) -> None:
    store.feeds.add([Feed("https://held.example/rss", "Held")], NOW)
    done = import_opml(
        store,
        POLLING,
        opml(
            "https://new.example/rss",
            "http://NEW.example/rss/",
            "https://new.example/rss?utm_source=opml",
            "http://held.example:80/rss/",
            "javascript:alert(1)",
        ),
        "list.opml",
        NOW,
    )
    assert [feed.name for feed in done.added] == ["Feed 1"]
    assert done.known == (
        "list.opml:3: http://NEW.example/rss/ is the feed of line 2",
        "list.opml:4: https://new.example/rss?utm_source=opml is the feed of line 2",
        "list.opml:5: http://held.example:80/rss/ is on the desk as “Held”",
    )
    assert [str(problem).partition(" ")[0] for problem in done.refused] == ["list.opml:6:"]
    assert done.sentence == "1 added, 3 known already, 1 refused."
    assert [row.feed.name for row in store.feeds.all()] == ["Feed 1", "Held"]


@pytest.mark.reliability(86)
def test_a_file_that_is_refused_adds_nothing(sqlite_store: Store) -> None:
    broken = opml("https://a.example/").replace(b"</body>", b"<outline xmlUrl=https://b.example/></body>")
    with pytest.raises(ConfigurationError, match=r"list\.opml"):
        import_opml(sqlite_store, POLLING, broken, "list.opml", NOW)
    with pytest.raises(ConfigurationError, match="lists no feed"):
        import_opml(sqlite_store, POLLING, opml(), "list.opml", NOW)
    assert sqlite_store.feeds.all() == []


@pytest.mark.reliability(41, 42, 49)
def test_what_would_never_be_polled_is_refused_with_its_line(sqlite_store: Store) -> None:
    listed = opml("http://10.0.0.1/rss", "https://a.example:6379/", "http://0x7f.1/", "https://a.example/")
    done = import_opml(sqlite_store, POLLING, listed, "list.opml", NOW)
    assert [feed.url for feed in done.added] == ["https://a.example/"]
    private = "is a private address, which is never polled: have its host added to polling.allowed_hosts"
    assert [str(problem) for problem in done.refused] == [
        f"list.opml:2: xmlUrl: {private}",
        "list.opml:3: xmlUrl: is at port 6379, which is not open: have it added to polling.allowed_ports",
        f"list.opml:4: xmlUrl: {private}",
    ]


def test_mended_files_say_so(sqlite_store: Store) -> None:
    done = import_opml(sqlite_store, POLLING, opml("https://a.example/?b&c"), "list.opml", NOW)
    assert done.sentence == (
        "1 added, 0 known already, 0 refused; the file was not well-formed and has been mended."
    )


@pytest.mark.reliability(87)
def test_first_polls_are_spread_out_so_that_other_feeds_keep_their_turn(store: Store) -> None:
    import_opml(store, POLLING, opml(*(f"https://a.example/{n}" for n in range(10))), "few.opml", NOW)
    few = [row.polling.next_poll_at for row in store.feeds.all()]
    assert (min(few), max(few)) == (NOW, NOW + timedelta(seconds=18))

    import_opml(store, POLLING, opml(*(f"https://b.example/{n}" for n in range(3_000))), "many.opml", NOW)
    due = [row.polling.next_poll_at for row in store.feeds.all() if "b.example" in row.feed.url]
    assert max(due) < NOW + HOUR
    in_the_first_minute = sum(moment < NOW + timedelta(minutes=1) for moment in due)
    assert in_the_first_minute == 50
    assert len(store.feeds.claim_due(NOW, 10_000)) == 2


_IMPORT_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import event
from monitor.settings import PollingSettings
from monitor.pipeline.importing import import_opml
from monitor.store import open_store

store, inserted = open_store(sys.argv[1]), 0

@event.listens_for(store.database.engine, "before_cursor_execute")
def die(connection, cursor, statement, parameters, context, executemany):
    global inserted
    inserted += statement.startswith("INSERT INTO feeds")
    if inserted > int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

import_opml(store, PollingSettings(), Path(sys.argv[2]).read_bytes(), "list.opml", datetime.fromisoformat(sys.argv[3]))
if int(sys.argv[4]) >= inserted:  # after the commit
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.reliability(89)
@pytest.mark.parametrize("after", [0, 100, 1_000])
def test_an_import_killed_at_any_point_and_repeated_ends_the_same(
    sqlite_store: Store, tmp_path: Path, after: int
) -> None:
    body = opml(*(f"https://a.example/{n}" for n in range(200)))
    (tmp_path / "list.opml").write_bytes(body)
    url = str(sqlite_store.database.engine.url)
    command = [
        sys.executable,
        "-c",
        _IMPORT_AND_DIE,
        url,
        str(tmp_path / "list.opml"),
        NOW.isoformat(),
        str(after),
    ]
    killed = subprocess.run(command, timeout=120, capture_output=True, cwd=Path(__file__).parents[2])
    assert killed.returncode == -9, killed.stderr
    assert len(sqlite_store.feeds.all()) in (0, 200)  # all or nothing

    again = import_opml(sqlite_store, POLLING, body, "list.opml", NOW)
    assert len(again.added) + len(again.known) == 200
    names = [row.feed.name for row in sqlite_store.feeds.all()]
    assert sorted(names) == sorted(f"Feed {n}" for n in range(1, 201))
    with sqlite_store.database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.reliability(47)
def test_a_list_is_fetched_through_the_guard(sqlite_store: Store, tmp_path: Path) -> None:
    async def run(**changes: object) -> bytes:
        opened = open_tools(sqlite_store, Settings(polling=settings(**changes)), tmp_path)
        async with site(site_of({"/list.opml": opml("https://a.example/")})) as publisher, opened as tools:
            return await fetch_opml(tools, f"{publisher.url}/list.opml")

    assert asyncio.run(run()) == opml("https://a.example/")
    with pytest.raises(ConfigurationError, match="private or otherwise not allowed"):
        asyncio.run(run(allowed_hosts=()))

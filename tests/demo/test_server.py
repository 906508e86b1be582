import gzip
import io
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser
import pytest

from monitor.demo.opening import open_world
from monitor.demo.server import DemoServer, serve
from monitor.demo.world import BUSY_EVERY

STARTED = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


def get(url: str, **headers: str) -> Reply:
    request = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=10) as answer:
            return Reply(answer.status, dict(answer.headers), answer.read())
    except HTTPError as answer:
        with answer:
            return Reply(answer.code, dict(answer.headers), answer.read())


@pytest.fixture
def clock() -> Clock:
    return Clock(STARTED)


@pytest.fixture
def server(clock: Clock) -> Iterator[DemoServer]:
    with serve(clock, STARTED) as server:
        yield server


def test_every_feed_is_served_and_all_but_the_broken_one_parse(server: DemoServer) -> None:
    for feed in server.feeds:
        reply = get(feed.url)
        parsed = feedparser.parse(io.BytesIO(reply.body), sanitize_html=False, resolve_relative_uris=False)  # noqa: TID251
        assert reply.status == 200
        if feed.name == "Dunmorrow Evening Echo":
            assert reply.headers["Content-Type"].startswith("text/html")
            assert not parsed.version
            assert not parsed.entries
        else:
            assert parsed.version
            assert parsed.entries


def test_a_feed_that_did_not_change_is_not_sent_again(server: DemoServer, clock: Clock) -> None:
    url = f"{server.base_url}/norrland-press/feed.xml"
    first = get(url)
    by_tag = get(url, If_None_Match=first.headers["ETag"])
    by_date = get(url, If_Modified_Since=first.headers["Last-Modified"])
    assert [(reply.status, reply.body) for reply in (by_tag, by_date)] == [(304, b"")] * 2
    clock.now += 2 * MINUTE
    later = get(url, If_None_Match=first.headers["ETag"], If_Modified_Since=first.headers["Last-Modified"])
    assert later.status == 200
    assert later.headers["ETag"] != first.headers["ETag"]


def test_a_date_that_is_none_and_an_old_tag_get_the_whole_feed(server: DemoServer) -> None:
    url = f"{server.base_url}/norrland-press/feed.xml"
    modified = get(url).headers["Last-Modified"]
    assert get(url, If_Modified_Since="yesterday").status == 200
    assert get(url, If_None_Match='"old"', If_Modified_Since=modified).status == 200


def test_an_edit_changes_both_validators(server: DemoServer, clock: Clock) -> None:
    url = f"{server.base_url}/calibre-and-keel/feed.xml"
    clock.now = STARTED + 12 * MINUTE - timedelta(seconds=1)
    before = get(url)
    clock.now = STARTED + 12 * MINUTE
    after = get(url, If_Modified_Since=before.headers["Last-Modified"])
    assert after.status == 200
    assert after.headers["ETag"] != before.headers["ETag"]


def test_some_feeds_send_no_validators(server: DemoServer) -> None:
    reply = get(f"{server.base_url}/sweepline/feed.xml", If_None_Match="*")
    assert reply.status == 200
    assert not {"ETag", "Last-Modified"} & set(reply.headers)


def test_feeds_are_zipped_for_whoever_asks(server: DemoServer) -> None:
    url = f"{server.base_url}/norrland-press/feed.xml"
    plain, zipped = get(url), get(url, Accept_Encoding="gzip, br")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == plain.body
    assert len(zipped.body) < len(plain.body) / 2


def test_the_busy_outlet_asks_to_come_back_later(server: DemoServer, clock: Clock) -> None:
    url = f"{server.base_url}/voce-di-roccamura/feed.xml"
    clock.now = STARTED + BUSY_EVERY - MINUTE
    reply = get(url)
    assert (reply.status, reply.headers["Retry-After"]) == (503, "60")
    clock.now += MINUTE
    assert get(url).status == 200


def test_article_pages_hold_the_whole_text_and_say_that_it_is_invented(server: DemoServer) -> None:
    feed = get(f"{server.base_url}/norrland-press/feed.xml")
    parsed = feedparser.parse(io.BytesIO(feed.body), sanitize_html=False, resolve_relative_uris=False)  # noqa: TID251
    for entry in parsed.entries:
        page = get(entry.link)
        text = page.body.decode()
        assert page.status == 200
        assert "invented for the demo" in text
        assert entry.title.replace("'", "&#x27;").replace('"', "&quot;") in text
        assert text.count("<p") >= 2 + bool(entry.get("content"))


def test_outlets_are_listed_and_have_a_front_page(server: DemoServer) -> None:
    index = get(f"{server.base_url}/").body.decode()
    assert 'href="/harbour-gazette/"' in index
    assert "Calibre &amp; Keel" in index
    assert "Danes halt sonar shipment" in get(f"{server.base_url}/harbour-gazette/").body.decode()
    assert get(f"{server.base_url}/style.css").headers["Content-Type"].startswith("text/css")


@pytest.mark.parametrize("path", ["/nowhere", "/nowhere/feed.xml", "/sweepline/none.html", "/sweepline/../x"])
def test_what_is_not_there_is_not_found(server: DemoServer, path: str) -> None:
    assert get(server.base_url + path).status == 404


def test_closing_frees_the_port_and_ends_the_thread(clock: Clock) -> None:
    threads = threading.active_count()
    with serve(clock, STARTED) as server:
        assert get(server.base_url).status == 200
    assert threading.active_count() == threads
    with socket.create_server(("127.0.0.1", server.port)):
        pass


def test_a_world_opened_again_keeps_its_start_and_port(clock: Clock, tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there yet"
    with open_world(folder, clock) as first:
        before = get(first.feeds[0].url).body
    clock.now += timedelta(hours=5)
    with open_world(folder, clock) as again:
        assert (again.base_url, again.world.started) == (first.base_url, STARTED)
        assert get(again.feeds[0].url).body != before


def test_a_world_whose_port_is_taken_moves_and_remembers_the_new_one(clock: Clock, tmp_path: Path) -> None:
    with open_world(tmp_path, clock) as first, open_world(tmp_path, clock) as second:
        assert first.port != second.port
        assert json.loads((tmp_path / "demo-world.json").read_text("utf-8"))["port"] == second.port


@pytest.mark.parametrize(
    "damaged", ["", "[]", '{"started": "2026-03-11T09:30:00"}', '{"started": "x", "port": 1}']
)
def test_a_damaged_memory_begins_a_new_world(clock: Clock, tmp_path: Path, damaged: str) -> None:
    (tmp_path / "demo-world.json").write_text(damaged, "utf-8")
    with open_world(tmp_path, clock) as server:
        assert server.world.started == STARTED

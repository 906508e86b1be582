"""Finding the feeds of an address: real HTTP, real worker processes."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import NotAFeed, Reason
from monitor.pipeline import discovering
from monitor.pipeline.classifying import TopicClassifier
from monitor.pipeline.discovering import REQUESTS, Discovery, discover, failure_sentence
from monitor.pipeline.lookups import Tools
from monitor.pipeline.workers import Workers
from monitor.settings import PollingSettings
from monitor.store import Store
from tests.pipeline.publisher import ATOM, BARE, PAGE, RSS, moved, site_of
from tests.samples import NOW
from tests.sites import Site, ok, settings, site

Pages = Mapping[str, bytes | str]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


@dataclass(frozen=True)
class Looking:
    """Discovery at a path of a publisher's site: what it finds, and what it asks for."""

    store: Store
    workers: Workers

    def __call__(self, path: str, pages: Pages, **changes: object) -> tuple[Discovery, Site]:
        return asyncio.run(self.run(path, pages, settings(**changes)))

    async def run(self, path: str, pages: Pages, polling: PollingSettings) -> tuple[Discovery, Site]:
        async with site(site_of(pages)) as publisher, self.tools(polling) as tools:
            return await discover(tools, publisher.url + path, NOW), publisher

    @asynccontextmanager
    async def tools(self, polling: PollingSettings) -> AsyncIterator[Tools]:
        async with Fetcher(polling, "Wiredesk") as fetcher:
            yield Tools(self.store, fetcher, self.workers, TopicClassifier(self.store, self.workers, Path()))


@pytest.fixture
def look(sqlite_store: Store, workers: Workers) -> Looking:
    return Looking(sqlite_store, workers)


def paths(found: Discovery) -> list[str]:
    return ["/" + trial.url.split("/", 3)[3] for _, trial in found.feeds]


def asked(publisher: Site) -> list[str]:
    return [request.path for request in publisher.requests]


def test_a_feed_is_offered_as_it_is_after_one_request(look: Looking) -> None:
    found, publisher = look("/rss", {"/rss": RSS})
    ((candidate, trial),) = found.feeds
    assert (candidate.origin, trial.title, trial.format) == ("given", "Harbour Gazette", "RSS")
    assert asked(publisher) == ["/rss"]


def test_the_feeds_that_a_page_names_are_read_one_after_the_other_and_each_is_offered_once(
    look: Looking,
) -> None:
    pages = {"/": PAGE, "/all.xml": RSS, "/all-again.xml": moved("/all.xml"), "/sea.atom": ATOM}
    found, publisher = look("/", pages)
    assert paths(found) == ["/all.xml", "/sea.atom"]
    assert [(trial.format, len(trial.articles), trial.undated) for _, trial in found.feeds] == [
        ("RSS", 2, 1),
        ("Atom", 1, 0),
    ]
    assert publisher.most_at_once == 1
    assert not any(
        "cookie" in request.headers or "referer" in request.headers for request in publisher.requests
    )


def test_the_usual_places_are_tried_where_the_page_names_nothing_and_no_longer_than_needed(
    look: Looking,
) -> None:
    found, publisher = look("/", {"/": BARE, "/rss.xml": RSS, "/index.xml": ATOM})
    assert paths(found) == ["/rss.xml"]
    assert asked(publisher) == ["/", "/feed", "/rss", "/rss.xml"]


def test_no_more_than_eight_requests_are_made_and_the_rest_is_offered_untried(look: Looking) -> None:
    links = "".join(f'<a href="/rss/{number}">{number}</a>' for number in range(20))
    found, publisher = look("/", {"/": f"<html><body>{links}</body></html>"})
    assert len(publisher.requests) == REQUESTS
    assert (len(found.feeds), len(found.untried)) == (0, 13)


def test_a_page_without_feeds_is_said_to_name_none(look: Looking) -> None:
    found, publisher = look("/", {"/": BARE})
    assert found.failure == NotAFeed(Reason.NOT_A_FEED, "an HTML page")
    said = "This page names no feed: ask the publisher, or give the feed's own address."
    assert failure_sentence(found.failure) == said
    assert len(publisher.requests) <= REQUESTS


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("404 Not Found", "There is nothing at this address (HTTP 404): check the address."),
        (
            "403 Forbidden",
            "The server refuses us (HTTP 403): ask the publisher to let the desk read the feed.",
        ),
        ("429 Too Many", "The server asked us to come back later (HTTP 429): try again in an hour."),
    ],
)
def test_a_refusal_is_said_and_not_tried_elsewhere(look: Looking, status: str, sentence: str) -> None:
    found, publisher = look("/x", {"/x": ok(b"no", status=status)})
    assert failure_sentence(found.failure) == sentence
    assert asked(publisher) == ["/x"]


@pytest.mark.reliability(8)
def test_a_site_that_shows_a_check_in_place_of_the_page_is_not_searched(look: Looking) -> None:
    found, publisher = look("/", {"/": "<html><title>Just a moment...</title><a href='/rss'>x</a></html>"})
    assert found.failure.reason is Reason.BLOCKED
    assert asked(publisher) in (["/"], ["/", "/rss"])


def test_a_server_that_has_enough_is_left_alone(look: Looking) -> None:
    found, publisher = look("/", {"/": PAGE, "/all.xml": ok(b"", status="429 Too Many")})
    assert asked(publisher) == ["/", "/all.xml"]
    assert [candidate.url.rpartition("/")[2] for candidate in found.untried] == [
        "sea.atom",
        "all-again.xml",
        "rss",
    ]


@pytest.mark.reliability(41, 45, 47)
def test_private_addresses_are_refused_on_the_page_and_on_every_candidate(look: Looking) -> None:
    closed, publisher = look("/", {"/": PAGE}, allowed_hosts=())
    assert closed.failure.reason is Reason.REFUSED_ADDRESS
    assert failure_sentence(closed.failure).endswith("(polling.allowed_hosts).")
    assert publisher.requests == []

    elsewhere = '<html><link rel="alternate" type="application/rss+xml" href="{}"></html>'
    for target in ("http://localhost:1/rss", "http://169.254.169.254/rss", "http://[::1]/rss"):
        found, publisher = look("/", {"/": elsewhere.format(target), "/x": RSS})
        assert found.feeds == ()
    found, _ = look("/", {"/": elsewhere.format("/hop"), "/hop": moved("http://127.0.0.3:1/rss")})
    assert found.feeds == ()


def test_what_was_found_before_time_ran_out_is_the_answer(
    look: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovering, "PATIENCE", 0.0)
    found, _publisher = look("/", {"/": PAGE, "/all.xml": RSS})
    assert (found.feeds, found.failure) == ((), None)
    assert found.untried[0].url.endswith("/all.xml")


async def _without_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A server that hangs up on whoever begins to encrypt."""
    if await reader.read(1) == b"G":
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ok(RSS.encode(), "Content-Type: application/rss+xml"))
        await writer.drain()
    writer.close()


def test_plain_http_is_tried_where_no_scheme_was_typed(look: Looking) -> None:
    async def run() -> list[Discovery]:
        server = await asyncio.start_server(_without_tls, "127.0.0.1", 0)
        address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}/rss"
        async with server, look.tools(settings()) as tools:
            return [await discover(tools, typed, NOW) for typed in (address, f"https://{address}")]

    bare, encrypted = asyncio.run(run())
    assert bare.url.startswith("http://")
    assert len(bare.feeds) == 1
    assert encrypted.feeds == ()

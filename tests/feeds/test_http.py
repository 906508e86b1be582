"""Fetching, against servers that play every part a publisher's server may play."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Fetched, FetchFailed, FetchRequest, FetchResult, NotModified, Reason
from tests.sites import Answer, Request, Site, ok, settings, site


def fetch(answer: Answer, path: str = "/feed", headers: dict[str, str] | None = None, **changes: object):
    """The result of one fetch, and the site that answered it."""

    async def run() -> tuple[FetchResult, Site]:
        async with site(answer) as served, Fetcher(settings(**changes), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(served.url + path, headers or {})), served

    return asyncio.run(run())


def reason(result: FetchResult) -> Reason:
    assert isinstance(result, FetchFailed), result
    return result.reason


def test_a_feed_is_fetched_with_its_validators_and_an_honest_name() -> None:
    result, served = fetch(lambda _: ok(b"<rss/>", 'ETag: W/"a b"', "Last-Modified: some day, perhaps"))
    assert isinstance(result, Fetched)
    assert (result.body, result.etag, result.last_modified) == (b"<rss/>", 'W/"a b"', "some day, perhaps")
    (request,) = served.requests
    assert request.headers["user-agent"] == "Wiredesk/test"
    assert "gzip" in request.headers["accept-encoding"]
    assert not {"cookie", "referer"} & request.headers.keys()


@pytest.mark.parametrize("etag", ['"1"', 'W/"x"', "unquoted", '"with, comma"', "0" * 1900])
def test_validators_go_back_byte_for_byte(etag: str) -> None:
    def answer(request: Request) -> bytes:
        known = request.headers.get("if-none-match") == etag
        return ok(b"", status="304 Not Modified") if known else ok(b"<rss/>")

    result, _ = fetch(answer, headers={"If-None-Match": etag})
    assert isinstance(result, NotModified)


@pytest.mark.parametrize("etag", ["", "ü", "x" * 2500])
def test_a_validator_that_could_not_go_back_unchanged_is_dropped(etag: str) -> None:
    result, _ = fetch(lambda _: ok(b"<rss/>", f"ETag: {etag}"))
    assert isinstance(result, Fetched)
    assert result.etag == ""


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("401 Unauthorized", Reason.FORBIDDEN),
        ("403 Forbidden", Reason.FORBIDDEN),
        ("404 Not Found", Reason.NOT_FOUND),
        ("410 Gone", Reason.GONE),
        ("429 Too Many Requests", Reason.RATE_LIMITED),
        ("451 Unavailable For Legal Reasons", Reason.FORBIDDEN),
        ("418 Teapot", Reason.HTTP_STATUS),
        ("500 Oops", Reason.SERVER_ERROR),
        ("503 Unavailable", Reason.SERVER_ERROR),
    ],
)
def test_each_refusal_has_its_reason(status: str, expected: Reason) -> None:
    result, _ = fetch(lambda _: ok(b"no", status=status))
    assert reason(result) is expected


def test_a_server_that_names_a_time_to_wait_is_heard() -> None:
    result, _ = fetch(lambda _: ok(b"", "Retry-After: 7200", status="503 Unavailable"))
    assert (reason(result), result.retry_after) == (Reason.RATE_LIMITED, "7200")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_kept(code: int) -> None:
    def answer(request: Request) -> bytes:
        moved = request.path == "/feed"
        return ok(b"", "Location: /new", status=f"{code} Moved") if moved else ok(b"<rss/>")

    result, served = fetch(answer)
    assert isinstance(result, Fetched)
    assert result.url == served.url + "/new"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/feed", Reason.REDIRECTS),
        ("file:///etc/passwd", Reason.REDIRECTS),
        ("ftp://outlet.example/feed", Reason.REDIRECTS),
        ("gopher://127.0.0.1/", Reason.REDIRECTS),
        ("data:text/xml,<rss/>", Reason.REDIRECTS),
        ("http://169.254.169.254/latest/meta-data", Reason.REFUSED_ADDRESS),
        ("http://127.0.0.2/", Reason.REFUSED_ADDRESS),
        ("http://[::1]/", Reason.REFUSED_ADDRESS),
        ("http://127.0.0.2:6379/", Reason.REFUSED_ADDRESS),
    ],
)
def test_redirects_lead_nowhere_they_should_not(location: str, expected: Reason) -> None:
    result, served = fetch(lambda _: ok(b"", f"Location: {location}", status="302 Found"))
    assert reason(result) is expected
    assert len(served.requests) <= 6


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://0x7f.1/", "http://2130706433/"),
        *(
            "http://[::ffff:127.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://0.0.0.0/",
        ),
        *("http://a@127.0.0.1/", "http://10.0.0.1/", "http://192.168.1.1/", "http://224.0.0.1/"),
    ],
)
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    async def run() -> FetchResult:
        async with Fetcher(settings(allowed_hosts=()), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(url))

    # one resolver reads the odd spellings as addresses, another knows no such name: neither connects
    assert reason(asyncio.run(run())) in (Reason.REFUSED_ADDRESS, Reason.DNS)


def test_ports_other_than_the_configured_are_refused_before_connecting() -> None:
    result, served = fetch(lambda _: ok(b"<rss/>"), allowed_hosts=())
    assert reason(result) is Reason.REFUSED_ADDRESS
    assert "port" in result.detail
    assert served.requests == []


def test_one_allowed_host_opens_no_other() -> None:
    async def run() -> FetchResult:
        async with Fetcher(settings(allowed_ports=(80,)), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest("http://127.0.0.2/"))

    assert reason(asyncio.run(run())) is Reason.REFUSED_ADDRESS


def test_a_body_without_end_is_cut_off() -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
        while True:
            yield b"x" * 65536

    result, _ = fetch(lambda _: endless(), max_bytes=200_000)
    assert reason(result) is Reason.TOO_LARGE


def test_a_body_that_swells_on_unpacking_is_cut_off() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    result, _ = fetch(lambda _: ok(bomb, "Content-Encoding: gzip"), max_bytes=1_000_000)
    assert reason(result) is Reason.TOO_LARGE


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_bodies_are_unpacked(name: str, pack) -> None:
    result, _ = fetch(lambda _: ok(pack(b"<rss/>"), f"Content-Encoding: {name}"))
    assert isinstance(result, Fetched)
    assert result.body == b"<rss/>"


def test_a_server_that_drips_is_cut_off_by_the_total_time() -> None:
    async def dripping() -> AsyncIterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
        for _ in range(100):
            await asyncio.sleep(0.1)
            yield b"x"

    result, _ = fetch(lambda _: dripping(), timeout_seconds=1)
    assert reason(result) is Reason.TIMEOUT


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1_000_000 + b"\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\0" * 1000,
        ok(b"not gzip", "Content-Encoding: gzip"),
    ],
    ids=["nothing", "short", "negative", "two lengths", "huge header", "ssh", "zeros", "false gzip"],
)
def test_broken_answers_are_failures_with_a_reason(reply: bytes) -> None:
    result, _ = fetch(lambda _: reply)
    assert reason(result) in (Reason.BAD_ANSWER, Reason.CONNECT)


def test_an_address_that_is_none_is_refused() -> None:
    async def run() -> FetchResult:
        async with Fetcher(settings(), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest("http://["))

    assert reason(asyncio.run(run())) is Reason.REFUSED_ADDRESS


def test_a_closed_port_and_an_unknown_name_have_their_reasons() -> None:
    async def run(url: str) -> FetchResult:
        async with Fetcher(
            settings(allowed_hosts=("127.0.0.1", "nowhere.invalid")), "Wiredesk/test"
        ) as fetcher:
            return await fetcher.fetch(FetchRequest(url))

    assert reason(asyncio.run(run("http://127.0.0.1:9/"))) is Reason.CONNECT
    assert reason(asyncio.run(run("http://nowhere.invalid/"))) is Reason.DNS


def test_a_host_is_never_asked_twice_at_once() -> None:
    async def slow() -> AsyncIterator[bytes]:
        await asyncio.sleep(0.05)
        yield ok(b"<rss/>")

    async def run() -> Site:
        async with site(lambda _: slow()) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            requests = [FetchRequest(f"{served.url}/{number}") for number in range(12)]
            results = await asyncio.gather(*map(fetcher.fetch, requests))
            assert all(isinstance(result, Fetched) for result in results)
            return served

    assert asyncio.run(run()).most_at_once == 1

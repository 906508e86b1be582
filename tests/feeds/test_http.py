"""Fetching: what is sent, what comes back, and the reason of each failure."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
from backports import zstd

from monitor.feeds.http import Fetcher
from monitor.model import Fetched, FetchRequest, FetchResult, NotModified, Reason
from tests.sites import Request, Site, fetch, fetch_url, listening, ok, reason, sent_to, settings, site


def test_a_feed_is_fetched_with_its_validators_and_an_honest_name() -> None:
    result, served = fetch(lambda _: ok(b"<rss/>", 'ETag: W/"a b"', "Last-Modified: some day, perhaps"))
    assert isinstance(result, Fetched)
    assert (result.body, result.etag, result.last_modified) == (b"<rss/>", 'W/"a b"', "some day, perhaps")
    (request,) = served.requests
    assert request.headers["user-agent"] == "Wiredesk/test"


def test_nothing_is_sent_that_was_not_asked_for() -> None:
    _, served = fetch(lambda _: ok(b"<rss/>"), "/feed?a=1&b=%20", headers={"Accept": "text/html"})
    (request,) = served.requests
    assert (request.method, request.path, request.body) == ("GET", "/feed?a=1&b=%20", b"")
    assert request.headers["accept"] == "text/html"
    assert request.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("401 Unauthorized", Reason.FORBIDDEN),
        ("403 Forbidden", Reason.FORBIDDEN),
        ("404 Not Found", Reason.NOT_FOUND),
        ("410 Gone", Reason.GONE),
        ("429 Too Many Requests", Reason.RATE_LIMITED),
        ("451 Unavailable For Legal Reasons", Reason.FORBIDDEN),
        ("202 Accepted", Reason.HTTP_STATUS),
        ("418 Teapot", Reason.HTTP_STATUS),
        ("500 Oops", Reason.SERVER_ERROR),
        ("503 Unavailable", Reason.SERVER_ERROR),
    ],
)
def test_each_refusal_has_its_reason(status: str, expected: Reason) -> None:
    result, _ = fetch(lambda _: ok(b"no", status=status))
    assert reason(result) is expected


@pytest.mark.reliability(35)
def test_a_server_that_names_a_time_to_wait_is_heard() -> None:
    result, _ = fetch(lambda _: ok(b"", "Retry-After: 7200", status="503 Unavailable"))
    assert (reason(result), result.retry_after) == (Reason.RATE_LIMITED, "7200")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_kept(code: int) -> None:
    result, served = fetch(lambda asked: sent_to("/new", code) if asked.path == "/feed" else ok(b"<rss/>"))
    assert isinstance(result, Fetched)
    assert result.url == served.url + "/new"
    assert result.moved_to == (served.url + "/new" if code in (301, 308) else "")


def test_a_feed_that_has_moved_and_not_changed_says_both() -> None:
    unchanged = ok(b"", status="304 Not Modified")
    result, served = fetch(
        lambda asked: sent_to("/new", 301) if asked.path == "/feed" else unchanged,
        headers={"If-None-Match": '"1"'},
    )
    assert result == NotModified({}, served.url + "/new")


def test_not_modified_is_no_answer_to_who_knows_nothing_yet() -> None:
    result, _ = fetch(lambda _: ok(b"", status="304 Not Modified"))
    assert (reason(result), result.detail) == (Reason.BAD_ANSWER, "HTTP 304")


def test_a_redirect_without_an_address_is_a_failure() -> None:
    result, _ = fetch(lambda _: ok(b"", status="301 Moved"))
    assert (reason(result), result.detail) == (Reason.HTTP_STATUS, "HTTP 301")


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),  # without its header, as some servers send it
        ("br", brotli.compress),
        ("zstd", zstd.compress),
    ],
)
def test_packed_bodies_are_asked_for_and_unpacked(name: str, pack: Callable[[bytes], bytes]) -> None:
    result, served = fetch(lambda _: ok(pack(b"<rss/>"), f"Content-Encoding: {name}"))
    assert isinstance(result, Fetched)
    assert result.body == b"<rss/>"
    assert name in served.requests[0].headers["accept-encoding"].split(", ")


def test_where_a_hub_is_said_is_kept() -> None:
    links = ('<https://hub.example/>; rel="hub"', '<https://outlet.example/feed>; rel="self"')
    result, _ = fetch(lambda _: ok(b"<rss/>", *(f"Link: {link}" for link in links)))
    assert isinstance(result, Fetched)
    assert result.headers["link"] == ", ".join(links)


def post(answer: Callable[[Request], bytes]) -> tuple[FetchResult, Site]:
    async def run() -> tuple[FetchResult, Site]:
        async with site(answer) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            form = {"hub.mode": "subscribe", "hub.topic": "https://outlet.example/?a=1&b=ö"}
            return await fetcher.fetch(FetchRequest(f"{served.url}/hub", form=form)), served

    return asyncio.run(run())


def test_a_body_is_posted_as_it_is() -> None:
    async def run() -> Site:
        async with site(lambda _: ok(b"{}")) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
            headers = {"Content-Type": "application/json"}
            await fetcher.fetch(FetchRequest(f"{served.url}/ask", headers, body=b'{"a": 1}'))
            return served

    (request,) = asyncio.run(run()).requests
    assert (request.method, request.body) == ("POST", b'{"a": 1}')
    assert request.headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", ["200 OK", "202 Accepted", "204 No Content"])
def test_a_form_is_posted_and_any_success_is_one(status: str) -> None:
    result, served = post(lambda _: ok(b"", status=status))
    assert isinstance(result, Fetched)
    (request,) = served.requests
    assert (request.method, request.path) == ("POST", "/hub")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (
        request.body == b"hub.mode=subscribe&hub.topic=https%3A%2F%2Foutlet.example%2F%3Fa%3D1%26b%3D%C3%B6"
    )


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_form_is_sent_on_to_nobody_else(code: int) -> None:
    result, served = post(lambda _: sent_to("/elsewhere", code))
    assert (reason(result), result.detail) == (Reason.HTTP_STATUS, f"HTTP {code}")
    assert len(served.requests) == 1


def test_an_address_that_is_none_is_refused() -> None:
    assert reason(fetch_url("http://[")) is Reason.REFUSED_ADDRESS
    assert reason(fetch_url("http:///feed")) is Reason.REFUSED_ADDRESS


def test_a_closed_port_and_an_unknown_name_have_their_reasons() -> None:
    assert reason(fetch_url("http://127.0.0.1:9/")) is Reason.CONNECT
    assert reason(fetch_url("http://nowhere.invalid/", allowed_hosts=("nowhere.invalid",))) is Reason.DNS


def test_a_connection_is_used_again_at_once_and_a_stale_one_does_no_harm() -> None:
    connections = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        for _ in range(3):  # then the server hangs up, though it said that it would not
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
            await writer.drain()

    async def run() -> list[FetchResult]:
        async with listening(handle) as port, Fetcher(settings(), "Wiredesk/test") as fetcher:
            request = FetchRequest(f"http://127.0.0.1:{port}/")
            return [await fetcher.fetch(request) for _ in range(5)]

    assert all(isinstance(result, Fetched) for result in asyncio.run(run()))
    assert connections == 2


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

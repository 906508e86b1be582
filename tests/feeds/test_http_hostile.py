"""Servers that are broken or mean it ill: each costs a bounded time and gets a reason, and nothing else happens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import repeat

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Fetched, FetchRequest, FetchResult, Reason
from tests.sites import Handle, Request, fetch, fetch_url, listening, ok, reason, sent_to, settings, site


async def dripping(head: bytes, rest: bytes) -> AsyncIterator[bytes]:
    """The rest comes a byte every tenth of a second."""
    yield head
    for byte in rest:
        await asyncio.sleep(0.1)
        yield bytes([byte])


async def flood(head: bytes, piece: bytes) -> AsyncIterator[bytes]:
    yield head
    for same in repeat(piece):
        yield same


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.reliability(22)
@pytest.mark.parametrize(
    ("head", "rest"),
    [
        (b"", OK),
        (OK, b"X: " + b"y" * 1000),
        (OK + b"Content-Length: 1000\r\n\r\n", b"x" * 1000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 1000),
        (OK + b"\r\n", b"x" * 1000),
    ],
    ids=["status line", "header", "body", "chunks", "body without length"],
)
def test_a_server_that_drips_is_cut_off_by_the_total_time(head: bytes, rest: bytes) -> None:
    result, _ = fetch(lambda _: dripping(head, rest), timeout_seconds=1)
    assert reason(result) is Reason.TIMEOUT


@pytest.mark.reliability(22)
def test_redirects_that_drip_share_one_total_time() -> None:
    async def slowly() -> AsyncIterator[bytes]:
        await asyncio.sleep(0.4)
        yield sent_to("/feed")

    result, served = fetch(lambda _: slowly(), timeout_seconds=1)
    assert reason(result) is Reason.TIMEOUT
    assert len(served.requests) <= 3


@pytest.mark.reliability(23)
def test_headers_without_end_are_cut_off() -> None:
    result, _ = fetch(lambda _: flood(OK, b"X: y\r\n" * 1000))
    assert reason(result) is Reason.BAD_ANSWER


@pytest.mark.reliability(24)
@pytest.mark.parametrize(
    "headers",
    [b"X: y\r\n" * 10_000, b"X: " + b"y" * 1_000_000 + b"\r\n", b"y" * 1_000_000 + b": x\r\n"],
    ids=["10,000 headers", "1 MB header", "1 MB name"],
)
def test_too_many_headers_and_too_large_ones_are_refused(headers: bytes) -> None:
    result, _ = fetch(lambda _: OK + headers + b"Content-Length: 0\r\n\r\n")
    assert reason(result) is Reason.BAD_ANSWER
    assert len(result.detail) <= 200


@pytest.mark.reliability(24)
def test_the_long_headers_of_large_sites_are_taken() -> None:
    result, _ = fetch(lambda _: ok(b"<rss/>", "Content-Security-Policy: " + "x" * 20_000))
    assert isinstance(result, Fetched)


@pytest.mark.reliability(25)
@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (b"Content-Length: 100\r\n", None),
        (b"Content-Length: 3\r\nConnection: close\r\n", None),
        (b"", b"<rss/>"),
        (b"Content-Length: -1\r\n", None),
        (b"Content-Length: 6\r\nContent-Length: 5\r\n", None),
        (b"Content-Length: 6\r\nContent-Length: 6\r\n", None),
        (b"Content-Length: six\r\n", None),
        (b"Content-Length: " + b"9" * 30 + b"\r\n", None),
        (b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", None),
    ],
    ids=["too large", "too small", "missing", "negative", "two", "twice", "a word", "endless", "and chunked"],
)
def test_every_kind_of_content_length_gives_what_it_says_or_an_error(
    headers: bytes, expected: bytes | None
) -> None:
    result, _ = fetch(lambda _: OK + headers + b"\r\n<rss/>")
    if expected is None:
        assert reason(result) is Reason.BAD_ANSWER
    else:
        assert isinstance(result, Fetched)
        assert result.body == expected


@pytest.mark.reliability(26)
@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK + b"Connection: close\r\n\r\n", b"x" * 65_536),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000),
        (OK + b"Content-Length: 999999999999\r\n\r\n", b"x" * 65_536),
    ],
    ids=["no length", "chunks", "small chunks", "huge length"],
)
def test_a_body_without_end_is_cut_off(head: bytes, piece: bytes) -> None:
    result, _ = fetch(lambda _: flood(head, piece), max_bytes=200_000, timeout_seconds=20)
    assert reason(result) is Reason.TOO_LARGE
    assert result.detail == "over 200,000 bytes"


@pytest.mark.reliability(26)
def test_the_limit_is_five_megabytes_and_what_is_just_under_it_is_taken() -> None:
    result, _ = fetch(lambda _: ok(b"x" * 5_000_000))
    assert isinstance(result, Fetched)
    result, _ = fetch(lambda _: ok(b"x" * 5_000_001))
    assert reason(result) is Reason.TOO_LARGE


def ending(head: bytes, reset: bool) -> Handle:
    """Hangs up after these bytes: with a reset, or in good order."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if head:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(head)
            await writer.drain()
        if reset:
            # The bytes must arrive first: a reset throws away what was not read yet.
            await asyncio.sleep(0.05)
            writer.transport.abort()

    return handle


@pytest.mark.reliability(29)
@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize(
    "head",
    [b"", b"HTTP/1.", OK, OK + b"Content-Length: 9\r\n\r\n", OK + b"Content-Length: 9\r\n\r\n<rss"],
    ids=["TCP", "status line", "header", "after headers", "mid-body"],
)
def test_a_connection_that_breaks_off_at_any_point_is_a_failure(head: bytes, reset: bool) -> None:
    async def run() -> FetchResult:
        async with listening(ending(head, reset)) as port, Fetcher(settings(), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(f"http://127.0.0.1:{port}/"))

    assert reason(asyncio.run(run())) in (Reason.CONNECT, Reason.BAD_ANSWER)


@pytest.mark.reliability(29)
def test_a_connection_that_breaks_off_in_the_middle_of_tls_is_a_failure() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)  # of the client's hello
        writer.transport.abort()

    async def run() -> FetchResult:
        async with listening(handle) as port, Fetcher(settings(), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(f"https://127.0.0.1:{port}/"))

    assert reason(asyncio.run(run())) in (Reason.CONNECT, Reason.TLS)


@pytest.mark.reliability(29)
def test_a_chunked_body_that_breaks_off_is_no_whole_one() -> None:
    result, _ = fetch(lambda _: OK + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n")
    assert reason(result) is Reason.BAD_ANSWER


@pytest.mark.reliability(29)
def test_a_name_that_does_not_resolve_is_a_failure() -> None:
    assert reason(fetch_url("https://nowhere.invalid/")) is Reason.DNS


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\0" * 1000,
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"<rss/>",
    ],
    ids=["ssh", "zeros", "version", "status", "bare"],
)
def test_what_is_not_http_is_a_bad_answer(reply: bytes) -> None:
    result, _ = fetch(lambda _: reply)
    assert reason(result) is Reason.BAD_ANSWER


def hops(number: int) -> Callable[[Request], bytes]:
    """Sends on so many times, then answers."""

    def answer(request: Request) -> bytes:
        done = int(request.path.removeprefix("/"))
        return sent_to(f"/{done + 1}") if done < number else ok(b"<rss/>")

    return answer


@pytest.mark.reliability(31)
@pytest.mark.parametrize(("number", "followed"), [(5, True), (6, False), (20, False)])
def test_five_redirects_are_followed_and_no_more(number: int, followed: bool) -> None:
    result, served = fetch(hops(number), "/0")
    assert isinstance(result, Fetched) if followed else reason(result) is Reason.REDIRECTS
    assert len(served.requests) == 6


@pytest.mark.reliability(31)
def test_a_redirect_to_itself_with_a_cookie_gets_no_cookie_back() -> None:
    result, served = fetch(
        lambda _: ok(b"", "Location: /feed", "Set-Cookie: a=b; Path=/", status="302 Found")
    )
    assert reason(result) is Reason.REDIRECTS
    assert len(served.requests) == 6
    assert not any("cookie" in request.headers for request in served.requests)


@pytest.mark.reliability(31)
def test_a_loop_over_two_hosts_ends() -> None:
    async def run() -> tuple[FetchResult, int]:
        async with (
            site(lambda _: sent_to(f"http://127.0.0.2:{other.port}/")) as one,
            site(lambda _: sent_to(f"{one.url}/"), "127.0.0.2") as other,
            Fetcher(settings(allowed_hosts=("127.0.0.1", "127.0.0.2")), "Wiredesk/test") as fetcher,
        ):
            result = await fetcher.fetch(FetchRequest(one.url))
            return result, len(one.requests) + len(other.requests)

    result, asked = asyncio.run(run())
    assert (reason(result), asked) == (Reason.REDIRECTS, 6)


@pytest.mark.reliability(31)
@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "file:/etc/passwd", "ftp://outlet.example/feed", "gopher://127.0.0.1/"),
        *("data:text/xml,<rss/>", "javascript:alert(1)", "dict://127.0.0.1:11211/", "FILE:///etc/passwd"),
    ],
)
def test_redirects_to_anything_but_http_are_refused(location: str) -> None:
    result, served = fetch(lambda _: sent_to(location))
    assert reason(result) is Reason.REDIRECTS
    assert result.detail == f"to a {location.partition(':')[0].lower()} address"
    assert len(served.requests) == 1


@pytest.mark.reliability(31)
@pytest.mark.parametrize("location", ["", "http://[", "//", "http://x:99999/", "\x80\xff", "h\xf6st://x"])
def test_redirects_to_nonsense_are_failures(location: str) -> None:
    result, served = fetch(lambda _: sent_to(location))
    assert reason(result) in (Reason.REDIRECTS, Reason.REFUSED_ADDRESS, Reason.BAD_ANSWER)
    assert len(served.requests) <= 6

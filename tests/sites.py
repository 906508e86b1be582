"""A publisher's server on loopback: a function of the request gives the raw bytes of the answer."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import FetchFailed, FetchRequest, FetchResult, Reason
from monitor.settings import PollingSettings

PRIVATE, PUBLIC = "127.0.0.1", "127.0.0.2"  # what the second one stands for: see a_public_address
GAP = timedelta(milliseconds=50)  # between two requests to it


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]  # names in lower case
    method: str = "GET"
    body: bytes = b""
    lines: tuple[str, ...] = ()  # of the head, as they came


@dataclass
class Site:
    url: str
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])


Answer = Callable[[Request], bytes | AsyncIterator[bytes]]
Handle = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP/1.1 answer with these header lines."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def sent_to(location: str, code: int = 302) -> bytes:
    """A redirect."""
    return ok(b"", f"Location: {location}", status=f"{code} Moved")


@asynccontextmanager
async def listening(
    handle: Handle, host: str = PRIVATE, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Serve raw connections, each closed when `handle` is done with it; gives the port."""

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handle(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client, or the test, had enough
        finally:
            writer.close()

    server = await asyncio.start_server(one, host, port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def site(
    answer: Answer, host: str = PRIVATE, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Site]:
    """Serve `answer` on a loopback address, at a free port or the one given."""
    now_busy = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal now_busy
        now_busy += 1
        served.most_at_once = max(served.most_at_once, now_busy)
        try:
            request = await _read(reader)
            served.requests.append(request)
            reply = answer(request)
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                async for piece in reply:
                    writer.write(piece)
                    await writer.drain()
            await writer.drain()
        finally:
            now_busy -= 1

    served = Site("")
    async with listening(handle, host, port, tls) as taken:
        served.url = f"http{'s' if tls else ''}://{host}:{taken}"
        yield served


async def _read(reader: asyncio.StreamReader) -> Request:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip("\r\n").split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(path, headers, method, body, tuple(lines))


def settings(**changes: object) -> PollingSettings:
    """Settings that open the loopback address, with short limits."""
    return PollingSettings(**{"allowed_hosts": (PRIVATE,), "timeout_seconds": 2, **changes})


def fetch(
    answer: Answer, path: str = "/feed", headers: dict[str, str] | None = None, **changes: object
) -> tuple[FetchResult, Site]:
    """The result of one fetch, and the site that answered it."""

    async def run() -> tuple[FetchResult, Site]:
        async with site(answer) as served, Fetcher(settings(**changes), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(served.url + path, headers or {})), served

    return asyncio.run(run())


def fetch_url(url: str, **changes: object) -> FetchResult:
    """The result of one fetch of an address."""

    async def run() -> FetchResult:
        async with Fetcher(settings(**changes), "Wiredesk/test") as fetcher:
            return await fetcher.fetch(FetchRequest(url))

    return asyncio.run(run())


def reason(result: FetchResult) -> Reason:
    """Why a fetch failed."""
    assert isinstance(result, FetchFailed), result
    return result.reason


def a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the guard take PUBLIC for the only address of the public internet, and hosts be asked in quick succession.

    So everything but the verdict itself, which tests/feeds/test_address.py is about, runs as it does in earnest.
    """
    monkeypatch.setattr("monitor.feeds.guard.is_public", lambda address: address == PUBLIC)
    monkeypatch.setattr("monitor.feeds.http.HOST_GAP", GAP)

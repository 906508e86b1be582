"""A publisher's server on loopback: a function of the request gives the raw bytes of the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from monitor.settings import PollingSettings


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]  # names in lower case


@dataclass
class Site:
    url: str
    requests: list[Request] = field(default_factory=list)
    most_at_once: int = 0


Answer = Callable[[Request], bytes | AsyncIterator[bytes]]


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP/1.1 answer with these header lines."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@asynccontextmanager
async def site(answer: Answer) -> AsyncIterator[Site]:
    """Serve `answer` on a free port of 127.0.0.1."""
    now_busy = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal now_busy
        now_busy += 1
        served.most_at_once = max(served.most_at_once, now_busy)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = dict(line.split(": ", 1) for line in head[1:] if line)
            request = Request(head[0].split(" ")[1], {name.lower(): value for name, value in fields.items()})
            served.requests.append(request)
            reply = answer(request)
            if isinstance(reply, bytes):
                writer.write(reply)
            else:
                async for piece in reply:
                    writer.write(piece)
                    await writer.drain()
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            now_busy -= 1
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    served = Site(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        yield served
    finally:
        server.close()


def settings(**changes: object) -> PollingSettings:
    """Settings that open the loopback address, with short limits."""
    return PollingSettings(**{"allowed_hosts": ("127.0.0.1",), "timeout_seconds": 2, **changes})

"""Serves the world on loopback: as much of HTTP/1.1 as feed readers speak.

    python -m tests.bench.server FEEDS

Prints the port it took, then serves until SIGTERM: the feeds at http://127.0.1.x:PORT/f/<n>.xml, and on every
address /control/facts, /control/publish?share=0.1&seed=1, /control/delay?seconds=0.2, /control/counts and
/control/forget.
"""

import asyncio
import signal
import socket
import sys
import time

from tests.bench.world import World, host_of

_DAY = 86_400


class Connection(asyncio.Protocol):
    def __init__(self, world: World) -> None:
        self._world = world
        self._received = b""

    def connection_made(self, transport) -> None:
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        line, *rows = head.split(b"\r\n")
        _, target, version = line.split(b" ")
        parts = (row.partition(b":") for row in rows)
        fields = {name.lower(): value.strip() for name, _, value in parts}
        reply = self._world.answer(target.decode("latin-1"), fields)
        closes = version == b"HTTP/1.0" or fields.get(b"connection", b"").lower() == b"close"
        if self._world.delay and target.startswith(b"/f/"):
            asyncio.get_running_loop().call_later(self._world.delay, self._send, reply, closes)
        else:
            self._send(reply, closes)

    def _send(self, reply: bytes, closes: bool) -> None:
        if self._transport.is_closing():
            return
        if closes:
            self._transport.write(reply.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            self._transport.close()
        else:
            self._transport.write(reply)


async def serve(feeds: int) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    port = _free_port()
    world = World(feeds, port, midnight=time.time() // _DAY * _DAY)
    hosts = ["127.0.0.1", *sorted({host_of(number, feeds) for number in range(feeds)})]
    server = await loop.create_server(lambda: Connection(world), hosts, port, backlog=1024)
    print(port, flush=True)
    await stopped.wait()
    server.close()


def _free_port() -> int:
    """A port that is free on 127.0.0.1, and so as good as surely on the rest of 127.0.0.0/8."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


if __name__ == "__main__":
    try:
        from uvloop import run  # faster where it is installed
    except ImportError:
        from asyncio import run
    run(serve(int(sys.argv[1])))

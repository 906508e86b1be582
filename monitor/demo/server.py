"""Serves the demo's world over HTTP from a thread of this process."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from monitor.demo.answers import Answer, answer
from monitor.demo.seeds import read
from monitor.demo.world import World, feeds
from monitor.model import Feed

Clock = Callable[[], datetime]


class DemoServer:
    """A world on the air until `close`."""

    def __init__(self, world: World, clock: Clock, host: str, port: int) -> None:
        self.world = world
        self._clock = clock
        self._http = ThreadingHTTPServer((host, port), partial(_Handler, self._answer))
        self.port = self._http.server_port
        self.base_url = f"http://{host}:{self.port}"
        self._thread = Thread(target=self._http.serve_forever, args=(0.05,), name="demo world", daemon=True)
        self._thread.start()

    @property
    def feeds(self) -> list[Feed]:
        """Every feed of the world, ready to subscribe to."""
        return feeds(self.world, self.base_url)

    def close(self) -> None:
        """Takes no more requests and frees the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self, path: str, headers: dict[str, str]) -> Answer:
        return answer(self.world, self.base_url, path, headers, self._clock())


class _Handler(BaseHTTPRequestHandler):
    def __init__(
        self, respond: Callable[[str, dict[str, str]], Answer], *connection: object, **options: object
    ) -> None:
        self._respond = respond
        super().__init__(*connection, **options)  # type: ignore[arg-type]  # the server's, passed on as they came

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        found = self._respond(urlsplit(self.path).path, headers)
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        self.wfile.write(found.body)

    def log_message(self, *_: object) -> None:
        """Nothing: the desk shows what was polled."""


def serve(clock: Clock, started: datetime, host: str = "127.0.0.1", port: int = 0) -> DemoServer:
    """The bundled world, begun at `started`, on the air; port 0 takes a free one.

    Raises OSError where the port is taken, SeedError where the seed files are wrong.
    """
    return DemoServer(World(read(), started), clock, host, port)

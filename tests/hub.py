"""A WebSub hub on loopback that does what the recommendation asks of hubs: it verifies intent, signs, and pushes."""

import hmac
import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Subscriber:
    callback: str
    topic: str
    secret: str


@dataclass
class Hub:
    url: str = ""
    status: int = 202  # how it answers questions
    denies: str = ""  # with this reason, instead of verifying
    lease_seconds: int = 864_000
    asked: list[dict[str, str]] = field(default_factory=list)
    subscribers: dict[tuple[str, str], Subscriber] = field(default_factory=dict)
    verified: list[tuple[str, int]] = field(default_factory=list)  # mode, and the status it was answered with
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4))
    _verifying: list[Future[None]] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until all that was asked is verified. Raises what went wrong."""
        while self._verifying:
            self._verifying.pop().result()

    def publish(self, topic: str, body: bytes, kind: str = "application/rss+xml") -> list[int]:
        """Push to all who subscribed to the topic; returns what they answered. One that is gone is dropped."""
        statuses = []
        for key, subscriber in list(self.subscribers.items()):
            if subscriber.topic == topic:
                statuses.append(push(subscriber.callback, body, subscriber.secret, kind))
                if statuses[-1] == 410:
                    del self.subscribers[key]
        return statuses

    def take(self, form: dict[str, str]) -> int:
        self.asked.append(form)
        if self.status == 202:
            self._verifying.append(self._threads.submit(self._verify, form))
        return self.status

    def close(self) -> None:
        self._threads.shutdown()

    def _verify(self, form: dict[str, str]) -> None:
        mode, topic, callback = form["hub.mode"], form["hub.topic"], form["hub.callback"]
        if self.denies:
            self._call(callback, {"hub.mode": "denied", "hub.topic": topic, "hub.reason": self.denies})
            return
        challenge = secrets.token_urlsafe(16)
        said = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge}
        if mode == "subscribe":
            said["hub.lease_seconds"] = str(self.lease_seconds)
        status, body = self._call(callback, said)
        if status == 200 and body == challenge.encode():
            if mode == "subscribe":
                subscriber = Subscriber(callback, topic, form["hub.secret"])
                self.subscribers[callback, topic] = subscriber
            else:
                self.subscribers.pop((callback, topic), None)

    def _call(self, callback: str, said: dict[str, str]) -> tuple[int, bytes]:
        status, body = request(f"{callback}?{urlencode(said)}")
        self.verified.append((said["hub.mode"], status))
        return status, body


def push(
    callback: str,
    body: bytes,
    secret: str,
    kind: str = "application/rss+xml",
    method: str = "sha256",
) -> int:
    """Send one signed push; returns the status of the answer."""
    signature = f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"
    status, _ = request(callback, body, {"Content-Type": kind, "X-Hub-Signature": signature})
    return status


def request(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    asked = urllib.request.Request(url, data=body, headers=headers or {})
    try:
        with _direct.open(asked, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@contextmanager
def hub() -> Iterator[Hub]:
    """A hub on a free port of 127.0.0.1."""
    made = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(made.take(dict(parse_qsl(form))))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/hub"
    with _running(server):
        yield made
    made.close()


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Requests are not news in a test."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The desk on a free port of 127.0.0.1; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    with _running(server):
        yield f"http://127.0.0.1:{server.server_port}"


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)

"""A world of invented feeds: what it answers, what it was asked, and what it publishes on demand."""

import json
import random
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.bench.feed import Feed
from tests.bench.words import Vocabulary

_FEEDS_A_HOST = 4
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def host_of(number: int, feeds: int) -> str:
    """The loopback address that serves a feed; each serves about four."""
    place = number % max(1, feeds // _FEEDS_A_HOST)
    return f"127.0.{1 + place // 250}.{1 + place % 250}"


class World:
    """The same feeds for the same number of them, port and midnight."""

    def __init__(self, feeds: int, port: int, midnight: float) -> None:
        self.delay = 0.0  # seconds that a feed waits before it answers
        words = Vocabulary()
        self.feeds = [
            Feed(number, f"http://{host_of(number, feeds)}:{port}", words, midnight)
            for number in range(feeds)
        ]
        self._forget()

    def answer(self, target: str, fields: dict[bytes, bytes]) -> bytes:
        """The HTTP answer to a GET; `fields` are the request's header fields, names in lower case."""
        url = urlsplit(target)
        match url.path.strip("/").split("/"):
            case ["f", name] if (number := name.removesuffix(".xml")).isdigit():
                return self._feed(int(number), fields) if int(number) < len(self.feeds) else _NOT_FOUND
            case ["control", name]:
                return self._control(name, {key: values[0] for key, values in parse_qs(url.query).items()})
            case _:
                self._statuses[404] += 1
                return _NOT_FOUND

    def _feed(self, number: int, fields: dict[bytes, bytes]) -> bytes:
        feed = self.feeds[number]
        self._requests[number] += 1
        if feed.knows(fields):
            self._statuses[304] += 1
            return feed.unchanged
        self._statuses[200] += 1
        return feed.gzipped if b"gzip" in fields.get(b"accept-encoding", b"") else feed.plain

    def _control(self, name: str, options: dict[str, str]) -> bytes:
        match name:
            case "facts":
                told = self.facts()
            case "publish":
                told = self._publish(float(options["share"]), int(options["seed"]))
            case "counts":
                told = {"requests": self._requests, "statuses": self._statuses}
            case "forget":
                self._forget()
                told = {}
            case "delay":
                self.delay = float(options["seconds"])
                told = {}
            case _:
                return _NOT_FOUND
        body = json.dumps(told).encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        return head + body

    def facts(self) -> dict[str, Any]:
        return {
            "urls": [feed.url for feed in self.feeds],
            "validating": sum(feed.validates for feed in self.feeds),
            "bytes": sum(feed.size for feed in self.feeds),
            "bytes_gzipped": sum(feed.packed_size for feed in self.feeds),
        }

    def _publish(self, share: float, seed: int) -> dict[str, int]:
        """One new item in that share of the feeds; tells how many they are, and how many of them validate."""
        chosen = random.Random(seed).sample(self.feeds, round(share * len(self.feeds)))
        for feed in chosen:
            feed.publish()
        return {"feeds": len(chosen), "validating": sum(feed.validates for feed in chosen)}

    def _forget(self) -> None:
        self._requests: Counter[int] = Counter()
        self._statuses: Counter[int] = Counter()

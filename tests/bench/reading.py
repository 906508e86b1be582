"""Measures the CPU time of reading a fetched feed, step by step, on the bodies of the benchmark's world.

    python -m tests.bench.reading

Every figure is milliseconds a feed of 30 items, the best of several runs.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from monitor.articles.build import from_entries
from monitor.feeds.cut import layout
from monitor.feeds.encoding import Decoded
from monitor.feeds.parse import decode, parse_decoded
from monitor.model import Feed, Fetched, ParsedFeed
from monitor.pipeline.reading import Reading, read
from tests.bench.world import World
from tests.feeds.ordinary_proof import by_feedparser

_FEEDS, _RUNS = 50, 5
_MIDNIGHT = 1_790_000_000.0
_NOW = datetime.fromtimestamp(_MIDNIGHT, UTC)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def main() -> None:
    world = World(_FEEDS, 8_000, _MIDNIGHT)
    fetched = _bodies(world)
    decoded = [one for body in fetched if isinstance(one := decode(body), Decoded)]
    parsed = [one for body in decoded if isinstance(one := parse_decoded(body), ParsedFeed)]
    sources = [Feed(body.url, "a feed") for body in fetched]
    known = [_known(body, source) for body, source in zip(fetched, sources, strict=True)]
    for feed in world.feeds:
        feed.publish()
    later = _bodies(world)
    nothing = [b""] * _FEEDS
    _tell("decoded", decode, fetched)
    _tell("outlined", lambda one: layout(one.body), decoded)
    _tell("parsed", parse_decoded, decoded)
    _tell("parsed by feedparser alone", by_feedparser, decoded)
    _tell("made into articles", lambda one, source: from_entries(one, source, _NOW), parsed, sources)
    _tell("read, 30 of 30 items new", _read, fetched, sources, nothing)
    _tell("read, 1 of 30 items new", _read, later, sources, known)


def _bodies(world: World) -> list[Fetched]:
    return [Fetched(feed.url, feed.plain.partition(b"\r\n\r\n")[2], _HEADERS) for feed in world.feeds]


def _read(fetched: Fetched, source: Feed, known: bytes) -> object:
    return read(fetched, source, known, _NOW)


def _known(fetched: Fetched, source: Feed) -> bytes:
    reading = read(fetched, source, b"", _NOW)
    return reading.known_items if isinstance(reading, Reading) else b""


def _tell(step: str, function: Callable[..., object], *inputs: list[object]) -> None:
    times = []
    for _ in range(_RUNS):
        started = time.process_time()
        for values in zip(*inputs, strict=True):
            function(*values)
        times.append(time.process_time() - started)
    print(f"{1_000 * min(times) / _FEEDS:8.2f}  {step}")


if __name__ == "__main__":
    main()

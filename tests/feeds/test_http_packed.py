"""Bodies that swell on unpacking, or are not packed as they say: cut off or refused, in bounded memory."""

import asyncio
import gzip
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from functools import cache
from itertools import repeat
from pathlib import Path

import brotli
import pytest
from backports import zstd

from monitor.model import Fetched, Reason
from tests.sites import Request, fetch, ok, reason, site

ROOT = Path(__file__).parents[2]
MEGABYTE = 1_000_000
ZEROS = bytes(MEGABYTE)


def deflated(wrapping: int) -> bytes:
    """The beginning of a stream, and a piece that unpacks to a megabyte of zeros as often as it is repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wrapping)
    return packer.compress(ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)


async def endless(encoding: str, wrapping: int) -> AsyncIterator[bytes]:
    """A deflate stream that is a thousandth of what it unpacks to, for as long as somebody reads."""
    yield f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n".encode()
    yield deflated(wrapping)
    for piece in repeat(deflated(-zlib.MAX_WBITS)):
        yield piece


def zstd_bomb(blocks: int, window_log: int) -> bytes:
    """A frame of blocks that each say "128 kB of zeros" in four bytes (RFC 8878 3.1.1)."""
    head = b"\x28\xb5\x2f\xfd\x00" + bytes([(window_log - 10) << 3])
    block, last = (((131_072 << 3) | (1 << 1) | final).to_bytes(3, "little") + b"\0" for final in (0, 1))
    return head + block * (blocks - 1) + last


@cache
def brotli_bomb(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=5, lgwin=24)
    return b"".join(packer.process(ZEROS) for _ in range(megabytes)) + packer.finish()


BOMBS: Mapping[str, Callable[[], bytes | AsyncIterator[bytes]]] = {
    "gzip": lambda: endless("gzip", 16 + zlib.MAX_WBITS),
    "deflate": lambda: endless("deflate", zlib.MAX_WBITS),
    "bare-deflate": lambda: endless("deflate", -zlib.MAX_WBITS),
    "gzip-members": lambda: ok(gzip.compress(ZEROS) * 1_000, "Content-Encoding: gzip"),
    "br": lambda: ok(brotli_bomb(200), "Content-Encoding: br"),
    "zstd": lambda: ok(zstd_bomb(80_000, 21), "Content-Encoding: zstd"),
    "zstd-large-window": lambda: ok(zstd_bomb(80_000, 27), "Content-Encoding: zstd"),
    "zstd-frames": lambda: ok(zstd.compress(ZEROS) * 1_000, "Content-Encoding: zstd"),
}


@pytest.mark.reliability(27)
@pytest.mark.parametrize("name", BOMBS)
def test_a_body_that_swells_on_unpacking_is_cut_off(name: str) -> None:
    result, _ = fetch(lambda _: BOMBS[name](), timeout_seconds=30)
    assert reason(result) is Reason.TOO_LARGE


def test_the_bombs_are_as_small_as_they_are_said_to_be() -> None:
    assert len(brotli_bomb(200)) < 1_000
    assert len(zstd_bomb(80_000, 21)) < 330_000
    assert zstd.decompress(zstd_bomb(10, 21)) == bytes(10 * 131_072)
    assert len(deflated(-zlib.MAX_WBITS)) < 1_100


_MEASURE = """
import asyncio, resource, sys
from monitor.feeds.http import Fetcher
from monitor.model import FetchRequest
from tests.sites import settings

def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def run() -> None:
    async with Fetcher(settings(timeout_seconds=30), "Wiredesk/test") as fetcher:
        site, *names = sys.argv[1:]
        await fetcher.fetch(FetchRequest(f"{site}/harmless"))
        before = peak()
        for name in names:
            result = await fetcher.fetch(FetchRequest(f"{site}/{name}"))
            print(name, result.reason)
        print("kilobytes", peak() - before)

asyncio.run(run())
"""


@pytest.mark.reliability(27, 28)
def test_no_bomb_takes_more_than_a_few_times_the_limit_in_memory() -> None:
    """Peak resident memory of a process that fetches all of them, over that of one that fetched a small feed."""
    ready = {f"/{name}": bomb for name, bomb in BOMBS.items()}

    def answer(request: Request) -> bytes | AsyncIterator[bytes]:
        return ready[request.path]() if request.path in ready else ok(b"<rss/>")

    async def run() -> str:
        async with site(answer) as served:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _MEASURE, served.url, *BOMBS),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
            )
            output, _ = await process.communicate()
            return output.decode()

    lines = dict(line.split() for line in asyncio.run(run()).splitlines())
    grown = int(lines.pop("kilobytes"))
    assert lines == dict.fromkeys(BOMBS, "too-large")
    assert grown < 50_000, f"{grown} kB"


PLAIN = b"<rss>" + b" " * 1_000 + b"</rss>"
GZIPPED = gzip.compress(PLAIN, mtime=0)


@pytest.mark.reliability(28)
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", PLAIN),
        ("gzip", brotli.compress(PLAIN)),
        ("gzip", GZIPPED + b"<!-- cached -->"),
        ("gzip", GZIPPED[:-8] + bytes(8)),
        ("gzip", gzip.compress(b"", mtime=0) * 2_000),
        ("deflate", PLAIN),
        ("deflate", GZIPPED),
        ("br", PLAIN),
        ("zstd", GZIPPED),
    ],
    ids=[
        *("plain as gzip", "br as gzip", "garbage at the end", "false checksum", "2,000 members"),
        *("plain as deflate", "gzip as deflate", "plain as br", "gzip as zstd"),
    ],
)
def test_what_is_not_packed_as_it_says_is_a_bad_answer(encoding: str, body: bytes) -> None:
    result, _ = fetch(lambda _: ok(body, f"Content-Encoding: {encoding}"))
    assert reason(result) is Reason.BAD_ANSWER
    assert encoding in result.detail


@pytest.mark.reliability(28)
@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", GZIPPED[:18]), ("br", brotli.compress(PLAIN)[:9])], ids=["gzip", "br"]
)
def test_what_breaks_off_while_packed_is_no_more_than_the_part_that_came(encoding: str, body: bytes) -> None:
    result, _ = fetch(lambda _: ok(body, f"Content-Encoding: {encoding}"))
    assert isinstance(result, Fetched)
    assert len(result.body) < len(PLAIN)
    assert PLAIN.startswith(result.body)


@pytest.mark.reliability(28)
@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip", "identity", "x-unheard-of"])
def test_nested_and_unknown_packing_is_undone_once_at_most(encoding: str) -> None:
    inner = gzip.compress(gzip.compress(ZEROS))
    result, _ = fetch(lambda _: ok(gzip.compress(inner), f"Content-Encoding: {encoding}"))
    assert isinstance(result, Fetched)
    assert len(result.body) < 10_000


@pytest.mark.reliability(28)
def test_two_members_of_gzip_are_one_body() -> None:
    result, _ = fetch(
        lambda _: ok(gzip.compress(b"<rss>") + gzip.compress(b"</rss>"), "Content-Encoding: gzip")
    )
    assert isinstance(result, Fetched)
    assert result.body == b"<rss></rss>"

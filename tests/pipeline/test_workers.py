"""Worker processes: what is slow, greedy or fatal costs one call, and nobody else."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from monitor.model import Feed, Fetched, NotAFeed, Reason
from monitor.pipeline import workers
from monitor.pipeline.reading import Reading, read
from monitor.pipeline.workers import WorkerDied, Workers, WorkerTimeout
from tests.samples import NOW

FEED = Feed("https://outlet.example/feed", "Outlet")
GOOD = b"<rss version='2.0'><channel><title>Outlet</title><item><title>News</title></item></channel></rss>"
HEAD = b"<rss version='2.0'><channel><item>"
# Each is quick, a refusal, slow without end, or greedy for memory.
TRAPS = [
    HEAD + b"<description>" + b"&lt;p style=&quot;" + b"a" * 50_000,
    HEAD + b"<description><![CDATA[" + b"<!--" * 100_000,
    b"<!DOCTYPE rss [<!ENTITY a '" + b"a" * 50_000 + b"'>]>" + HEAD + b"<title>" + b"&a;" * 20_000,
    b"<?xml version='1.0' encoding='undefined'?>" + GOOD,
    b'{"items": [' + b"[" * 100_000,
    b"\0\xff" * 10_000,
    b"",
    b"<html><title>Just a moment...</title></html>",
]
SLOW = [HEAD + b"<title>" + b"<" * 3_000_000, HEAD + b"<author>" + b"a@" + b"a." * 100_000 + b"!</author>"]
GREEDY = b'{"items": [' + b"[]," * 1_500_000 + b"[]]}"


def fetched(body: bytes) -> Fetched:
    return Fetched(FEED.url, body, {"content-type": "application/rss+xml"})


@pytest.mark.reliability(16)
def test_a_worker_that_takes_too_long_or_dies_is_replaced() -> None:
    async def run() -> None:
        with Workers(1, 1) as pool:
            with pytest.raises(WorkerTimeout):
                await pool.run(time.sleep, 60)
            with pytest.raises(WorkerDied, match="exit code 3"):
                await pool.run(os._exit, 3)
            with pytest.raises(ZeroDivisionError):
                await pool.run(divmod, 1, 0)
            assert await pool.run(divmod, 7, 2) == (3, 1)

    asyncio.run(run())


def test_a_pool_whose_idle_process_was_killed_is_replaced() -> None:
    async def run() -> None:
        with Workers(1, 10) as pool:
            os.kill(await pool.run(os.getpid), signal.SIGKILL)
            for _ in range(50):
                try:
                    assert await pool.run(divmod, 7, 2) == (3, 1)
                    return
                except WorkerDied:
                    await asyncio.sleep(0.1)
            pytest.fail("the pool did not recover")

    asyncio.run(run())


def test_a_pool_that_is_closed_while_a_process_starts_ends_it_silently(tmp_path: Path) -> None:
    driver = [sys.executable, "-m", "tests.pipeline.late_start_driver", tmp_path / "mark"]
    done = subprocess.run(driver, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.stdout == ""


def test_a_process_that_meets_its_limit_of_memory_says_so_and_is_replaced() -> None:
    async def run() -> None:
        with Workers(1, 30) as pool:
            first = await pool.run(os.getpid)
            with pytest.raises(WorkerDied, match=r"more than 1,\d{3} MB of memory"):
                await pool.run(bytes, 8 << 30)
            assert await pool.run(os.getpid) != first

    asyncio.run(run())


def test_a_feed_that_eats_all_memory_is_the_only_one_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_MEMORY", 100 << 20)

    async def run() -> None:
        with Workers(1, 30) as pool:
            with pytest.raises(WorkerDied, match="more than 100 MB of memory"):
                await pool.run(read, fetched(GREEDY), FEED, b"", NOW)
            found = await pool.run(read, fetched(GOOD), FEED, b"", NOW)
            assert isinstance(found, Reading)

    asyncio.run(run())


@pytest.mark.reliability(10, 11, 14, 15, 16, 17, 18)
def test_a_hundred_hostile_feeds_harm_none_of_a_hundred_good_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_MEMORY", 100 << 20)
    hostile = [*(TRAPS * 13)[:97], *SLOW, GREEDY]

    async def run() -> list[Reading | NotAFeed | BaseException]:
        with Workers(2, 4) as pool:
            bodies = [body for pair in zip(hostile, [GOOD] * 100, strict=True) for body in pair]
            calls = (pool.run(read, fetched(body), FEED, b"", NOW) for body in bodies)
            return await asyncio.gather(*calls, return_exceptions=True)

    found = asyncio.run(run())
    assert [one.articles[0].title for one in found[1::2] if isinstance(one, Reading)] == ["News"] * 100
    bad = found[0::2]
    assert {type(one) for one in bad[:97]} <= {Reading, NotAFeed}
    assert [type(one) for one in bad[97:]] == [WorkerTimeout, WorkerTimeout, WorkerDied]
    assert {one.reason for one in bad if isinstance(one, NotAFeed)} == {Reason.NOT_A_FEED, Reason.BLOCKED}

"""Hosts with many feeds: their polls wait for each other, and hold up nobody else's."""

import asyncio
from collections.abc import Iterator

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import Feed
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.workers import Workers
from monitor.runners.polls import Polls
from monitor.store import Store
from tests.pipeline.polled import DAY, HOUR, MINUTE, RSS, NoTopics
from tests.samples import NOW
from tests.sites import PRIVATE, PUBLIC, a_public_address, ok, settings, site


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


@pytest.mark.reliability(37)
def test_feeds_that_wait_for_a_crowded_host_keep_no_other_host_waiting(
    sqlite_store: Store, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two polls at a time, four feeds on a host that is asked once an hour, and one elsewhere that is due last."""
    a_public_address(monkeypatch)
    monkeypatch.setattr("monitor.feeds.http.HOST_GAP", HOUR)
    told: list[PollReport] = []

    async def run() -> None:
        async with site(lambda _: ok(RSS), "0.0.0.0") as served:
            crowded = [Feed(f"http://{PUBLIC}:{served.port}/{n}", f"Crowded {n}") for n in range(4)]
            sqlite_store.feeds.add(crowded, NOW)
            sqlite_store.feeds.add([Feed(f"http://{PRIVATE}:{served.port}/", "Elsewhere")], NOW + MINUTE)
            ports = settings(allowed_ports=(served.port,))
            async with Fetcher(ports, "Wiredesk/test") as fetcher:
                later = NOW + HOUR
                poller = Poller(
                    sqlite_store, fetcher, workers, NoTopics(), fixed(DAY), lambda: later, 30 * MINUTE
                )
                polling = Polls(poller, 2, told.append)
                async with asyncio.timeout(20):
                    while len(told) < 2:
                        await polling.tick()
                        await asyncio.sleep(0.02)
                assert fetcher.in_line == 3
                await polling.hold()
                assert sqlite_store.feeds.claim_due(later + 4 * MINUTE, 10) == []

    asyncio.run(run())
    assert sorted(report.name for report in told) == ["Crowded 0", "Elsewhere"]

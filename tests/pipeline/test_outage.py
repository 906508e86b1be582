"""When the desk's own connection is down, no feed is backed off for it."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.feeds.http import Fetcher
from monitor.feeds.outage import RETRY, down_since
from monitor.model import Feed, Reason
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller
from monitor.pipeline.workers import Workers
from monitor.store import Store
from tests.pipeline.test_polling import Clock, KeywordClassifier
from tests.samples import NOW
from tests.sites import settings

HALF_HOUR = timedelta(minutes=30)
HOSTS = tuple(f"127.0.0.{number}" for number in range(2, 14))
FEEDS = [Feed(f"http://{host}:9/feed", host) for host in HOSTS]  # nobody listens on the discard port


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


async def _rounds(store: Store, workers: Workers, clock: Clock, rounds: int) -> None:
    async with Fetcher(settings(allowed_hosts=HOSTS), "test") as fetcher:
        pace = fixed(HALF_HOUR)
        poller = Poller(store, fetcher, workers, KeywordClassifier(), pace, clock, HALF_HOUR)
        for _ in range(rounds):
            for lease in store.feeds.claim([feed.url for feed in FEEDS], clock.now):
                report = await poller.poll(lease)
                assert report.reason is Reason.CONNECT
            clock.now += RETRY


def test_feeds_are_asked_again_soon_and_their_back_off_does_not_grow(
    sqlite_store: Store, workers: Workers
) -> None:
    sqlite_store.feeds.add(FEEDS, NOW)
    clock = Clock()
    asyncio.run(_rounds(sqlite_store, workers, clock, 3))
    last = clock.now - RETRY
    rows = sqlite_store.feeds.all()
    assert {row.polling.failures for row in rows} == {1}
    assert {row.polling.next_poll_at for row in rows} == {last + RETRY}
    assert {row.polling.failing_since for row in rows} == {NOW}
    assert down_since(((row.feed, row.polling) for row in rows), last) == NOW
    assert [len(sqlite_store.ledger.polls(row.id, 9)) for row in rows] == [1] * len(rows)

"""A desk that polls one real server, by a clock that the test moves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.feeds.http import Fetcher
from monitor.model import Article, Classified, Feed
from monitor.pipeline.pace import SharedBudget
from monitor.pipeline.polling import Poller, PollReport
from monitor.pipeline.rounds import poll_all
from monitor.store import Store
from monitor.store.polling.feed_rows import FeedRow
from tests.samples import NOW
from tests.sites import Answer, Site, ok, settings, site

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
RSS = b"<rss version='2.0'><channel><title>Outlet</title><item><title>News</title><guid>1</guid></item></channel></rss>"
DAILY = ok(RSS, "Cache-Control: max-age=86400")
PAGE = b"<!doctype html><html><head><title>This domain is for sale</title></head></html>"


class NoTopics:
    async def classify(self, articles: list[Article]) -> list[Classified]:
        return [Classified(article, (), "none") for article in articles]


@dataclass
class Desk:
    """What polls one site; `now` is what its clock shows."""

    store: Store
    served: Site
    poller: Poller
    now: datetime = NOW

    async def round(self) -> list[PollReport]:
        """Poll whatever is due."""
        leases = self.store.feeds.claim_due(self.now, 100)
        return list((await poll_all(self.poller, leases, 8, lambda _: None)).reports)

    async def until(self, end: datetime) -> list[datetime]:
        """Poll whenever something is due, up to that moment: when that was."""
        polls = []
        while (due := min(row.polling.next_poll_at for row in self.store.feeds.all())) < end:
            self.now = max(self.now, due)
            polls.append(self.now)
            await self.round()
        self.now = end
        return polls

    @property
    def row(self) -> FeedRow:
        (row,) = self.store.feeds.all()
        return row


@asynccontextmanager
async def desk(store: Store, workers: object, answer: Answer, *paths: str) -> AsyncIterator[Desk]:
    """A desk that polls feeds at these paths, at the pace that ships."""
    async with site(answer) as served, Fetcher(settings(), "Wiredesk/test", lambda: found.now) as fetcher:
        store.feeds.add([Feed(served.url + path, path) for path in paths or ("/feed",)], NOW)
        pace = SharedBudget(store, 30 * MINUTE)
        poller = Poller(store, fetcher, workers, NoTopics(), pace, lambda: found.now, 30 * MINUTE)
        found = Desk(store, served, poller)
        yield found

"""An invented outlet: a feed over real HTTP that is polled, moment by moment, with the items a test puts into it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from sqlalchemy import update

from monitor.feeds.http import Fetcher
from monitor.model import Article, Classified, Evidence, Feed, Match
from monitor.pipeline.digests import prepare
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.tables import feeds
from tests.digests.newsroom import MORNING, SECRET, settings
from tests.sites import ok, site
from tests.sites import settings as polling_settings

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
PLACES = ("Brevik", "Norrland", "Vestmark", "Toul", "Harwick")


@dataclass(frozen=True)
class Item:
    """One item of the outlet's feed."""

    id: str
    link: str
    title: str
    text: str
    date: datetime | None = MORNING - 3 * HOUR

    def xml(self) -> str:
        date = f"<pubDate>{format_datetime(self.date)}</pubDate>" if self.date else ""
        return (
            f"<item><guid>{escape(self.id)}</guid><link>{escape(self.link)}</link><title>{escape(self.title)}</title>"
            f"<description>{escape(self.text)}</description>{date}</item>"
        )


def rss(items: Sequence[Item]) -> bytes:
    body = "".join(item.xml() for item in items)
    return f"<rss version='2.0'><channel><title>Outlet</title>{body}</channel></rss>".encode()


class Classifier:
    """Every article carries the topic."""

    async def classify(self, articles: list[Article]) -> list[Classified]:
        evidence = (Evidence("title", 0, 3, "", "it says so"),)
        return [Classified(a, (Match("export-bans", 0.9, True, evidence, "v1"),), "v1") for a in articles]


class Outlet:
    """A feed that is polled whenever it is told to."""

    def __init__(self, store: Store, workers: Workers, *, whole: bool = False) -> None:
        self._store, self._workers = store, workers
        self._whole = whole  # known items are not cut out

    def show(self, *shown: tuple[datetime, Sequence[Item]]) -> list[tuple[int, int]]:
        """Poll the feed with these items in it at these moments: how many were new, and changed.

        After each poll the next morning's digest is prepared.
        """
        return asyncio.run(self._show(shown))

    async def _show(self, shown: Sequence[tuple[datetime, Sequence[Item]]]) -> list[tuple[int, int]]:
        bodies = iter([rss(items) for _, items in shown])
        clock = iter([at for at, _ in shown])
        found = []
        async with (
            site(lambda _: ok(next(bodies))) as served,
            Fetcher(polling_settings(), "Wiredesk/test") as fetcher,
        ):
            url = f"{served.url}/feed"
            self._store.feeds.add([Feed(url, "Outlet")], shown[0][0])
            for now in clock:
                if self._whole:
                    with self._store.database.writing() as connection:
                        connection.execute(update(feeds).values(known_items=b""))
                poller = self._poller(fetcher, now)
                (lease,) = self._store.feeds.claim([url], now)
                report = await poller.poll(lease)
                assert (report.reason, report.recorded) == (None, True)
                found.append((report.new, report.changed))
                prepare(self._store, settings(), SECRET, now.replace(hour=7, minute=0) + DAY)
        return found

    def _poller(self, fetcher: Fetcher, now: datetime) -> Poller:
        return Poller(self._store, fetcher, self._workers, Classifier(), fixed(HOUR), lambda: now, HOUR)


def item(number: int, **changes: object) -> Item:
    place, link = PLACES[number % len(PLACES)], f"http://outlet.example/news/{number}"
    text = f"The ministry in {place} has put {number} licences for thermal sensors on hold, and would not say why."
    made = Item(link, link, f"{place} halts export licences, {number} in all", text, MORNING - number * HOUR)
    return replace(made, **changes)

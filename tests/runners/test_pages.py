"""Pages are read in the background, each feed's one after the other, without one feed in another's way."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

from monitor import clock
from monitor.feeds.http import Fetcher
from monitor.model import Article, Classified
from monitor.pipeline.page_reading import PageReader
from monitor.pipeline.workers import Workers
from monitor.runners.pages import Pages
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import article, feed, outcome
from tests.sites import Request, ok, settings, site

HTML = "Content-Type: text/html"
TEXT = (
    "The licences for the sensors stay suspended until the inquiry has ended, the ministry said on Monday. "
)


class NoTopics:
    async def classify(self, articles: list[Article]) -> list[Classified]:
        return [Classified(one, (), "v1") for one in articles]


def test_a_slow_feed_keeps_only_itself_waiting(sqlite_store: Store) -> None:
    slow_goes_on = asyncio.Event()
    asked = Counter[str]()

    def answer(request: Request) -> bytes | AsyncIterator[bytes]:
        asked[request.path.split("/")[1]] += 1
        body = f"<html><body><article><p>{TEXT}</p><p>{request.path} {TEXT}</p></article></body></html>"
        return later(body) if request.path.startswith("/slow") else ok(body.encode(), HTML)

    async def later(body: str) -> AsyncIterator[bytes]:
        await slow_goes_on.wait()
        yield ok(body.encode(), HTML)

    async def run() -> None:
        # two hosts: one takes one request at a time
        async with (
            site(answer) as slow,
            site(answer, host="127.0.0.3") as fast,
            Fetcher(
                settings(allowed_hosts=("127.0.0.1", "127.0.0.3"), timeout_seconds=60), "Wiredesk/test"
            ) as fetcher,
        ):
            bring(sqlite_store, 1, f"{slow.url}/slow")
            bring(sqlite_store, 2, f"{fast.url}/fast")
            with Workers(1, 30) as workers:
                pages = Pages(PageReader(sqlite_store, fetcher, workers, NoTopics(), clock.now, {}))
                while texts(sqlite_store)["fast"] < 3:
                    await pages.tick()
                    await asyncio.sleep(0.02)
                assert asked == {"slow": 1, "fast": 3}
                slow_goes_on.set()
                while texts(sqlite_store)["slow"] < 3:
                    await pages.tick()
                    await asyncio.sleep(0.02)
                await pages.finish()

    asyncio.run(run())
    assert asked == {"slow": 3, "fast": 3}


def bring(store: Store, number: int, address: str) -> None:
    """A feed with three articles whose pages stand under an address."""
    now = clock.now()
    store.feeds.add([feed(number, full_text=True)], now)
    (lease,) = store.feeds.claim([feed(number).url], now)
    name = address.rpartition("/")[2]
    new = [
        article(
            at,
            key=f"{address}/{at}",
            entry_id=f"{address}/{at}",
            url=f"{address}/{at}",
            title=name,
            first_seen=now,
        )
        for at in range(3)
    ]
    store.feeds.record(lease, outcome(lease, *new))


def texts(store: Store) -> Counter[str]:
    """How many articles of each feed have the text of their page."""
    lines = store.desk.page(DeskFilter(ALL, words="inquiry"), 10).lines
    return Counter(line.title for line in lines)

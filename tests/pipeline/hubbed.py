"""A publisher whose feed names a hub, and a desk that listens: all on the loopback address."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from monitor.feeds.http import Fetcher
from monitor.model import Feed, HubState, HubSubscription
from monitor.pipeline.pace import fixed
from monitor.pipeline.polling import Poller
from monitor.pipeline.pushing import HubTalk, take_pushes
from monitor.pipeline.rounds import poll_all
from monitor.pipeline.workers import Workers
from monitor.settings import PollingSettings, ServerSettings, Settings
from monitor.store import Store
from tests.hub import Hub, hub, serving
from tests.pipeline.test_polling import HALF_HOUR, NOW, Clock, KeywordClassifier
from tests.sites import Site, ok, settings, site
from webui import create_app


@dataclass
class World:
    """A publisher, a hub and a desk on loopback."""

    store: Store
    clock: Clock
    hub: Hub
    site: Site
    talk: HubTalk
    poller: Poller
    desk: str
    published: list[str]

    @property
    def topic(self) -> str:
        return f"{self.site.url}/feed"

    @property
    def subscription(self) -> HubSubscription:
        (row,) = self.store.feeds.all()
        found = self.store.hubs.of_feed(row.id)
        assert found
        return found

    async def poll(self) -> None:
        leases = self.store.feeds.claim([self.topic], self.clock())
        await poll_all(self.poller, leases, 1, lambda _: None)

    async def ask(self) -> None:
        """Ask the hubs that are due, and wait until they have called back."""
        for subscription in self.talk.due(10):
            await self.talk.ask(subscription)
        await asyncio.to_thread(self.hub.settle)

    async def subscribe(self) -> None:
        await self.poll()
        await self.ask()
        assert self.subscription.state is HubState.ACTIVE

    async def publish(self, body: bytes) -> list[int]:
        return await asyncio.to_thread(self.hub.publish, self.topic, body)

    async def take(self) -> int:
        leases = self.store.feeds.claim(self.store.hubs.pushed(self.clock()), self.clock())
        return sum([await take_pushes(self.poller, lease) for lease in leases])


def rss(*names: str, hub_url: str = "", topic: str = "") -> bytes:
    links = f"<a:link rel='hub' href='{hub_url}'/><a:link rel='self' href='{topic}'/>" if hub_url else ""
    items = "".join(
        f"<item><title>{name}</title><guid>{name}</guid><link>http://outlet.example/{name}</link></item>"
        for name in names
    )
    return (
        f"<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Outlet</title>"
        f"{links}{items}</channel></rss>"
    ).encode()


@asynccontextmanager
async def world(
    store: Store, workers: Workers, classifier: object = None, named: str = "by header"
) -> AsyncIterator[World]:
    published = ["Old"]
    clock = Clock()
    with hub() as push_hub:

        def answer(_: object) -> bytes:
            topic = f"{served.url}/feed"
            if named == "by header":
                return ok(rss(*published), f"Link: <{push_hub.url}>; rel=hub", f'Link: <{topic}>; rel="self"')
            return ok(rss(*published, hub_url=push_hub.url if named else "", topic=topic))

        app = create_app(store, Settings(), b"k" * 32, clock=clock)
        with serving(app) as desk:
            async with site(answer) as served, Fetcher(settings(), "Wiredesk/test") as fetcher:
                of_desk = Settings(
                    server=ServerSettings(base_url=desk),
                    polling=PollingSettings(allowed_hosts=("127.0.0.1",)),
                )
                talk = HubTalk(store, fetcher, of_desk, clock)
                poller = Poller(
                    store,
                    fetcher,
                    workers,
                    classifier or KeywordClassifier(),
                    fixed(HALF_HOUR),
                    clock,
                    HALF_HOUR,
                    hear=talk.hear,
                )
                store.feeds.add([Feed(f"{served.url}/feed", "Outlet")], NOW)
                yield World(store, clock, push_hub, served, talk, poller, desk, published)


def play(
    store: Store, workers: Workers, script: Callable[[World], Awaitable[None]], **changes: object
) -> None:
    async def run() -> None:
        async with world(store, workers, **changes) as made:
            await script(made)

    asyncio.run(run())

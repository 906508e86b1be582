"""A publisher, its hub, the web desk and the runner, all real, on loopback and by the clock of the wall."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from monitor import clock
from monitor.model import Feed, HubState
from monitor.pipeline.pace import fixed
from monitor.runners import embedded
from monitor.settings import PollingSettings, ServerSettings, Settings
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.wiring import Installation
from tests.hub import Hub, hub, serving
from tests.sites import Site, ok, site
from webui import create_app

_PATIENCE = 60  # seconds
_SECRET = b"k" * 32


@dataclass(frozen=True)
class Newsroom:
    store: Store
    folder: Path
    settings: Settings
    hub: Hub
    site: Site
    feed_id: int

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the newsroom's own process of polling and pushes, until the hub is active and beyond."""
        stop = asyncio.Event()
        installation = Installation(self.folder, self.settings, self.store, _SECRET, clock.now)
        runner = asyncio.create_task(embedded.run(installation, stop, fixed(timedelta(hours=1))))
        try:
            await until(self._is_active)
            yield
        finally:
            stop.set()
            await runner

    async def send(self, title: str) -> None:
        """Let the hub push one article."""
        topic = f"{self.site.url}/feed"
        assert await asyncio.to_thread(self.hub.publish, topic, rss(title)) == [202]

    async def push(self, title: str) -> None:
        """The same, and wait until it is on the desk."""
        await self.send(title)
        await until(lambda: title in self.titles())

    def titles(self) -> set[str]:
        """What stands on the desk's first page."""
        return {line.title for line in self.store.desk.page(DeskFilter(topic=ALL), 100).lines}

    def _is_active(self) -> bool:
        """Here and at the hub, which takes a subscriber up only after the desk has confirmed."""
        found = self.store.hubs.of_feed(self.feed_id)
        return found is not None and found.state is HubState.ACTIVE and bool(self.hub.subscribers)


@asynccontextmanager
async def newsroom(store: Store, folder: Path) -> AsyncIterator[Newsroom]:
    """A desk with one feed, whose publisher names a hub."""
    with hub() as made, serving(create_app(store, Settings(), _SECRET)) as desk:
        async with site(lambda _: ok(rss("Polled"), f"Link: <{made.url}>; rel=hub")) as served:
            settings = Settings(
                server=ServerSettings(base_url=desk), polling=PollingSettings(allowed_hosts=("127.0.0.1",))
            )
            (feed_id,) = store.feeds.add([Feed(f"{served.url}/feed", "Outlet")], clock.now())
            yield Newsroom(store, folder, settings, made, served, feed_id)


def rss(title: str) -> bytes:
    item = f"<item><title>{title}</title><guid>{title}</guid></item>"
    return f"<rss version='2.0'><channel><title>Outlet</title>{item}</channel></rss>".encode()


async def until(what: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not await asyncio.to_thread(what):  # noqa: ASYNC110  it happens in other threads and processes
            await asyncio.sleep(0.01)

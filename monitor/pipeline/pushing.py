"""News that comes by itself: agree with the hubs that feeds name, and take in what they push."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.feeds import websub
from monitor.feeds.http import Fetcher
from monitor.feeds.hub_links import can_call
from monitor.model import (
    Fetched,
    FetchFailed,
    FetchRequest,
    HubCall,
    HubLink,
    HubState,
    HubSubscription,
    Lease,
    NotAFeed,
    PollOutcome,
    Push,
)
from monitor.pipeline.polling import Poller
from monitor.settings import Settings
from monitor.store import Store

_SECRET_BYTES = 32

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HubTalk:
    """What it takes to speak with hubs."""

    store: Store
    fetcher: Fetcher
    settings: Settings
    clock: Callable[[], datetime]

    @property
    def base_url(self) -> str:
        """Where hubs reach us; empty: nowhere, so that none is asked."""
        return self.settings.server.base_url

    async def hear(self, feed_id: int, link: HubLink | None) -> None:
        """Take note of the hub that a feed names, as of its last reading."""
        if self.base_url:
            allowed = self.settings.polling.allowed_hosts
            usable = link if link and can_call(link.hub, self.base_url, allowed) else None
            token, secret = secrets.token_hex(_SECRET_BYTES), secrets.token_hex(_SECRET_BYTES)
            await asyncio.to_thread(self.store.hubs.name, feed_id, usable, token, secret, self.clock())

    def due(self, limit: int) -> list[HubSubscription]:
        """The subscriptions whose hubs are to be asked now."""
        return self.store.hubs.due(self.clock(), limit) if self.base_url else []

    async def ask(self, subscription: HubSubscription) -> None:
        """Ask a hub for what we want now: to begin, to go on, or to stop. It confirms at the address it is given."""
        asked = await asyncio.to_thread(self.store.hubs.decide, subscription.id, self._before_asking)
        if asked is None or asked.state is HubState.ENDED:
            return
        question = FetchRequest(asked.link.hub, form=websub.question(asked, self.base_url))
        result = await self.fetcher.fetch(question)
        if isinstance(result, FetchFailed):
            failure = result
            _log.warning("The hub %s: %s %s", asked.link.hub, failure.reason.sentence, failure.detail)
            await asyncio.to_thread(
                self.store.hubs.decide,
                asked.id,
                lambda found: websub.after_failure(found, asked, failure, self.clock()),
            )

    def _before_asking(self, found: HubSubscription) -> HubSubscription | None:
        # decided anew in the transaction: another process may have asked in the meantime
        now = self.clock()
        return websub.before_asking(found, now) if websub.is_due(found, now) else None


def answer(store: Store, token: str, call: HubCall, now: datetime) -> bool:
    """Take up what a hub asks or tells at our callback address. False: it is nothing that we meant."""
    subscription = store.hubs.by_token(token)
    if subscription is None:
        return False
    after = store.hubs.decide(subscription.id, lambda found: websub.after_call(found, call, now))
    return after is not None


async def take_pushes(poller: Poller, lease: Lease) -> int:
    """Take what waits for one leased feed through the main path, and give the lease back; returns how many it were."""
    hubs, taken, held = poller.store.hubs, 0, lease
    try:
        while push := await asyncio.to_thread(hubs.next_push, lease.feed_id):
            outcome = await _read(poller, held, push)
            if outcome is None:
                await asyncio.to_thread(hubs.drop, push)
            elif await asyncio.to_thread(hubs.take, held, push, outcome, poller.clock()):
                held = replace(held, polling=outcome.polling)
                taken += 1
            else:
                break  # the lease was lost: whoever has it now goes on
    finally:
        await asyncio.to_thread(hubs.give_back, lease)
    return taken


async def _read(poller: Poller, lease: Lease, push: Push) -> PollOutcome | None:
    """None: it cannot be read. Nothing is lost by that: the next poll brings what was in it."""
    url = lease.feed.url
    try:
        outcome = await poller.read_push(lease, Fetched(url, push.body, {"content-type": push.content_type}))
    except Exception:  # noqa: BLE001  whatever our own fault is, the next push is read
        _log.exception("A push for %s could not be read", url)
        return None
    if isinstance(outcome, NotAFeed):
        _log.warning("A push for %s could not be read: %s %s", url, outcome.reason.sentence, outcome.detail)
        return None
    return outcome

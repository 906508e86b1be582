"""Agreeing with a hub and taking in what it pushes: a real hub, real HTTP both ways, real workers, a real database."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest

from monitor.feeds.http import Fetcher
from monitor.model import HubLink, HubState
from monitor.pipeline.pushing import HubTalk
from monitor.pipeline.workers import Workers
from monitor.settings import PollingSettings, ServerSettings, Settings
from monitor.store import Store
from tests.hub import push
from tests.pipeline.hubbed import World, play, rss
from tests.pipeline.test_polling import HALF_HOUR, NOW, BrokenClassifier, titles

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


@pytest.mark.parametrize("named", ["by header", "in the feed"])
def test_a_feed_that_names_a_hub_is_subscribed_to_and_what_is_pushed_is_stored(
    store: Store, workers: Workers, named: str
) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        assert world.subscription.link == HubLink(world.hub.url, world.topic)
        assert await world.publish(rss("Old", "Licence refused")) == [202]
        asked = len(world.site.requests)
        assert await world.take() == 1
        assert len(world.site.requests) == asked  # the publisher was left in peace
        assert titles(store) == {"Old", "Licence refused"}
        assert titles(store, "") == {"Licence refused"}
        assert world.subscription.last_push_at == NOW

    play(store, workers, script, named=named)


def test_a_push_of_the_new_items_alone_hides_nothing_from_the_next_poll(
    store: Store, workers: Workers
) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        (before,) = store.feeds.all()
        await world.publish(rss("Pushed"))
        assert await world.take() == 1
        (after,) = store.feeds.all()
        for name in ("next_poll_at", "body_hash", "known_items", "etag", "last_modified", "last_good_at"):
            assert getattr(after.polling, name) == getattr(before.polling, name), name
        world.published += ["Pushed", "Only polled"]
        world.clock.now += HALF_HOUR
        await world.poll()
        assert titles(store) == {"Old", "Pushed", "Only polled"}

    play(store, workers, script)


def test_the_same_push_twice_stores_everything_once(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        for _ in range(2):
            await world.publish(rss("Old", "Pushed"))
        assert await world.take() == 2
        assert titles(store) == {"Old", "Pushed"}

    play(store, workers, script)


def test_pushes_teach_when_a_feed_publishes(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        world.clock.now += HALF_HOUR
        for number in range(3):
            await world.publish(rss(f"Pushed {number}"))
        await world.take()
        (row,) = store.feeds.all()
        assert row.polling.habits.rhythm
        assert row.polling.habits.rhythm.level == pytest.approx(3, abs=0.1)

    play(store, workers, script)


def test_a_feed_without_a_hub_and_a_desk_without_an_address_ask_nobody(
    store: Store, workers: Workers
) -> None:
    async def without_hub(world: World) -> None:
        await world.poll()
        assert world.talk.due(10) == []

    async def without_address(world: World) -> None:
        talk = HubTalk(store, world.poller.fetcher, Settings(), world.clock)
        await talk.hear(store.feeds.all()[0].id, HubLink(world.hub.url, world.topic))
        assert store.hubs.due(NOW, 10) == []

    play(store, workers, without_hub, named="")
    store.feeds.delete(store.feeds.all()[0].id)
    play(store, workers, without_address)


def test_a_subscription_is_renewed_before_it_ends_and_goes_on(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        first = world.subscription
        world.clock.now += 8 * DAY
        assert world.talk.due(10) == []
        world.clock.now += DAY
        await world.ask()
        assert [form["hub.mode"] for form in world.hub.asked] == ["subscribe", "subscribe"]
        assert len(world.hub.subscribers) == 1
        renewed = world.subscription
        assert (renewed.since, renewed.token, renewed.secret) == (first.since, first.token, first.secret)
        assert renewed.expires_at == world.clock.now + 10 * DAY
        assert await world.publish(rss("After the renewal")) == [202]

    play(store, workers, script)


def test_a_hub_that_fails_is_asked_again_later_and_one_that_refuses_much_later(
    store: Store, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    async def script(world: World) -> None:
        await world.poll()
        world.hub.status = 500
        await world.ask()
        assert world.subscription.state is HubState.PENDING
        assert "HTTP 500" in world.subscription.detail
        await world.ask()
        assert len(world.hub.asked) == 1
        world.clock.now += timedelta(minutes=5)
        world.hub.status = 400
        await world.ask()
        assert world.subscription.state is HubState.REFUSED
        world.clock.now += 7 * DAY
        world.hub.status = 202
        await world.ask()
        assert world.subscription.state is HubState.ACTIVE
        assert len(world.hub.asked) == 3
        assert "HTTP 400" in caplog.text

    play(store, workers, script)


def test_a_hub_that_denies_is_remembered_with_its_reason(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.poll()
        world.hub.denies = "not for you"
        await world.ask()
        assert (world.subscription.state, world.subscription.detail) == (HubState.REFUSED, "not for you")
        assert world.hub.verified == [("denied", 200)]

    play(store, workers, script)


@pytest.mark.parametrize("end", ["paused", "deleted", "unnamed"])
def test_a_feed_that_is_not_wanted_any_more_is_unsubscribed_from(
    store: Store, workers: Workers, end: str
) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        (row,) = store.feeds.all()
        match end:
            case "paused":
                store.feeds.set_paused(row.id, True)
            case "deleted":
                store.feeds.delete(row.id)
            case "unnamed":
                store.hubs.name(row.id, None, "", "", NOW)
        await world.ask()
        assert world.hub.asked[-1]["hub.mode"] == "unsubscribe"
        assert world.hub.verified[-1] == ("unsubscribe", 200)
        assert world.hub.subscribers == {}
        assert world.talk.due(10) == []
        if end == "paused":
            store.feeds.set_paused(row.id, False)
            await world.ask()
            assert world.subscription.state is HubState.ACTIVE

    play(store, workers, script)


def test_a_feed_that_names_another_hub_is_pushed_by_that_one_alone(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        old = world.hub.url
        world.hub.url = old.replace("/hub", "/second")
        world.published.append("Another")
        await world.poll()
        await world.ask()
        assert [form["hub.mode"] for form in world.hub.asked[1:]] in (
            ["subscribe", "unsubscribe"],
            ["unsubscribe", "subscribe"],
        )
        assert world.subscription.link.hub == world.hub.url
        assert len(world.hub.subscribers) == 1
        assert await world.publish(rss("Pushed")) == [202]

    play(store, workers, script)


def test_a_forged_push_is_not_read(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        callback = world.hub.asked[0]["hub.callback"]
        assert await asyncio.to_thread(push, callback, rss("Forged"), "guessed") == 202
        assert await world.take() == 0
        assert titles(store) == {"Old"}

    play(store, workers, script)


def test_a_push_that_is_no_feed_is_dropped_and_the_next_is_read(
    store: Store, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    async def script(world: World) -> None:
        await world.subscribe()
        await world.publish(b"<html><body>sorry</body></html>")
        await world.publish(b"")
        await world.publish(rss("Pushed"))
        assert await world.take() == 1
        assert titles(store) == {"Old", "Pushed"}
        assert "could not be read" in caplog.text
        (row,) = store.feeds.all()
        assert row.polling.reason is None  # its polls are well

    play(store, workers, script)


def test_a_fault_of_our_own_drops_one_push_and_frees_the_feed(
    store: Store, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    async def script(world: World) -> None:
        store.hubs.name(store.feeds.all()[0].id, HubLink(world.hub.url, world.topic), "t", "s", NOW)
        await world.ask()
        await world.publish(rss("Pushed"))
        assert await world.take() == 0
        assert "a fault of our own" in caplog.text
        assert store.hubs.pushed(NOW) == []
        assert len(store.feeds.claim_due(NOW, 1)) == 1

    play(store, workers, script, classifier=BrokenClassifier())


def test_a_private_hub_that_nobody_allowed_is_not_asked(store: Store, workers: Workers) -> None:
    async def script(world: World) -> None:
        async with Fetcher(PollingSettings(allowed_ports=(80, 443, 9)), "Wiredesk/test") as guarded:
            of_desk = Settings(server=ServerSettings(base_url="https://desk.example.org"))
            talk = HubTalk(store, guarded, of_desk, world.clock)
            await talk.hear(store.feeds.all()[0].id, HubLink("http://127.0.0.1:9/hub", world.topic))
            (subscription,) = talk.due(10)
            await talk.ask(subscription)
        assert world.subscription.state is HubState.REFUSED
        assert "private" in world.subscription.detail

    play(store, workers, script)

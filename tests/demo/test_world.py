import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from monitor.demo.model import SeedItem
from monitor.demo.world import BUSY_EVERY, BUSY_FOR, LENGTH, World, busy_for, feed_at, feeds, item_at

MINUTE = timedelta(minutes=1)


def _names(world: World, now: datetime) -> set[str]:
    return {item.guid for outlet in world.seeds.outlets for item in feed_at(world, outlet, now)}


def _edited(world: World) -> list[SeedItem]:
    return [item for item in world.seeds.items if item.edited]


@pytest.mark.parametrize("after", [timedelta(), 7 * MINUTE, timedelta(hours=9), timedelta(days=30)])
def test_a_feed_is_newest_first_of_limited_length_and_never_ahead_of_time(
    world: World, after: timedelta
) -> None:
    now = world.started + after
    for outlet in world.seeds.outlets:
        moments = [item.published for item in feed_at(world, outlet, now)]
        assert moments == sorted(moments, reverse=True)
        assert len(moments) <= LENGTH
        assert all(moment <= now for moment in moments)


def test_the_feeds_hold_two_weeks_of_news_at_the_start(world: World) -> None:
    since = world.started - timedelta(days=14)
    items = [item for outlet in world.seeds.outlets for item in feed_at(world, outlet, world.started)]
    assert sum(item.published >= since for item in items) >= 150


@pytest.mark.parametrize("hours", [0, 0.25, 0.5, 5, 100])
def test_more_news_comes_every_minute(world: World, hours: float) -> None:
    now = world.started + timedelta(hours=hours)
    for _ in range(10):
        assert len(_names(world, now + MINUTE) - _names(world, now)) >= 2
        now += MINUTE


def test_one_outlet_is_silent_and_one_never_gives_a_feed(world: World) -> None:
    later = world.started + timedelta(days=1)
    newest = feed_at(world, "fjordvakten", later)[0].published
    assert world.started - newest >= timedelta(days=40)
    assert [slug for slug in world.seeds.outlets if not feed_at(world, slug, later)] == ["dunmorrow-echo"]


def test_an_edited_item_keeps_its_name_and_date_and_changes_its_text(world: World) -> None:
    assert len(_edited(world)) >= 2
    for seed in _edited(world):
        assert seed.edited is not None
        moment = world.started + timedelta(minutes=seed.edited.after_minutes)
        before = item_at(world, seed.outlet, seed.id, moment - MINUTE)
        after = item_at(world, seed.outlet, seed.id, moment)
        assert before is not None
        assert after is not None
        assert (before.title, before.updated) == (seed.title, before.published)
        assert (after.title, after.summary) == (seed.edited.title, seed.edited.summary)
        assert (after.guid, after.published, after.updated) == (before.guid, before.published, moment)
        assert after in feed_at(world, seed.outlet, moment)


def test_an_item_can_be_looked_up_once_it_is_out_and_only_at_its_outlet(world: World) -> None:
    now = world.started + timedelta(hours=3)
    for outlet in world.seeds.outlets:
        for item in feed_at(world, outlet, now):
            assert item_at(world, outlet, item.id, now) == item
            assert item_at(world, outlet, item.id, item.published - MINUTE / 60) is None
            assert (
                item_at(world, "fjordvakten" if outlet != "fjordvakten" else "demir-kanat", item.id, now)
                is None
            )
    assert item_at(world, "sweepline", "n0", now) is None


def test_a_world_begun_anew_uses_the_old_names(world: World) -> None:
    anew = World(world.seeds, world.started + timedelta(hours=6))
    assert _names(anew, anew.started) == _names(world, world.started)
    now = anew.written_until + timedelta(hours=1)
    composed = {name for name in _names(anew, now) if re.search(r"/n\d+$", name)}
    assert len(composed) >= 150
    assert composed <= _names(world, now)


def test_the_busy_outlet_refuses_for_a_while_in_every_stretch(world: World) -> None:
    refusals = Counter(bool(busy_for(world, world.started + at * MINUTE / 2)) for at in range(240))
    assert refusals[True] / 240 == BUSY_FOR / BUSY_EVERY
    assert not busy_for(world, world.started)
    assert busy_for(world, world.started + BUSY_EVERY - MINUTE) == MINUTE


def test_feeds_can_be_subscribed_to(world: World) -> None:
    subscribed = feeds(world, "http://127.0.0.1:8766")
    assert len(subscribed) == len({feed.url for feed in subscribed}) == len(world.seeds.outlets)
    gazette = next(feed for feed in subscribed if feed.name == "The Harbour Gazette")
    assert gazette.url == "http://127.0.0.1:8766/harbour-gazette/feed.xml"
    assert (gazette.language, gazette.country, gazette.kind) == ("en", "GB", "newspaper")

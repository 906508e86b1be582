import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest

from monitor.demo.model import NewsItem, Outlet
from monitor.demo.render import render
from monitor.demo.world import World, feed_at

BASE = "http://127.0.0.1:8766"
HOSTILE = 'Tom & "Jerry" <script>alert(1)</script> ]]> – «так» &amp;'


def parsed(body: bytes) -> Any:
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)  # noqa: TID251


def test_every_feed_parses_to_the_items_that_went_in(world: World) -> None:
    now = world.started + timedelta(minutes=30)
    versions = {"rss": "rss20", "atom": "atom10", "rdf": "rss10"}
    for outlet in world.seeds.outlets.values():
        items = feed_at(world, outlet.slug, now)
        feed = parsed(render(outlet, items, BASE))
        assert not feed.bozo, outlet.slug
        assert feed.version == versions[outlet.format]
        assert feed.feed.title == outlet.name
        assert feed.feed.link == f"{BASE}/{outlet.slug}/"
        assert feed.feed.get("language", "") == outlet.language
        assert [entry.id for entry in feed.entries] == [item.guid for item in items]
        assert [entry.title for entry in feed.entries] == [item.title for item in items]
        assert [entry.link for entry in feed.entries] == [BASE + item.path for item in items]


def test_the_outlet_decides_how_much_text_is_given_away(world: World) -> None:
    for outlet in world.seeds.outlets.values():
        items = feed_at(world, outlet.slug, world.started)
        entries = parsed(render(outlet, items, BASE)).entries
        for item, entry in zip(items, entries, strict=True):
            assert entry.get("summary", "") == ("" if outlet.text == "headline" else item.summary)
            assert bool(entry.get("content")) == (outlet.text == "full" and bool(item.content))


@pytest.mark.parametrize("slug", ["norrland-press", "calibre-and-keel", "sweepline"])
def test_dates_authors_and_hostile_text_survive_in_each_format(world: World, slug: str) -> None:
    moment = datetime(2026, 3, 11, 9, 30, 7, 123456, tzinfo=UTC)
    item = NewsItem(slug, "x", moment, moment, HOSTILE, HOSTILE, (HOSTILE,), HOSTILE, (HOSTILE,), "en")
    outlet: Outlet = world.seeds.outlets[slug].model_copy(update={"text": "full"})
    entry = parsed(render(outlet, [item], BASE)).entries[0]
    assert entry.title == entry.summary == entry.author == entry.tags[0].term == HOSTILE
    assert "<script>" not in entry.content[0].value
    assert "&lt;script&gt;" in entry.content[0].value
    date = entry.get("published_parsed") or entry.updated_parsed
    assert datetime(*date[:6], tzinfo=UTC) == moment.replace(microsecond=0)


def test_the_names_of_items_do_not_hang_on_the_port(world: World) -> None:
    outlet = world.seeds.outlets["norrland-press"]
    items = feed_at(world, outlet.slug, world.started)
    here, there = (parsed(render(outlet, items, f"http://127.0.0.1:{port}")) for port in (8001, 8002))
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert here.entries[0].link != there.entries[0].link


def test_labels_are_not_served(world: World) -> None:
    for outlet in world.seeds.outlets.values():
        body = render(outlet, feed_at(world, outlet.slug, world.started), BASE)
        assert b"procurement-scandals" not in body
        assert b"export-bans" not in body


def test_an_edit_shows_in_an_atom_entrys_date(world: World) -> None:
    outlet = world.seeds.outlets["calibre-and-keel"]
    item = feed_at(world, outlet.slug, world.started)[0]
    entry = parsed(render(outlet, [replace(item, updated=item.updated + timedelta(hours=1))], BASE)).entries[
        0
    ]
    assert entry.updated_parsed > entry.published_parsed

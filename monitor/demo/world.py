"""What each outlet of the demo has published at a given moment.

A world is its seeds and the moment it started. Written items are dated from the start; once the last of them
is out, the composer goes on. The names of items (`NewsItem.guid`) hang on neither the start nor the port: a
world that is opened anew serves the written items under the names they had, so a reader that keeps to names
takes none of them twice. Opened at the old start (see `opening`), dates stay as well and the news of the
time between has been published meanwhile.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from monitor.demo import compose
from monitor.demo.model import NewsItem, SeedItem, Seeds
from monitor.model import Feed

LENGTH = 30  # items a feed shows
BUSY_EVERY = timedelta(minutes=12)
BUSY_FOR = timedelta(minutes=2)  # at the end of each such stretch


@dataclass(frozen=True, slots=True)
class World:
    seeds: Seeds
    started: datetime  # UTC

    @property
    def written_until(self) -> datetime:
        """When the last written item comes out and the composer takes over."""
        return max(_published(item, self.started) for item in self.seeds.items)


def feed_at(world: World, outlet: str, now: datetime) -> list[NewsItem]:
    """The newest LENGTH items that `outlet` (a slug) has published by `now`, newest first."""
    written = [
        _as_it_reads(item, world, now)
        for item in world.seeds.items
        if item.outlet == outlet and _published(item, world.started) <= now
    ]
    items = written + _composed(world, outlet, now)
    return sorted(items, key=lambda item: item.published, reverse=True)[:LENGTH]


def item_at(world: World, outlet: str, item_id: str, now: datetime) -> NewsItem | None:
    """The item of that name as it reads at `now`; None where there is no such item yet."""
    for item in world.seeds.items:
        if (item.outlet, item.id) == (outlet, item_id) and _published(item, world.started) <= now:
            return _as_it_reads(item, world, now)
    if number := re.fullmatch(r"n(\d{1,12})", item_id):
        slot = int(number[1])
        is_out = world.written_until < compose.published(slot) <= now
        if is_out and compose.outlet_of(world.seeds.phrasebook, slot) == outlet:
            return compose.compose(world.seeds.phrasebook, slot)
    return None


def busy_for(world: World, now: datetime) -> timedelta:
    """How long an outlet that answers only now and then will go on refusing; nothing while it answers."""
    into = (now - world.started) % BUSY_EVERY
    return BUSY_EVERY - into if into >= BUSY_EVERY - BUSY_FOR else timedelta()


def feeds(world: World, base_url: str) -> list[Feed]:
    """Every feed of the world, to subscribe to, with `base_url` such as "http://127.0.0.1:8766"."""
    return [
        Feed(
            url=f"{base_url}/{outlet.slug}/feed.xml",
            name=outlet.name,
            site=f"{base_url}/{outlet.slug}/",
            language=outlet.language,
            country=outlet.country,
            kind=outlet.kind,
        )
        for outlet in world.seeds.outlets.values()
    ]


def _published(item: SeedItem, started: datetime) -> datetime:
    return started - timedelta(minutes=item.age)


def _as_it_reads(item: SeedItem, world: World, now: datetime) -> NewsItem:
    published = _published(item, world.started)
    edit, updated, text = item.edited, published, (item.title, item.summary, item.content)
    if edit and (edited := world.started + timedelta(minutes=edit.after_minutes)) <= now:
        updated, text = edited, (edit.title, edit.summary, edit.content or item.content)
    title, summary, content = text
    return NewsItem(
        outlet=item.outlet,
        id=item.id,
        published=published,
        updated=updated,
        title=title,
        summary=summary,
        content=content,
        author=item.author,
        categories=item.categories,
        language=item.language or world.seeds.outlets[item.outlet].language,
    )


def _composed(world: World, outlet: str, now: datetime) -> list[NewsItem]:
    """The newest LENGTH items that the composer has written for `outlet`."""
    book, begin = world.seeds.phrasebook, world.written_until
    if not any(outlet in template.outlets for template in book.templates):
        return []
    slots = range(compose.slot_at(now), compose.slot_at(begin) - 1, -1)
    mine = (slot for slot in slots if compose.outlet_of(book, slot) == outlet)
    out = (slot for slot in mine if begin < compose.published(slot) <= now)
    return [compose.compose(book, slot) for slot in islice(out, LENGTH)]

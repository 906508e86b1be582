"""Articles that would break grouping: empty, alike by the hundred, chained, deadly to read, or from a wrong clock."""

import asyncio
import os
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from monitor.pipeline import story_reading
from monitor.pipeline.grouping import Grouper
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.stories.stories import StoryFilter
from monitor.store.stories.tables import report_keys, reports
from monitor.stories.grouping.shelf import PLACES
from tests.samples import NOW
from tests.told import READING_LIMIT, WIRE, brought, group, settled, told

FAR = NOW + timedelta(days=3650)


def test_empty_texts_are_stories_of_their_own(store: Store) -> None:
    numbers = brought(store, [told(n, "", "") for n in range(1, 31)], 1)
    assert group(store) == 30
    assert len(set(store.stories.of_articles(numbers).values())) == 30


def test_a_clock_that_jumps_loses_and_joins_nothing(store: Store) -> None:
    (first,) = brought(store, [told(1, "Freedonia orders 38 patrol boats", WIRE, hours=5)], 1)
    group(store)
    ahead = replace(
        told(2, "Freedonia orders 38 patrol boats", "Then.", hours=0), first_seen=FAR, published=FAR
    )
    (second,) = brought(store, [ahead], 2)
    group(store, FAR)
    store.story_upkeep.forget()
    (third,) = brought(store, [told(3, "Freedonia orders 38 patrol boats", WIRE, hours=1)], 3)
    assert group(store) == 1
    found = store.stories.of_articles([first, second, third])
    assert found[first] == found[third] != found[second]


def test_an_article_that_kills_its_reader_is_a_story_by_itself(sqlite_store: Store) -> None:
    bad, good = brought(sqlite_store, [told(1, "Deadly", WIRE), told(2, "Harmless", WIRE)], 1)

    class Fragile(Workers):
        async def run(self, function, *given, **named):  # type: ignore[no-untyped-def]
            if function is story_reading.read and any(one.title == "Deadly" for one in given[0].values()):
                function, given, named = os._exit, (9,), {}
            return await super().run(function, *given, **named)

    with Fragile(1, READING_LIMIT) as workers:
        assert asyncio.run(Grouper(sqlite_store, workers, lambda: NOW).group()) == 2
    alone = sqlite_store.stories.report(bad)
    assert alone is not None
    assert alone.adds == ()
    assert sqlite_store.stories.report(good).adds  # type: ignore[union-attr]


def test_identical_texts_of_many_outlets_are_one_story_whose_keys_do_not_grow(sqlite_store: Store) -> None:
    for outlet in range(1, 7):
        brought(
            sqlite_store,
            [told(100 * outlet + n, f"Boats {n}", WIRE, hours=outlet) for n in range(50)],
            outlet,
        )
    assert group(sqlite_store) == 300
    settled(sqlite_store)
    with sqlite_store.database.reading() as connection:
        leading = (
            connection.execute(select(func.count()).select_from(report_keys).group_by(report_keys.c.key))
            .scalars()
            .all()
        )
        assert max(leading) <= PLACES
        assert connection.scalar(select(func.count(reports.c.story_id.distinct()))) == 1
    (line,) = sqlite_store.stories.page(StoryFilter(), 10).lines
    assert (line.story.reports, line.story.first_outlet) == (300, "Outlet 6")
    assert len(sqlite_store.stories.timeline(line.story.id)) < 300


def test_a_chain_of_reports_each_like_the_one_before_is_not_one_story(sqlite_store: Store) -> None:
    words = [
        f"{a}{b}{c}ton"
        for a in ("bal", "cor", "dem", "fal")
        for b in "aeiou"
        for c in ("rd", "lm", "sk", "nt")
    ]
    chain = [told(n, " ".join(words[n : n + 8]), hours=200 - 2 * n) for n in range(len(words) - 8)]
    brought(sqlite_store, chain, 1)
    assert group(sqlite_store) == len(chain)
    sizes = [line.story.reports for line in sqlite_store.stories.page(StoryFilter(), 100).lines]
    assert sum(sizes) == len(chain)
    assert max(sizes) < len(chain)

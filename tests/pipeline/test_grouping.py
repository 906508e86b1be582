"""Articles become stories: copies, edits, and input that would break it."""

import asyncio
import os
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select, update

from monitor.pipeline import grouping, story_reading
from monitor.pipeline.grouping import Grouper
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.stories import shelf
from monitor.store.stories.stories import StoryFilter
from monitor.store.stories.tables import report_keys, reports
from monitor.stories.grouping.shelf import PLACES
from tests.samples import NOW, feed
from tests.told import Here, brought, changed, group, settled, told

LATER = NOW + timedelta(hours=1)
FAR = NOW + timedelta(days=3650)
READING_LIMIT = 120  # seconds: on a busy machine the first call reads the lexicon

WIRE = (
    "The defence ministry of Freedonia signed a contract for 38 patrol boats with Kestrelby Yards on Monday, worth "
    "412 million euros, its minister Ottoline Brandreth said in the port of Maristow. The first boat is due in 2028."
)


def test_reports_of_one_event_are_one_story_and_others_another(store: Store) -> None:
    first = brought(
        store, [told(1, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=5)], 1
    )
    second = brought(
        store,
        [
            told(
                2,
                "Kestrelby Yards wins 412 million euro order for 38 patrol boats from Freedonia",
                "Ottoline Brandreth, the minister, signed in Maristow. The yard will build the 38 boats by 2031.",
                hours=3,
            ),
            told(
                3,
                "Court in Ostrava fines dealer over night-vision goggles",
                "The judge spoke of greed.",
                hours=2,
            ),
        ],
        2,
    )
    assert group(store) == 3
    found = store.stories.of_articles([*first, *second])
    assert found[first[0]] == found[second[0]] != found[second[1]]
    line = store.stories.line(found[first[0]])
    assert line is not None
    assert (line.story.reports, line.story.texts, line.story.outlets) == (2, 2, 2)
    assert line.story.first_outlet == "Outlet 1"
    assert line.story.headline == "Freedonia orders 38 patrol boats from Kestrelby Yards"
    one, two = store.stories.timeline(found[first[0]])
    assert (one.article_id, two.article_id) == (first[0], second[0])
    assert "€412" not in [addition.text for addition in two.adds]
    assert group(store) == 0


def test_a_republished_text_is_a_copy_and_its_source_is_credited(store: Store) -> None:
    mirrored = f"{WIRE} This article was originally published by Outlet 2."
    (mirror,) = brought(store, [told(1, "38 patrol boats for Freedonia", mirrored, hours=5)], 1)
    (source,) = brought(store, [told(2, "Freedonia orders 38 patrol boats", WIRE, hours=3)], 2)
    assert group(store) == 2
    report = store.stories.report(mirror)
    assert report is not None
    assert (report.is_copy, report.source.outlet, report.source.article_id) == (True, "Outlet 2", source)
    assert report.source.sure >= 0.9
    line = store.stories.line(report.story_id)
    assert line is not None
    assert (line.story.reports, line.story.texts, line.story.outlets) == (2, 1, 1)
    assert (line.story.first_outlet, line.story.lead_id) == ("Outlet 2", source)


def test_a_mirror_credits_its_source_where_no_copy_of_it_is_held(store: Store) -> None:
    text = f"{WIRE}\nSource: The Brindell Ledger"
    (mirror,) = brought(store, [told(1, "38 patrol boats for Freedonia", text)], 1)
    assert group(store) == 1
    report = store.stories.report(mirror)
    assert report is not None
    assert (report.is_copy, report.source.outlet, report.source.article_id) == (
        True,
        "The Brindell Ledger",
        None,
    )
    assert report.adds  # nobody else tells it here
    line = store.stories.line(report.story_id)
    assert line is not None
    assert line.story.first_outlet == "The Brindell Ledger"


def test_an_outlets_own_second_text_is_no_copy(store: Store) -> None:
    first, second = brought(
        store, [told(1, "Boats", WIRE, hours=3), told(2, "Boats, updated", WIRE, hours=1)], 1
    )
    group(store)
    for number in (first, second):
        report = store.stories.report(number)
        assert report is not None
        assert not report.is_copy


def test_an_edited_article_is_read_again_in_its_story(store: Store) -> None:
    (first,) = brought(
        store, [told(1, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=5)], 1
    )
    (second,) = brought(
        store, [told(2, "Freedonia orders 38 patrol boats of Kestrelby Yards", "Soon.", hours=4)], 2
    )
    assert group(store) == 2
    story = store.stories.of_articles([first])[first]
    if store.stories.of_articles([second])[second] != story:
        store.story_edits.move([second], story, "ina", "the same order", NOW)
    edited = told(
        2, "Freedonia orders 38 patrol boats of Kestrelby Yards", "Imogen Farrowdale signed too.", hours=4
    )
    changed(store, edited, 2)
    assert group(store, LATER) == 1
    report = store.stories.report(second)
    assert report is not None
    assert report.story_id == story
    assert "Imogen Farrowdale" in [addition.text for addition in report.adds]
    assert group(store, LATER) == 0


def test_an_article_alone_joins_the_story_that_its_full_text_tells_of(store: Store) -> None:
    (first,) = brought(store, [told(1, "Freedonia orders 38 patrol boats", WIRE, hours=5)], 1)
    (second,) = brought(store, [told(2, "Morning briefing", "What you need to know.", hours=4)], 2)
    group(store)
    alone = store.stories.of_articles([second])[second]
    assert alone != store.stories.of_articles([first])[first]
    changed(store, told(2, "Freedonia orders 38 patrol boats", WIRE, hours=4), 2)
    assert group(store, LATER) == 1
    report = store.stories.report(second)
    assert report is not None
    assert (report.story_id, report.source.outlet) == (store.stories.of_articles([first])[first], "Outlet 1")
    line = store.stories.line(alone)
    assert line is not None
    assert line.story.id == report.story_id
    assert line.story.reports == 2


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


def test_two_workers_group_each_article_once(postgresql_store: Store) -> None:
    numbers = brought(
        postgresql_store, [told(n, f"Event {n}", f"{WIRE} {n}", hours=n) for n in range(1, 61)], 1
    )

    async def both() -> int:
        with Workers(2, READING_LIMIT) as workers:
            pair = [Grouper(postgresql_store, workers, lambda: NOW) for _ in range(2)]
            done = await asyncio.gather(*(one.group() for one in pair))
            return sum(done) + sum([await one.group() for one in pair])

    assert asyncio.run(both()) == 60
    assert len(postgresql_store.stories.of_articles(numbers)) == 60


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


def test_a_batch_does_not_look_again_through_all_that_was_grouped_before(
    sqlite_store: Store, monkeypatch
) -> None:
    monkeypatch.setattr(grouping, "_BATCH", 2)
    monkeypatch.setattr(grouping, "_LATE", 1)
    numbers = brought(
        sqlite_store, [told(n, f"Yard {n} launches boat {n}", "", hours=n) for n in range(6)], 1
    )
    waiting, asked = sqlite_store.grouping.waiting, []

    def noted(after: int, limit: int):
        asked.append(after)
        return waiting(after, limit)

    monkeypatch.setattr(sqlite_store.grouping, "waiting", noted)
    assert group(sqlite_store) == 6
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert asked == [0, 0, 2, 4]


def test_what_is_new_does_not_wait_until_all_that_was_edited_is_read_again(
    sqlite_store: Store, monkeypatch
) -> None:
    old = [told(n, f"Yard {n} launches boat {n}", "", hours=n) for n in range(1, 5)]
    brought(sqlite_store, old, 1)
    assert group(sqlite_store) == 4
    with sqlite_store.database.writing() as connection:
        connection.execute(update(reports).values(read_by=""))
    monkeypatch.setattr(grouping, "_BATCH", 2)
    outdated, left = sqlite_store.grouping.outdated, []

    def noted(limit: int):
        left.append(len(sqlite_store.grouping.waiting(0, 10)))
        if len(left) == 1:
            brought(sqlite_store, [told(9, "Court fines dealer over goggles")], 2)
        return outdated(limit)

    monkeypatch.setattr(sqlite_store.grouping, "outdated", noted)
    assert group(sqlite_store) == 5
    assert left == [0, 0, 0]


def test_keys_that_wait_are_settled_as_soon_as_enough_do(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "_PENDING", 1)
    first = brought(
        store, [told(1, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=2)], 1
    )
    assert group(store) == 1
    assert not store.grouping.keys_are_due()  # none waits
    copy = brought(
        store, [told(2, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=1)], 2
    )
    assert group(store) == 1
    assert len(set(store.stories.of_articles([*first, *copy]).values())) == 1


def test_articles_that_take_the_numbers_of_deleted_ones_are_grouped(sqlite_store: Store, monkeypatch) -> None:
    monkeypatch.setattr(grouping, "_LATE", 1)
    grouper = Grouper(sqlite_store, Here(), lambda: NOW)  # type: ignore[arg-type]
    brought(sqlite_store, [told(1, "Yard 1 launches boat 1")], 1)
    deleted = brought(sqlite_store, [told(n, f"Yard {n} launches boat {n}") for n in range(2, 9)], 2)
    assert asyncio.run(grouper.group()) == 8
    row = sqlite_store.feeds.by_url(feed(2).url)
    assert row is not None
    assert sqlite_store.feeds.delete(row.id)
    assert asyncio.run(grouper.group()) == 0
    assert brought(sqlite_store, [told(9, "Court fines dealer over goggles")], 3) == [deleted[0]]
    assert asyncio.run(grouper.group()) == 1


def test_other_events_of_an_affair_are_its_chapters(sqlite_store: Store) -> None:
    order, bribe, wheat = brought(
        sqlite_store,
        [
            told(1, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=200),
            told(
                2,
                "Kestrelby Yards manager held over bribes for Freedonia order",
                "Prosecutors in Maristow say Ottoline Brandreth was paid for the patrol boats.",
                hours=2,
            ),
            told(3, "Wheat harvest below last year", "Farmers blame the rain.", hours=1),
        ],
        1,
    )
    group(sqlite_store)
    found = sqlite_store.stories.of_articles([order, bribe, wheat])
    if found[order] == found[bribe]:  # they share a lot
        edit = sqlite_store.story_edits.split(found[order], [bribe], "ina", "the trial", NOW)
        found[bribe] = edit.story_id
    for _ in range(2):
        (chapter,) = sqlite_store.stories.chapters(found[bribe])
        assert chapter.story.id == found[order]
        assert "Kestrelby" in chapter.why
        assert sqlite_store.stories.chapters(found[wheat]) == []
        settled(sqlite_store)

"""Articles become stories: copies and their credit, edits, chapters."""

from datetime import timedelta

from monitor.store import Store
from tests.samples import NOW
from tests.told import WIRE, brought, changed, group, settled, told

LATER = NOW + timedelta(hours=1)


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

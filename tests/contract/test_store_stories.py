"""What the store says of stories, on both databases."""

from datetime import timedelta

import pytest

from monitor.model import Role
from monitor.store import Store
from monitor.store.articles.desk import ALL
from monitor.store.stories.stories import StoryFilter
from monitor.stories.grouping.batch import Merged
from tests.samples import NOW
from tests.told import brought, put, told

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def three(store: Store) -> list[int]:
    """Articles of three outlets, the first the earliest."""
    one = brought(store, [told(1, "Yard wins order", "Boats.", hours=9)], 1)
    two = brought(store, [told(2, "Order for yard", "Boats.", hours=6, language="de")], 2)
    return [*one, *two, *brought(store, [told(3, "Yard gets boats order", "Boats.", hours=3)], 3)]


def only(store: Store, article_id: int) -> int:
    return store.stories.of_articles([article_id])[article_id]


def test_a_story_counts_copies_once_and_credits_the_first(store: Store, three: list[int]) -> None:
    a, b, c = three
    put(store, {a: "new", b: "new", c: "new"}, texts={a: "x", c: "x"})
    (line,) = store.stories.page(StoryFilter(ALL), 10).lines
    assert (line.story.reports, line.story.texts, line.story.outlets) == (3, 2, 2)
    assert (line.story.first_outlet, line.story.lead_id, line.story.headline) == (
        "Outlet 1",
        a,
        "Yard wins order",
    )
    assert (line.story.first_at, line.story.last_at) == (NOW - timedelta(hours=9), NOW - timedelta(hours=3))
    assert (line.topics, line.languages) == (("export-bans",), ("en", "de"))


def test_the_timeline_says_whose_text_each_report_is_and_what_it_adds(store: Store, three: list[int]) -> None:
    a, b, c = three
    names = {a: ["Quist"], b: ["Quist", "Orvold"], c: ["Quist", "Tamsin"]}
    put(store, {a: "new", b: "new", c: "new"}, texts={a: "x", c: "x"}, told=names)
    first, second, copy = store.stories.timeline(only(store, a))
    assert [one.article_id for one in (first, second, copy)] == [a, b, c]
    assert (first.is_copy, second.is_copy, copy.is_copy) == (False, False, True)
    assert (copy.source.outlet, copy.source.article_id, copy.carriers) == ("Outlet 1", a, 2)
    assert [[one.text for one in line.adds] for line in (first, second, copy)] == [["Quist"], ["Orvold"], []]


def test_what_came_since_a_reader_looked_is_new_to_that_reader(store: Store, three: list[int]) -> None:
    a, b, c = three
    reader = store.users.add("Ina", "hash", Role.READER, "UTC", NOW)
    other = store.users.add("Ole", "hash", Role.READER, "UTC", NOW)
    put(store, {a: "new", b: "new"})
    story = only(store, a)
    store.story_desk.look(reader.id, [story], NOW)
    put(store, {c: f"s{story}"}, now=LATER)
    for user, new in ((reader.id, 1), (other.id, 3), (None, 0)):
        line = store.stories.line(story, user)
        assert line is not None
        assert line.new == new
        assert [one.is_new for one in store.stories.timeline(story, user)].count(True) == new
    store.story_desk.look(reader.id, [story], LATER)
    assert store.stories.page(StoryFilter(ALL), 5, reader.id).lines[0].new == 0


def test_pages_of_stories_go_on_where_the_last_ended(store: Store) -> None:
    numbers = brought(store, [told(n, f"Event {n}", hours=n) for n in range(1, 8)], 1)
    put(store, {number: str(number) for number in numbers})
    first = store.stories.page(StoryFilter(ALL), 3)
    second = store.stories.page(StoryFilter(ALL), 3, older_than=first.older)
    third = store.stories.page(StoryFilter(ALL), 3, older_than=second.older)
    titles = [line.story.headline for page in (first, second, third) for line in page.lines]
    assert titles == [f"Event {n}" for n in range(1, 8)]
    assert (first.newer, third.older) == (None, None)
    assert store.stories.page(StoryFilter(ALL), 3, newer_than=third.newer).lines == second.lines


@pytest.mark.parametrize("many", [3_000, 1])
def test_a_filter_asks_of_one_report_at_least_however_many_articles_fulfil_it(
    store: Store, three: list[int], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("monitor.store.stories.stories._MANY", many)
    a, b, c = three
    put(store, {a: "new", b: "new", c: "other"})
    both, other = only(store, a), only(store, c)

    def found(**wanted: object) -> set[int]:
        return {line.story.id for line in store.stories.page(StoryFilter(**wanted), 10).lines}  # type: ignore[arg-type]

    assert found() == found(topic="export-bans") == found(topic=ALL) == {both, other}
    assert found(topic="no-such-topic") == set()
    assert found(language="de") == {both}
    assert found(words="gets") == {other}
    assert found(words="wins order") == {both}
    assert found(since=NOW - timedelta(hours=4)) == {other}
    assert found(until=NOW - timedelta(hours=4)) == {both}
    assert found(feed_id=store.desk.article(b).feed_id) == {both}  # type: ignore[union-attr]


def test_a_story_that_became_part_of_another_is_found_under_it(store: Store, three: list[int]) -> None:
    a, b, c = three
    put(store, {a: "one", b: "two"})
    into, other = only(store, a), only(store, b)
    put(store, {c: f"s{into}"}, merged=[Merged(f"s{into}", f"s{other}", "the same figures: 38")])
    line = store.stories.line(other)
    assert line is not None
    assert (line.story.id, line.story.reports) == (into, 3)
    (edit,) = store.stories.edits(into)
    assert (edit.who, edit.reason, edit.other_id, edit.article_ids) == (
        "",
        "the same figures: 38",
        other,
        (b,),
    )
    assert len(store.stories.page(StoryFilter(ALL), 10).lines) == 1


def test_deleting_a_feed_takes_its_reports_out_of_every_count(store: Store, three: list[int]) -> None:
    a, b, c = three
    put(store, {a: "one", b: "one", c: "two"}, texts={a: "x", b: "x"})
    story, gone = only(store, a), only(store, c)
    feeds = {number: store.desk.article(number).feed_id for number in three}  # type: ignore[union-attr]
    store.feeds.delete(feeds[a])
    store.feeds.delete(feeds[c])
    line = store.stories.line(story)
    assert line is not None
    assert (line.story.reports, line.story.lead_id, line.story.headline) == (1, b, "Order for yard")
    assert store.stories.line(gone) is None
    (left,) = store.stories.timeline(story)
    assert (left.source.outlet, left.source.article_id) == ("Outlet 1", None)
    store.story_upkeep.forget()
    assert store.stories.report(b) == left


def test_no_article_is_in_two_stories_or_grouped_twice(store: Store, three: list[int]) -> None:
    put(store, dict.fromkeys(three, "one"))
    assert store.grouping.waiting(0, 10) == {}
    assert store.stories.line(10_000) is None
    assert store.stories.report(10_000) is None
    assert store.stories.timeline(10_000) == ()


def test_a_lease_is_one_holders_until_it_ends(store: Store) -> None:
    token = store.leases.take("work", NOW)
    assert token
    assert store.leases.take("work", NOW + timedelta(minutes=1)) is None
    assert store.leases.take("other work", NOW)
    after = store.leases.take("work", NOW + timedelta(minutes=2))
    assert after not in (None, token)
    store.leases.release("work", token)  # no longer ours to give
    assert store.leases.take("work", NOW + timedelta(minutes=3)) is None
    assert after is not None
    store.leases.release("work", after)
    assert store.leases.take("work", NOW + timedelta(minutes=3))


def test_a_lease_of_a_clock_that_had_jumped_ahead_keeps_nobody_waiting(store: Store) -> None:
    assert store.leases.take("work", NOW + timedelta(days=3650))
    assert store.leases.take("work", NOW)


def test_only_reports_of_these_dates_surround_a_batch_and_whatever_it_may_copy(
    store: Store, three: list[int]
) -> None:
    a, b, c = three
    put(store, {a: "new", b: "other", c: "third"})
    dates = NOW - timedelta(hours=7), NOW
    around, _ = store.grouping.around([a, b, c], [], dates)
    assert {one.article_id for one in around.stored} == {b, c}
    assert around.stories.keys() == {f"s{only(store, b)}", f"s{only(store, c)}"}
    around, _ = store.grouping.around([b, c], [a, c], dates)
    assert {one.article_id for one in around.stored} == {b}
    assert {(twin.report.article_id, twin.carrier.outlet) for twin in around.twins} == {
        (a, "Outlet 1"),
        (c, "Outlet 3"),
    }
    assert around.stories.keys() == {f"s{only(store, one)}" for one in three}


def test_a_key_leads_to_all_reports_that_hold_it(store: Store, three: list[int]) -> None:
    put(store, dict.fromkeys(three, "new"))
    held = store.grouping.held([7, three[1], 12345])
    assert {key: sorted(numbers.tolist()) for key, numbers in held.items()} == {
        7: three,
        three[1]: [three[1]],
    }

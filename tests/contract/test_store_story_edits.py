"""What people change of stories stands, and can be undone: on both databases."""

from datetime import timedelta

import pytest

from monitor.model import EditKind
from monitor.store import Store
from monitor.store.articles.desk import ALL
from monitor.store.stories.edits import EditRefused
from monitor.store.stories.grouping_writes import LEASE
from monitor.store.stories.stories import StoryFilter
from monitor.stories.grouping.batch import Grouped, Merged
from tests.samples import NOW
from tests.told import brought, put, told

WHY = "another event"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def six(store: Store) -> list[int]:
    """Two stories: the first of four articles, of which the second and third carry one text; and one of two."""
    found = [brought(store, [told(n, f"Title {n}", hours=9 - n)], n)[0] for n in range(1, 7)]
    a, b, c, d, e, f = found
    put(store, {a: "one", b: "one", c: "one", d: "one", e: "two", f: "two"}, texts={b: "x", c: "x"})
    return found


def of(store: Store, *articles: int) -> list[int]:
    found = store.stories.of_articles(articles)
    return [found[article] for article in articles]


def counts(store: Store) -> dict[int, tuple[int, int]]:
    lines = store.stories.page(StoryFilter(ALL), 10).lines
    return {line.story.id: (line.story.reports, line.story.texts) for line in lines}


def apart(store: Store, *articles: int) -> set[frozenset[str]]:
    around, _ = store.grouping.around(articles)
    return {frozenset(pair) for pair in around.apart}


def test_a_merger_is_undone_although_the_machine_added_to_it(store: Store, six: list[int]) -> None:
    a, *_, e, f = six
    one, two = of(store, a, e)
    edit = store.story_edits.merge(one, two, "ina", "the same launch", NOW)
    assert (edit.kind, edit.story_id, edit.other_id, edit.article_ids) == (EditKind.MERGE, one, two, (e, f))
    assert counts(store) == {one: (6, 5)}
    line = store.stories.line(two)
    assert line is not None
    assert line.story.id == one
    (late,) = brought(store, [told(7, "Title 7")], 7)
    put(store, {late: f"s{one}"})
    store.story_edits.undo(edit.number, "ole", LATER)
    assert counts(store) == {one: (5, 4), two: (2, 2)}
    assert of(store, late, e, f) == [one, two, two]
    (undone,) = store.stories.edits(two)
    assert (undone.undone_by, undone.undone_at) == ("ole", LATER)


def test_a_split_takes_copies_along_and_keeps_the_stories_apart(store: Store, six: list[int]) -> None:
    a, b, c, *_ = six
    (one,) = of(store, a)
    edit = store.story_edits.split(one, [b], "ina", WHY, NOW)
    assert of(store, a, b, c) == [one, edit.story_id, edit.story_id]
    assert apart(store, a, b) == {frozenset((f"s{one}", f"s{edit.story_id}"))}
    assert all(store.stories.report(article).placed_by == "ina" for article in (b, c))  # type: ignore[union-attr]
    store.story_edits.undo(edit.number, "ina", LATER)
    assert set(of(store, a, b, c)) == {one}
    assert apart(store, a, b) == set()
    assert store.stories.report(b).placed_by == ""  # type: ignore[union-attr]


def test_an_undone_split_takes_back_what_came_to_the_new_story(store: Store, six: list[int]) -> None:
    a, b, *_ = six
    (one,) = of(store, a)
    edit = store.story_edits.split(one, [b], "ina", WHY, NOW)
    (late,) = brought(store, [told(7, "Title 7")], 7)
    put(store, {late: f"s{edit.story_id}"})
    store.story_edits.undo(edit.number, "ina", LATER)
    assert of(store, late, b) == [one, one]
    line = store.stories.line(edit.story_id)
    assert line is not None
    assert line.story.id == one


def test_stories_told_apart_stay_so_through_a_third(store: Store, six: list[int]) -> None:
    a, b, _, _, e, _ = six
    one, third = of(store, a, e)
    new = store.story_edits.split(one, [b], "ina", WHY, NOW).story_id
    (late,) = brought(store, [told(7, "Title 7")], 7)
    put(store, {late: f"s{third}"}, merged=[Merged(f"s{third}", f"s{one}", "shared names")])
    assert of(store, a, b) == [third, new]
    assert apart(store, a, b) == {frozenset((f"s{third}", f"s{new}"))}


def test_a_moved_report_leaves_a_forwarding_address_where_it_was_the_last(
    store: Store, six: list[int]
) -> None:
    a, *_, e, f = six
    one, two = of(store, a, e)
    first = store.story_edits.move([e], one, "ina", WHY, NOW)
    assert apart(store, a, f) == {frozenset((f"s{one}", f"s{two}"))}
    last = store.story_edits.move([f], one, "ina", WHY, NOW)
    assert counts(store) == {one: (6, 5)}
    line = store.stories.line(two)
    assert line is not None
    assert line.story.id == one
    store.story_edits.undo(last.number, "ina", LATER)
    store.story_edits.undo(first.number, "ina", LATER)
    assert of(store, e, f) == [two, two]
    assert counts(store) == {one: (4, 3), two: (2, 2)}


def test_an_edit_that_another_builds_on_is_undone_after_it(store: Store, six: list[int]) -> None:
    a, *_, e, _ = six
    one, two = of(store, a, e)
    merged = store.story_edits.merge(one, two, "ina", "one launch", NOW)
    split = store.story_edits.split(one, [e], "ole", WHY, LATER)
    with pytest.raises(EditRefused, match=f"edit {split.number} builds on this one"):
        store.story_edits.undo(merged.number, "ina", LATER)
    store.story_edits.undo(split.number, "ina", LATER)
    store.story_edits.undo(merged.number, "ina", LATER)
    assert counts(store) == {one: (4, 3), two: (2, 2)}
    with pytest.raises(EditRefused, match="undone already"):
        store.story_edits.undo(merged.number, "ina", LATER)


def test_a_headline_is_set_undone_and_given_back(store: Store, six: list[int]) -> None:
    a, *_ = six
    (one,) = of(store, a)

    def shown() -> tuple[str, str]:
        line = store.stories.line(one)
        assert line is not None
        return line.story.headline, line.story.headline_by

    store.story_edits.headline(one, "  A  better\none ", "ina", "clearer", NOW)
    again = store.story_edits.headline(one, "The best", "ole", "clearer still", NOW)
    assert shown() == ("The best", "ole")
    store.story_edits.undo(again.number, "ina", LATER)
    assert shown() == ("A better one", "ina")
    store.story_edits.headline(one, "", "ina", "the report's own is good", LATER)
    assert shown() == ("Title 1", "")


def test_the_machine_keeps_a_headline_and_never_merges_two_that_have_one(
    store: Store, six: list[int]
) -> None:
    a, *_, e, _ = six
    one, two = of(store, a, e)
    store.story_edits.headline(two, "Ours", "ina", "clearer", NOW)
    assert apart(store, a, e) == set()
    (late,) = brought(store, [told(7, "Title 7")], 7)
    put(store, {late: f"s{one}"}, merged=[Merged(f"s{one}", f"s{two}", "shared names")])
    line = store.stories.line(one)
    assert line is not None
    assert (line.story.headline, line.story.headline_by) == ("Ours", "ina")
    machine = store.stories.edits(one)[0]
    store.story_edits.undo(machine.number, "ina", LATER)
    first = store.stories.line(one)
    assert first is not None
    assert first.story.headline == "Title 1"
    assert apart(store, a, e) == {
        frozenset((f"s{one}", f"s{two}"))
    }  # a person has undone what the machine did
    store.story_edits.headline(one, "Ours too", "ina", "clearer", NOW)
    assert apart(store, a, e) == {frozenset((f"s{one}", f"s{two}"))}


def test_a_person_may_merge_what_was_told_apart(store: Store, six: list[int]) -> None:
    a, b, *_ = six
    (one,) = of(store, a)
    split = store.story_edits.split(one, [b], "ina", WHY, NOW)
    merged = store.story_edits.merge(one, split.story_id, "ole", "it is one after all", NOW)
    assert apart(store, a, b) == set()
    store.story_edits.undo(merged.number, "ina", LATER)
    assert apart(store, a, b) == {frozenset((f"s{one}", f"s{split.story_id}"))}


def test_what_can_not_be_is_refused_in_a_line(store: Store, six: list[int]) -> None:
    a, b, c, d, e, _ = six
    one, two = of(store, a, e)
    edits = store.story_edits
    with pytest.raises(EditRefused, match="there is no story 999"):
        edits.merge(one, 999, "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="are one already"):
        edits.merge(one, one, "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="nothing would be left"):
        edits.split(one, [a, b, c, d], "ina", WHY, NOW)
    with pytest.raises(EditRefused, match=f"article {e} does not stand in story {one}"):
        edits.split(one, [a, e], "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="choose at least one report"):
        edits.split(one, [], "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="these stand in 2 stories"):
        edits.move([a, e], two, "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="stand in story"):
        edits.move([a], one, "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="say why"):
        edits.headline(one, "x", "ina", " ", NOW)
    with pytest.raises(EditRefused, match="at most 300 characters"):
        edits.headline(one, "x" * 301, "ina", WHY, NOW)
    with pytest.raises(EditRefused, match="there is no edit 999"):
        edits.undo(999, "ina", NOW)
    assert counts(store) == {one: (4, 3), two: (2, 2)}
    assert store.stories.edits(one) == []


def test_a_batch_decided_before_an_edit_is_not_written_after_it(store: Store, six: list[int]) -> None:
    a, *_, e, _ = six
    one, two = of(store, a, e)
    token = store.leases.take(LEASE, NOW)
    assert token is not None
    _, seen = store.grouping.around(())
    store.story_edits.merge(one, two, "ina", "one launch", NOW)
    assert not store.grouping_writes.place(token, {}, Grouped((), ()), seen, NOW)
    _, seen = store.grouping.around(())
    assert not store.grouping_writes.place("another's", {}, Grouped((), ()), seen, NOW)
    assert store.grouping_writes.place(token, {}, Grouped((), ()), seen, NOW)

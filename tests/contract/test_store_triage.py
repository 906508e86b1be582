"""What the desk decides on stories, kept and undone, on both databases."""

from datetime import timedelta

import pytest

from monitor.model import Act, DeskState, Do, Snooze, Standing
from monitor.store import Store
from monitor.stories.triage import ActRefused
from tests.samples import NOW
from tests.told import brought, put, told

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def two(store: Store) -> tuple[int, int]:
    """Two stories of one report each."""
    a, b = (
        *brought(store, [told(1, "Yard wins order", "Boats.")], 1),
        *brought(store, [told(2, "Audit", "Shells.")], 2),
    )
    put(store, {a: "one", b: "other"})
    places = store.stories.of_articles([a, b])
    return places[a], places[b]


def test_a_story_stands_as_new_until_somebody_decides(store: Store, two: tuple[int, int]) -> None:
    assert store.triage.of(two) == dict.fromkeys(two, Standing())


def test_one_act_on_many_is_one_batch_with_an_entry_each(store: Store, two: tuple[int, int]) -> None:
    entries = store.triage.act(two, Act(Do.REFUSE, "old news"), "Ina", NOW)
    assert [entry.story_id for entry in entries] == list(two)
    assert {entry.batch for entry in entries} == {entries[0].number}
    assert set(store.triage.of(two).values()) == {Standing(DeskState.NOT_US, "old news")}
    undone = store.triage.undo(entries[0].batch, "Ole", LATER)
    assert (len(undone.entries), undone.kept) == (2, ())
    assert store.triage.of(two) == dict.fromkeys(two, Standing())
    assert {(one.undone_by, one.undone_at) for one in store.triage.batch(entries[0].batch)} == {
        ("Ole", LATER)
    }
    assert store.triage.undo(entries[0].batch, "Ole", LATER).entries == ()


def test_every_mark_is_kept(store: Store, two: tuple[int, int]) -> None:
    for act in (
        Act(Do.ASSIGN, "Ole"),
        Act(Do.TAG, "frigates"),
        Act(Do.TAG, "audit"),
        Act(Do.SNOOZE, until=LATER),
        Act(Do.DIGEST),
    ):
        store.triage.act(two[:1], act, "Ina", NOW)
    expected = Standing(DeskState.ASSIGNED, "", "Ole", ("audit", "frigates"), Snooze(NOW, LATER), True)
    assert store.triage.of(two) == {two[0]: expected, two[1]: Standing()}
    assert [one.do for one in store.triage.history(two[0])] == [
        Do.DIGEST,
        Do.SNOOZE,
        Do.TAG,
        Do.TAG,
        Do.ASSIGN,
    ]


def test_what_changes_nothing_is_not_written_down_but_a_note_is(store: Store, two: tuple[int, int]) -> None:
    assert store.triage.act(two[:1], Act(Do.REOPEN), "Ina", NOW) == []
    assert store.triage.act([999], Act(Do.USE), "Ina", NOW) == []
    (note,) = store.triage.act(two[:1], Act(Do.NOTE, "call them"), "Ina", NOW)
    assert (note.text, note.before) == ("call them", note.after)


def test_what_is_refused_changes_nothing(store: Store, two: tuple[int, int]) -> None:
    with pytest.raises(ActRefused):
        store.triage.act(two, Act(Do.ASSIGN, ""), "Ina", NOW)
    assert store.triage.history(two[0]) == []


def test_undoing_leaves_what_somebody_decided_since(store: Store, two: tuple[int, int]) -> None:
    (used, _) = store.triage.act(two, Act(Do.USE), "Ina", NOW)
    store.triage.act(two[:1], Act(Do.WATCH), "Ole", LATER)
    undone = store.triage.undo(used.batch, "Ina", LATER)
    assert [one.story_id for one in undone.entries] == [two[1]]
    assert [one.story_id for one in undone.kept] == [two[0]]
    found = store.triage.of(two)
    assert (found[two[0]].state, found[two[1]].state) == (DeskState.WATCHING, DeskState.NEW)


def test_a_merger_keeps_the_stronger_standing_and_its_undo_gives_it_back(
    store: Store, two: tuple[int, int]
) -> None:
    into, other = two
    store.triage.act([into], Act(Do.WATCH), "Ina", NOW)
    store.triage.act([other], Act(Do.ASSIGN, "Ole"), "Ina", NOW)
    store.triage.act([other], Act(Do.NOTE, "call them"), "Ina", NOW)
    edit = store.story_edits.merge(into, other, "Ina", "one event", LATER)
    assert store.triage.of([into])[into] == Standing(DeskState.ASSIGNED, owner="Ole")
    assert [one.do for one in store.triage.history(into)] == [Do.MERGE, Do.NOTE, Do.ASSIGN, Do.WATCH]
    (entry,) = store.triage.act([other], Act(Do.TAG, "yards"), "Ina", LATER)
    assert entry.story_id == into
    store.story_edits.undo(edit.number, "Ina", LATER)
    found = store.triage.of(two)
    assert found[into] == Standing(DeskState.WATCHING, tags=("yards",))
    assert found[other] == Standing(DeskState.ASSIGNED, owner="Ole")


def test_undoing_a_merger_leaves_what_was_decided_on_the_whole(store: Store, two: tuple[int, int]) -> None:
    into, other = two
    store.triage.act([other], Act(Do.TAKE), "Ole", NOW)
    edit = store.story_edits.merge(into, other, "Ina", "one event", NOW)
    store.triage.act([into], Act(Do.USE), "Ina", LATER)
    store.story_edits.undo(edit.number, "Ina", LATER)
    assert store.triage.of([into])[into].state is DeskState.USED

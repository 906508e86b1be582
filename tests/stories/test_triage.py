"""What becomes of a story's standing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Act, DeskState, Do, Snooze, Standing
from monitor.stories.triage import ActRefused, after, is_asleep, stronger, taken_back
from tests.samples import NOW

LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act(Do.WATCH), Standing(DeskState.WATCHING)),
        (Act(Do.TAKE), Standing(DeskState.ASSIGNED, owner="Ina")),
        (Act(Do.ASSIGN, " Ole "), Standing(DeskState.ASSIGNED, owner="Ole")),
        (Act(Do.USE), Standing(DeskState.USED, owner="Ina")),
        (Act(Do.REFUSE, "old news"), Standing(DeskState.NOT_US, "old news")),
        (Act(Do.NOTE, "call the ministry"), Standing()),
        (Act(Do.TAG, "Frigates"), Standing(tags=("frigates",))),
        (Act(Do.SNOOZE), Standing(snooze=Snooze(NOW, None))),
        (Act(Do.SNOOZE, until=LATER), Standing(snooze=Snooze(NOW, LATER))),
        (Act(Do.DIGEST), Standing(to_digest=True)),
    ],
)
def test_each_act_changes_what_it_is_about(act: Act, expected: Standing) -> None:
    assert after(Standing(), act, "Ina", NOW) == expected


def test_using_a_story_leaves_it_to_its_owner_and_reopening_frees_it() -> None:
    used = after(Standing(DeskState.ASSIGNED, owner="Ole"), Act(Do.USE), "Ina", NOW)
    assert (used.state, used.owner) == (DeskState.USED, "Ole")
    assert after(used, Act(Do.REOPEN), "Ina", NOW) == Standing()


def test_marks_come_off_again() -> None:
    marked = Standing(tags=("a", "b"), snooze=Snooze(NOW, None), to_digest=True)
    for act, expected in (
        (Act(Do.UNTAG, "a"), replace(marked, tags=("b",))),
        (Act(Do.WAKE), replace(marked, snooze=None)),
        (Act(Do.NO_DIGEST), replace(marked, to_digest=False)),
    ):
        assert after(marked, act, "Ina", NOW) == expected


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (Act(Do.ASSIGN, "  "), "choose whose"),
        (Act(Do.NOTE, ""), "write the note"),
        (Act(Do.TAG, " "), "write the tag"),
        (Act(Do.TAG, "x" * 41), "has 41"),
        (Act(Do.SNOOZE, until=NOW), "is past"),
    ],
)
def test_what_lacks_something_is_refused_with_what_to_do(act: Act, says: str) -> None:
    with pytest.raises(ActRefused, match=says):
        after(Standing(), act, "Ina", NOW)


def test_a_story_takes_twelve_tags() -> None:
    full = Standing(tags=tuple(f"t{number:02}" for number in range(12)))
    assert after(full, Act(Do.TAG, "t03"), "Ina", NOW) == full
    with pytest.raises(ActRefused, match="at most 12"):
        after(full, Act(Do.TAG, "new"), "Ina", NOW)


def test_of_two_stories_the_stronger_standing_holds_and_no_mark_is_lost() -> None:
    watched = Standing(DeskState.WATCHING, owner="Ina", tags=("b",), to_digest=True)
    refused = Standing(DeskState.NOT_US, "old news", tags=("a",), snooze=Snooze(NOW, None))
    expected = Standing(DeskState.WATCHING, owner="Ina", tags=("a", "b"), to_digest=True)
    assert stronger(watched, refused) == stronger(refused, watched) == expected
    assert stronger(Standing(), refused) == refused


def test_undoing_puts_back_only_what_the_step_changed() -> None:
    before, changed = Standing(), Standing(DeskState.USED, owner="Ina")
    tagged = replace(changed, tags=("late",))
    assert taken_back(tagged, before, changed) == Standing(tags=("late",))
    assert taken_back(replace(changed, state=DeskState.WATCHING), before, changed) is None


@pytest.mark.parametrize(
    ("snooze", "news", "asleep"),
    [
        (None, False, False),
        (Snooze(NOW, None), False, True),
        (Snooze(NOW, None), True, False),
        (Snooze(NOW, LATER), False, True),
        (Snooze(NOW - timedelta(hours=2), NOW), False, False),
        (Snooze(NOW, LATER), True, False),
    ],
)
def test_a_story_sleeps_until_its_time_or_until_something_new(
    snooze: Snooze | None, news: bool, asleep: bool
) -> None:
    assert is_asleep(snooze, NOW, news) is asleep

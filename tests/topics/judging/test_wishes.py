"""A threshold for each wish, and what it brings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Wish
from monitor.topics.judging.wishes import choices, threshold_for

SCORES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2]
ANSWERS = [True, True, False, True, False, False, True, False]


def test_each_wish_has_its_own_place() -> None:
    cuts = {wish: threshold_for(wish, SCORES, ANSWERS) for wish in Wish}
    assert cuts == {
        Wish.FEWER_ALARMS: pytest.approx(0.75),  # two taken, both right
        Wish.BALANCED: pytest.approx(0.55),  # four taken, three right
        Wish.FEWER_MISSES: pytest.approx(0.25),  # all four found, among seven
    }


@given(st.lists(st.tuples(st.floats(0.001, 0.999), st.booleans()), min_size=1, max_size=40))
def test_fewer_misses_never_misses_more_and_fewer_alarms_never_takes_more(
    items: list[tuple[float, bool]],
) -> None:
    scores, answers = [score for score, _ in items], [carries for _, carries in items]
    cuts = [
        threshold_for(wish, scores, answers) for wish in (Wish.FEWER_MISSES, Wish.BALANCED, Wish.FEWER_ALARMS)
    ]
    if any(answers):
        assert cuts == sorted(cuts)


def test_balanced_lies_midway_between_the_last_item_taken_and_the_first_one_left() -> None:
    assert threshold_for(Wish.BALANCED, [0.9, 0.8, 0.6, 0.3], [True, True, False, False]) == 0.7
    assert threshold_for(Wish.BALANCED, [0.9, 0.8, 0.6, 0.3], [True, False, True, False]) == 0.45


def test_without_items_a_match_begins_at_one_half() -> None:
    assert threshold_for(Wish.BALANCED, [], []) == 0.5


def test_each_fold_is_measured_with_the_threshold_of_the_others() -> None:
    # By itself each fold would be cut between its two items; the other one's cut takes nothing, or everything.
    scores, answers, folds = [0.9, 0.7, 0.4, 0.2], [True, False, True, False], [0, 0, 1, 1]
    (balanced,) = (one for one in choices(scores, answers, folds) if one.wish is Wish.BALANCED)
    assert balanced.precision is not None
    assert balanced.recall is not None
    assert (balanced.precision.value, balanced.precision.items) == (0.5, 2)  # fold 0 at 0.3, fold 1 at 0.8
    assert (balanced.recall.value, balanced.recall.items) == (0.5, 2)
    assert balanced.threshold == threshold_for(Wish.BALANCED, scores, answers)


def test_the_choices_come_in_the_order_of_the_wishes_with_precision_and_recall_apart() -> None:
    found = choices(SCORES * 4, ANSWERS * 4, [fold for fold in range(4) for _ in SCORES])
    assert [one.wish for one in found] == list(Wish)
    assert [(one.precision.value, one.recall.value) for one in found if one.precision and one.recall] == [
        (4 / 7, 1.0),
        (0.75, 0.75),
        (1.0, 0.5),
    ]

"""What learning from verdicts would change is measured on the same items and folds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.model import Topic
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.proposal import Compared, compare


@pytest.fixture(scope="module")
def few(exemplars: Sequence[Exemplar]) -> list[Exemplar]:
    """Enough to learn a little from, in little time."""
    return list(exemplars[:240:2])


def verdicts_on(items: Sequence[Exemplar]) -> list[Exemplar]:
    """The same texts as careful verdicts label them, each on every topic."""
    every = frozenset({"export-bans", "coproduction", "procurement-scandals"})
    return [replace(one, id=f"verdict-{one.id}", judged=every) for one in items]


def at_random(items: Sequence[Exemplar]) -> list[Exemplar]:
    """The same with every other one on each topic, whatever it says."""
    return [
        replace(one, labels=one.judged if place % 2 else frozenset())
        for place, one in enumerate(verdicts_on(items))
    ]


def test_with_nothing_new_nothing_changes(topics: Sequence[Topic], few: list[Exemplar]) -> None:
    found = compare(topics, few, [], [])
    assert found.macro_f1[0] == found.macro_f1[1]
    assert (found.items, found.verdicts, found.falls) == (len(few), 0, False)
    assert set(found.f1) == {topic.slug for topic in topics}


def test_good_verdicts_raise_the_quality_and_bad_ones_are_found_out(
    topics: Sequence[Topic], exemplars: Sequence[Exemplar], few: list[Exemplar]
) -> None:
    more = exemplars[1:240:2]
    good = compare(topics, few, [], verdicts_on(more))
    assert good.items == len(few) + len(more)
    assert not good.falls
    now, then = good.macro_f1
    assert then > now
    bad = compare(topics, few, [], at_random(more))
    assert bad.macro_f1[1] < then


def test_the_quality_falls_where_it_is_lower_by_any_shown_figure() -> None:
    assert Compared(1, 2, (0.8, 0.7999), {}).falls
    assert not Compared(1, 2, (0.8, 0.8), {}).falls

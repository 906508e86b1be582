"""Precision by verdicts and recall by blind samples, week by week."""

from dataclasses import replace
from datetime import date, timedelta

from monitor.model import Judged, Says, Verdict
from monitor.topics.measuring.blind import Stratum
from monitor.topics.measuring.known_quality import SampledWeek, known_quality
from tests.samples import NOW, match

MONDAY = date(2026, 11, 16)  # of the week of NOW


def verdict(number: int, says: Says = Says.CARRIES, **changes: object) -> Verdict:
    text = Judged("A title", "", "en", number.to_bytes())
    return replace(Verdict(number, number, "export-bans", says, "Anna", NOW, "", text, match()), **changes)


def test_precision_counts_the_verdict_that_stands_on_each_match() -> None:
    found = known_quality(
        [
            verdict(1),
            verdict(2, Says.NOT),
            verdict(3, Says.NOT),
            verdict(
                4, judged=Judged("A title", "", "en", bytes([3]))
            ),  # a copy of the third, the other way round
            verdict(5),
            verdict(6, Says.WITHDRAWN, judged=Judged("A title", "", "en", bytes([5]))),
            verdict(7, machine=None),  # added by a person: the classifier matched nothing
        ],
        [],
    )
    assert found.precision
    assert (found.precision.value, found.precision.items) == (2 / 3, 3)
    assert found.recall is None
    assert [week.monday for week in found.weeks] == [MONDAY]


def test_each_week_has_its_own_figures_the_latest_first() -> None:
    earlier = MONDAY - timedelta(weeks=1)
    weeks = [
        SampledWeek(earlier, 10, (Stratum(10, 5, 1),), 0, 0),
        SampledWeek(MONDAY, 10, (Stratum(10, 5, 0),), 1, 2),
    ]
    found = known_quality([verdict(1), verdict(2), verdict(3, Says.NOT, at=NOW - timedelta(weeks=1))], weeks)
    assert [week.monday for week in found.weeks] == [MONDAY, earlier]
    assert [week.precision and week.precision.value for week in found.weeks] == [1.0, 0.0]
    # two of three matches are right: 20/3 found a week, and 2 of 10 missed in the earlier one
    assert [week.recall and round(week.recall.value, 4) for week in found.weeks] == [1.0, round(20 / 26, 4)]
    assert found.recall
    assert (round(found.recall.value, 4), found.recall.items) == (round(40 / 46, 4), 10)

"""A topic that has gone quiet is noticed against its own weeks, and only then."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from monitor.topics.measuring.quiet import Quiet, quiet

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def counts(pattern: tuple[int, ...], weeks: int = 8) -> dict[date, int]:
    """Articles by day, a week's pattern over and over up to the Sunday before MONDAY."""
    found = {MONDAY - number * DAY: pattern[(7 - number) % 7] for number in range(1, weeks * 7 + 1)}
    return {day: n for day, n in found.items() if n}


def test_three_articles_a_day_and_then_none_for_four_days() -> None:
    assert quiet(counts((3,) * 7), MONDAY + DAY) is None
    assert quiet(counts((3,) * 7), MONDAY + 3 * DAY) == Quiet(4, 3.0)


def test_a_weekend_without_articles_is_usual_for_a_topic_of_workdays() -> None:
    workdays = counts((3, 3, 3, 3, 3, 0, 0))
    assert quiet(workdays, MONDAY + DAY) is None  # silent since Friday: a weekend and one day
    found = quiet(workdays, MONDAY + 3 * DAY)
    assert found is not None
    assert (found.days, round(found.usual)) == (6, 2)


def test_a_rare_topic_gets_as_many_weeks_as_it_needs() -> None:
    weekly = counts((0, 1, 0, 0, 0, 0, 0))
    assert quiet(weekly, MONDAY + 10 * DAY) is None
    assert quiet(weekly, MONDAY + 40 * DAY) is not None


@pytest.mark.parametrize("days", [1, 2])
def test_a_day_or_two_are_no_silence(days: int) -> None:
    assert quiet(counts((20,) * 7), MONDAY + (days - 1) * DAY) is None


def test_a_new_topic_and_one_without_articles_have_nothing_usual() -> None:
    assert quiet({}, MONDAY) is None
    assert quiet(counts((3,) * 7, weeks=1), MONDAY + 9 * DAY) is None


def test_what_is_quiet_stays_so_for_as_long_as_it_lasts() -> None:
    assert all(quiet(counts((3,) * 7), MONDAY + days * DAY) for days in range(4, 150))


def test_clumps_of_reports_raise_less_than_two_false_alarms_a_year() -> None:
    rng, alarms, years = np.random.default_rng(5), 0, 20
    for _ in range(years):
        events = [int(rng.integers(0, 7 * 60)) for _ in range(7 * 60 // 2)]  # an event every second day
        reports = Counter({MONDAY + day * DAY: 0 for day in events})
        for day in events:
            reports[MONDAY + day * DAY] += int(rng.geometric(1 / 4))  # each reported four times
        was_quiet = False
        for number in range(7 * 8, 7 * 60):
            today = MONDAY + number * DAY
            is_quiet = quiet({day: n for day, n in reports.items() if day <= today}, today) is not None
            alarms += is_quiet and not was_quiet
            was_quiet = is_quiet
    assert alarms / years < 2

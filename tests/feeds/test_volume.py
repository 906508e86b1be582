"""A feed is silent by its own measure: its volume, its nights and its weekends."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from monitor.feeds.rhythm import learn
from monitor.feeds.volume import UNKNOWN_SILENT_AFTER, silence, usual_volume
from monitor.model import Rhythm
from tests.bench.freshness.traces import START, traces
from tests.bench.silence import FALSE_ALARMS, gaps, measure

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = datetime(2026, 3, 27, 18, tzinfo=UTC)


def learned(hours: Sequence[int], workdays_only: bool = False, weeks: int = 10) -> Rhythm:
    """Of a feed that brought an item at each of these hours of the day, up to FRIDAY, polled all along."""
    days = [FRIDAY.replace(hour=0) - number * DAY for number in reversed(range(weeks * 7))]
    items = [
        day + hour * HOUR for day in days for hour in hours if not (workdays_only and day.weekday() >= 5)
    ]
    rhythm = learn(Rhythm(*[days[0].timestamp() / 3600] * 2), [], None, days[0])
    for moment in items:
        rhythm = learn(rhythm, [moment], moment - HOUR, moment + timedelta(minutes=5))
    return rhythm


NINE_A_DAY = learned(range(9, 18))
WORKDAYS = learned(range(9, 18), workdays_only=True)
DAILY = learned([17])


def test_three_days_without_an_item_from_a_feed_of_nine_a_day() -> None:
    found = silence(NINE_A_DAY, FRIDAY, FRIDAY + 3 * DAY)
    assert found is not None
    assert found.usual == pytest.approx(9, rel=0.1)
    assert silence(NINE_A_DAY, FRIDAY, FRIDAY + 14 * HOUR) is None


def test_a_weekend_is_no_silence_for_a_feed_of_workdays() -> None:
    monday_morning, tuesday_evening = FRIDAY + timedelta(days=2, hours=14), FRIDAY + 4 * DAY
    assert silence(WORKDAYS, FRIDAY, monday_morning) is None
    assert silence(WORKDAYS, FRIDAY, tuesday_evening + DAY) is not None


def test_a_daily_feed_is_noticed_within_a_week() -> None:
    assert silence(DAILY, FRIDAY, FRIDAY + 4 * DAY) is None
    assert silence(DAILY, FRIDAY, FRIDAY + 7 * DAY) is not None


def test_a_feed_without_history_is_silent_after_two_weeks_and_nothing_is_said_of_its_usual_volume() -> None:
    new = learn(Rhythm(0, 0), [FRIDAY - 700 * DAY], None, FRIDAY)
    for rhythm in (None, new):
        assert silence(rhythm, FRIDAY, FRIDAY + UNKNOWN_SILENT_AFTER) is None
        found = silence(rhythm, FRIDAY, FRIDAY + UNKNOWN_SILENT_AFTER + DAY)
        assert found is not None
        assert found.usual is None


@pytest.mark.reliability(40)
def test_a_frozen_feed_is_silent_from_its_first_poll_on() -> None:
    """29 items, the newest of 2023."""
    newest = FRIDAY - 900 * DAY
    rhythm = learn(Rhythm(0, 0), [newest - number * DAY for number in range(29)], None, FRIDAY)
    found = silence(rhythm, newest, FRIDAY)
    assert found is not None
    assert found.length == 900 * DAY


def test_a_feed_that_has_slowed_down_is_measured_by_what_it_brings_now() -> None:
    rhythm = learned(range(9, 18))
    moment = FRIDAY
    for _ in range(10):
        moment += 3 * DAY
        rhythm = learn(rhythm, [moment], moment - HOUR, moment)
    usual = usual_volume(rhythm, moment)
    assert usual is not None
    assert usual < 2


def test_a_silence_once_noticed_stays_noticed() -> None:
    assert all(silence(WORKDAYS, FRIDAY, FRIDAY + days * DAY) for days in range(5, 200))


def test_gaps_are_those_between_polls_with_news() -> None:
    trace = [START + minutes * timedelta(minutes=1) for minutes in (5, 10, 130)]
    (gap,) = gaps(trace)
    assert (gap.first, gap.second) == (trace[1], trace[2])


def test_false_alarms_stay_rare_over_bursty_drifting_traces() -> None:
    found = [measure(trace, weeks=12) for trace in traces(seed=3, feeds=25, weeks=12)]
    # A small world: little to count.
    assert sum(one.false_alarms for one in found) / len(found) < 2 * FALSE_ALARMS
    assert all(one.noticed for one in found if one.daily > 1)

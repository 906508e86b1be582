"""The radar tells what is out of the ordinary, and seldom errs: by simulation."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from monitor.stories import radar
from monitor.stories.radar import HOUR, WEEK, Course, Hours

NOW = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # a Friday
LONG_AGO = NOW - timedelta(days=400)
KYIV = ZoneInfo("Europe/Kyiv")


@cache
def full() -> Hours:
    return radar.hours_until(NOW, LONG_AGO, KYIV)


def steady(hours: Hours, of_day: dict[int, int]) -> dict[datetime, int]:
    """The same at these hours of every day, in UTC."""
    return {start: of_day[start.hour] for start in hours.starts if start.hour in of_day}


def look(counts: dict[datetime, int], hours: Hours | None = None) -> Course:
    return radar.course(counts, hours or full(), radar.limit(1))


def test_an_even_week_is_normal():
    course = look(steady(full(), dict.fromkeys(range(24), 2)))
    assert course.is_known
    assert course.spikes == ()
    assert len(course.points) == 7 * 24 + 1
    assert all(point.low <= point.reports <= point.high for point in course.points)
    assert all(point.usual == pytest.approx(12, abs=0.01) for point in course.points[:-1])


def test_of_the_hour_that_is_not_over_only_its_part_is_expected():
    course = look(steady(full(), dict.fromkeys(range(24), 3)))
    last = course.points[-1]
    assert last.end == NOW
    assert last.expected == pytest.approx(1.0, abs=0.01)
    assert last.usual == pytest.approx(16.0, abs=0.1)


def test_a_busy_hour_of_each_week_is_normal_at_that_hour_and_a_spike_at_another():
    quiet = {start: 1 for start in full().starts if start.hour % 6 == 0}
    weekly = {start: 12 for start in full().starts if start.weekday() == 1 and start.hour == 9}
    assert look(quiet | weekly).spikes == ()
    moved = {
        start: 12
        for start in full().starts
        if start.hour == 9 and start.weekday() == (1 if start < NOW - WEEK else 3)
    }
    (spike,) = look(quiet | moved).spikes
    assert spike.begin <= datetime(2026, 11, 19, 9, tzinfo=UTC) < spike.end


def test_a_spike_has_its_bounds_its_reports_and_what_was_usual():
    counts = Counter(steady(full(), dict.fromkeys(range(8, 18), 1)))
    begin = datetime(2026, 11, 18, 11, tzinfo=UTC)
    counts.update({begin: 5, begin + 2 * HOUR: 7})
    (spike,) = look(counts).spikes
    assert (spike.begin, spike.end, spike.reports) == (begin, begin + 3 * HOUR, 15)
    assert spike.usual == pytest.approx(3, abs=0.5)
    assert spike.chance < radar.limit(1)
    assert not spike.is_on


def test_a_spike_that_goes_on_ends_now():
    counts = Counter(steady(full(), {8: 1, 16: 1}))
    counts.update({full().starts[-2]: 4, full().starts[-1]: 6})
    (spike,) = look(counts).spikes
    assert spike.is_on
    assert spike.end == NOW


def test_few_reports_are_no_spike_of_a_topic_that_never_has_any():
    at = full().starts[-20]
    assert look({at: radar.LEAST - 1}).spikes == ()
    assert len(look({at: radar.LEAST}).spikes) == 1


def test_the_more_is_watched_the_more_unusual_a_spike_must_be():
    counts = Counter(steady(full(), dict.fromkeys(range(24), 1)))
    counts[full().starts[-20]] += 14
    assert radar.course(counts, full(), radar.limit(1)).spikes
    assert not radar.course(counts, full(), radar.limit(100_000)).spikes


def test_before_two_weeks_are_known_nothing_is_a_spike():
    for days, is_known in ((0, False), (10, False), (20, False), (22, True)):
        begun = NOW - timedelta(days=days)
        assert (radar.known_from(begun) <= NOW) is is_known
        hours = radar.hours_until(NOW, begun, KYIV)
        course = look({NOW.replace(minute=0) - 3 * HOUR: 50}, hours)
        assert course.is_known is is_known
        assert bool(course.spikes) is is_known
        assert len(course.points) == 7 * 24 + 1
    fresh = look({}, radar.hours_until(NOW, NOW, KYIV))
    assert fresh.points[-1].usual == 0


def test_it_is_known_from_the_very_hour_that_was_promised():
    promised = radar.known_from(LONG_AGO + timedelta(seconds=1))
    for moment, is_known in ((promised - timedelta(seconds=1), False), (promised, True)):
        hours = radar.hours_until(moment, LONG_AGO + timedelta(seconds=1), KYIV)
        assert radar.course({}, hours, radar.limit(1)).is_known is is_known


def test_weekdays_and_hours_are_those_of_the_zone_also_when_its_clocks_change():
    hours = radar.hours_until(NOW, LONG_AGO, ZoneInfo("America/New_York"))
    before, after = datetime(2026, 10, 30, 13, tzinfo=UTC), datetime(2026, 11, 6, 14, tzinfo=UTC)  # both 9:00
    places = [hours.starts.index(moment) for moment in (before, after)]
    assert {int(hours.slots[place]) for place in places} == {4 * 24 + 9}


# Invented traffic: events in the rhythm of a newsroom's week, each told by one report or more within hours.


def traffic(rng: np.random.Generator, daily: float, reports_an_event: float) -> dict[datetime, int]:
    hours = full()
    of_day, weekend = hours.slots % 24, hours.slots // 24 >= 5
    shape = (0.3 + np.exp(-(((of_day - 11) / 5.0) ** 2))) * np.where(weekend, 0.4, 1.0)
    events = rng.poisson(shape / shape.mean() * daily / 24 / reports_an_event)
    counts = Counter(_reports(rng, events, reports_an_event))
    return {start: counts[place] for place, start in enumerate(hours.starts) if counts[place]}


def _reports(rng: np.random.Generator, events: np.ndarray, reports_an_event: float) -> Iterator[int]:
    for hour, number in enumerate(events):
        for _ in range(number):
            yield hour
            for lag in rng.exponential(4.0, rng.geometric(1 / reports_an_event) - 1):
                yield hour + int(lag)


@pytest.mark.parametrize("reports_an_event", [1.0, 1.5, 2.0])
def test_false_alarms_are_as_rare_as_is_promised(reports_an_event):
    """Over topics of one report in three days to forty a day, where an event brings up to two reports on average."""
    rng, weeks, alarms = np.random.default_rng(20_261_120), 80, 0
    volumes = (0.3, 1.0, 5.0, 15.0, 40.0)
    for daily in volumes:
        alarms += sum(len(look(traffic(rng, daily, reports_an_event)).spikes) for _ in range(weeks))
    assert alarms / (weeks * len(volumes)) <= radar.FALSE_ALARMS


@pytest.mark.parametrize(("daily", "more"), [(1.0, 8), (5.0, 12), (20.0, 25)])
def test_a_great_event_is_noticed(daily, more):
    """As many more reports within four hours are seen nine times in ten."""
    rng, seen, trials = np.random.default_rng(7), 0, 60
    for _ in range(trials):
        counts = Counter(traffic(rng, daily, 1.5))
        begin = full().starts[-int(rng.integers(10, 160))]
        counts.update({begin + number % 4 * HOUR: 1 for number in range(4)})
        counts.update({begin + HOUR: more - 4})
        seen += any(spike.begin <= begin + 3 * HOUR and begin < spike.end for spike in look(counts).spikes)
    assert seen / trials >= 0.9

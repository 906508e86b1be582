"""What is learned of when a feed publishes, and how long one may wait by it."""

import random
from datetime import datetime, timedelta

import pytest

from monitor.feeds.rhythm import expected, learn, patience, root_rate, unknown
from monitor.model import Rhythm
from tests.samples import NOW  # a Friday, 06:00

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = NOW - 60 * DAY - 6 * HOUR
MONDAY -= MONDAY.weekday() * DAY


def polled_hourly(arrivals: list[datetime], start: datetime, end: datetime) -> Rhythm:
    """The rhythm learned by hourly polls that find the arrivals."""
    rhythm, before, now = unknown(start), None, start
    while now <= end:
        found = [moment for moment in arrivals if (before or start) < moment <= now]
        rhythm = learn(rhythm, found, before, now) if found or before is None else rhythm
        before, now = now, now + HOUR
    return rhythm


def every_hour_of_work(start: datetime, days: int) -> list[datetime]:
    """Ten items a day from 8 to 18 o'clock, on weekdays only."""
    hours = [start + number * HOUR + 20 * MINUTE for number in range(days * 24)]
    return [moment for moment in hours if moment.weekday() < 5 and 8 <= moment.hour < 18]


WORKDAYS = polled_hourly(every_hour_of_work(MONDAY, 56), MONDAY, MONDAY + 56 * DAY)
NEXT = MONDAY + 56 * DAY  # the Monday after


def test_the_amount_is_learned() -> None:
    week = expected(WORKDAYS, NEXT, NEXT + 7 * DAY)
    assert week == pytest.approx(50, rel=0.1)


def test_the_hours_and_the_weekend_are_learned() -> None:
    morning, night = NEXT + 9 * HOUR, NEXT + 24 * HOUR
    assert expected(WORKDAYS, morning, morning + 2 * HOUR) == pytest.approx(2, rel=0.2)
    assert expected(WORKDAYS, night, night + 2 * HOUR) < 0.2
    assert expected(WORKDAYS, morning + 5 * DAY, morning + 5 * DAY + 2 * HOUR) < 0.2


def test_expectations_add_up_over_stretches() -> None:
    stops = [NEXT, NEXT + 7 * MINUTE, NEXT + 9.5 * HOUR, NEXT + 3 * DAY]
    parts = [expected(WORKDAYS, NEXT, stop) for stop in stops]
    assert parts[0] == 0
    assert parts == sorted(parts)
    assert parts[-1] == pytest.approx(expected(WORKDAYS, NEXT, NEXT + 2 * DAY) + 10, rel=0.2)


def test_old_habits_fade_and_new_ones_take_their_place() -> None:
    nights = [moment + 12 * HOUR for moment in every_hour_of_work(NEXT, 56)]
    rhythm, before = WORKDAYS, NEXT
    for moment in nights:
        rhythm, before = learn(rhythm, [moment], before, moment), moment
    later = NEXT + 84 * DAY
    by_day, by_night = later + 9 * HOUR, later + 21 * HOUR
    ratio = expected(rhythm, by_night, by_night + HOUR) / expected(rhythm, by_day, by_day + HOUR)
    assert ratio > 2


def test_a_poll_without_news_changes_nothing_yet_silence_lowers_what_is_expected() -> None:
    assert learn(WORKDAYS, [], NEXT, NEXT + HOUR) is WORKDAYS
    soon = expected(WORKDAYS, NEXT, NEXT + 7 * DAY)
    late = expected(WORKDAYS, NEXT + 70 * DAY, NEXT + 77 * DAY)
    assert late < soon / 20


def test_a_new_feed_is_known_by_the_dates_of_the_items_that_wait_there() -> None:
    daily = learn(unknown(NOW), [NOW - number * DAY for number in range(20)], None, NOW)
    brisk = learn(unknown(NOW), [NOW - number * 10 * MINUTE for number in range(40)], None, NOW)
    assert expected(daily, NOW, NOW + 7 * DAY) == pytest.approx(7, rel=0.3)
    assert expected(brisk, NOW, NOW + 7 * DAY) > 20 * expected(daily, NOW, NOW + 7 * DAY)


def test_an_item_pinned_for_years_does_not_make_a_new_feed_look_slow() -> None:
    lively = [NOW - number * HOUR for number in range(29)]
    plain = learn(unknown(NOW), lively, None, NOW)
    pinned = learn(unknown(NOW), [*lively, NOW - 900 * DAY], None, NOW)
    assert expected(pinned, NOW, NOW + DAY) == pytest.approx(expected(plain, NOW, NOW + DAY), rel=0.2)


@pytest.mark.parametrize("dates", [[], [None] * 30, [NOW + DAY] * 30])
def test_a_new_feed_without_usable_dates_is_expected_to_bring_some_items_a_day(
    dates: list[datetime | None],
) -> None:
    assert 1 < expected(learn(unknown(NOW), dates, None, NOW), NOW, NOW + DAY) < 10


def test_undated_and_misdated_items_came_at_an_unknown_time_since_the_last_poll() -> None:
    misdated = [None, NOW - 300 * DAY, NOW + HOUR, NOW - 5 * HOUR]
    spread = [NOW - (number + 0.5) * HOUR for number in range(4)]
    since = NOW - 4 * HOUR
    found, wanted = learn(unknown(since), misdated, since, NOW), learn(unknown(since), spread, since, NOW)
    assert found.hours == pytest.approx(wanted.hours)
    assert (found.level, found.recent) == pytest.approx((wanted.level, wanted.recent))


@pytest.mark.reliability(21)
def test_a_feed_that_gives_new_ids_to_all_its_items_does_not_become_a_fast_one() -> None:
    calm = learn(unknown(NOW), [NOW - number * 6 * HOUR for number in range(30)], None, NOW)
    flood = [NOW - number * 6 * HOUR for number in range(1_000)]
    after = learn(calm, flood, NOW - HOUR, NOW)
    next_day = NOW + DAY
    assert expected(after, next_day, next_day + DAY) < 4 + 50 / 7


def test_a_burst_is_noticed_and_passes() -> None:
    burst = learn(
        WORKDAYS, [NEXT + 30 * MINUTE + number * 5 * MINUTE for number in range(6)], NEXT, NEXT + HOUR
    )
    now, price, day = NEXT + HOUR, 1.0, DAY
    assert patience(burst, now, price, day) < patience(WORKDAYS, now, price, day) / 2
    later = now + 4 * HOUR
    assert patience(burst, later, price, day) > patience(WORKDAYS, later, price, day) * 0.8


@pytest.mark.parametrize("daily", [2, 20, 200])
def test_at_a_steady_rate_the_wait_follows_the_square_root_law(daily: int) -> None:
    rng = random.Random(daily)
    start = NOW - 100 * DAY
    moments = sorted(start + rng.random() * 100 * DAY for _ in range(100 * daily))
    rhythm = polled_hourly(moments, start, NOW)
    later, price = NOW + 3 * HOUR, 2.0
    wanted = (2 * price / (daily / 24)) ** 0.5 * HOUR
    assert patience(rhythm, later, price, 30 * DAY) == pytest.approx(wanted, rel=0.3)
    assert root_rate(rhythm, later) == pytest.approx((daily / 24) ** 0.5, rel=0.2)


def test_the_wait_is_long_over_night_and_short_in_the_morning_and_never_over_the_longest() -> None:
    price = 0.5
    at_night, at_noon = NEXT + DAY + 20 * HOUR, NEXT + DAY + 12 * HOUR
    assert patience(WORKDAYS, at_noon, price, DAY) < 1.5 * HOUR
    assert patience(WORKDAYS, at_night, price, DAY) > 5 * HOUR
    assert patience(WORKDAYS, at_night, price, 3 * HOUR) == 3 * HOUR
    assert patience(WORKDAYS, at_noon, 1e6, DAY) == DAY


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    before = NEXT - 3650 * DAY
    rhythm = learn(WORKDAYS, [before - HOUR, before + HOUR, None], NEXT, before)
    assert 0 < expected(rhythm, before, before + 7 * DAY) < 100
    assert timedelta(0) < patience(rhythm, NEXT, 1.0, DAY) <= DAY

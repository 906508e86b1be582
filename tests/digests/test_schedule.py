"""When digests are due: over clock changes, sleep, wrong clocks and moves to another zone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from monitor.digests.schedule import due
from monitor.model import Subscription, Window
from tests.digests.newsroom import CONFIRMED, subscription


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def since(*parts: int, **changes: object) -> Subscription:
    return subscription(confirmed_at=utc(*parts), **changes)


def windows(subscriber: Subscription, start: datetime, end: datetime, step: timedelta) -> list[Window]:
    """The windows that a clock ticking from `start` to `end` closes."""
    found: list[Window] = []
    now = start
    while now <= end:
        window = due(subscriber, found[-1].end if found else None, now)
        found += [window] if window else []
        now += step
    return found


def test_nothing_is_due_before_the_confirmation() -> None:
    assert due(subscription(confirmed_at=None), None, utc(2027, 1, 1)) is None


def test_the_first_window_begins_at_the_confirmation_and_ends_at_the_next_hour() -> None:
    assert due(subscription(), None, utc(2026, 11, 20, 6, 59)) is None
    assert due(subscription(), None, utc(2026, 11, 20, 7)) == Window(CONFIRMED, utc(2026, 11, 20, 7))


def test_a_confirmation_after_the_hour_waits_for_the_next_day() -> None:
    late = since(2026, 11, 20, 7, 30)
    assert due(late, None, utc(2026, 11, 21, 6, 59)) is None
    assert due(late, None, utc(2026, 11, 21, 7)) == Window(utc(2026, 11, 20, 7, 30), utc(2026, 11, 21, 7))


def test_windows_follow_each_other_without_gap_or_overlap() -> None:
    found = windows(subscription(), CONFIRMED, CONFIRMED + timedelta(days=9), timedelta(minutes=10))
    assert len(found) == 9
    assert all(later.start == earlier.end for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("zone", "hour", "day", "expected"),
    [
        ("Europe/Berlin", 2, (2027, 3, 28), (2027, 3, 28, 1)),  # 02:00 is skipped: sent at 03:00 local
        ("Europe/Berlin", 2, (2026, 10, 25), (2026, 10, 25, 0)),  # 02:00 comes twice: sent the first time
        ("Europe/Kyiv", 3, (2027, 3, 28), (2027, 3, 28, 1)),
        ("America/New_York", 1, (2026, 11, 1), (2026, 11, 1, 5)),
        ("Africa/Cairo", 0, (2027, 4, 30), (2027, 4, 29, 22)),  # midnight itself is skipped
        ("Australia/Lord_Howe", 2, (2026, 10, 4), (2026, 10, 3, 15, 30)),  # by half an hour
    ],
)
def test_on_the_day_of_a_clock_change_one_digest_leaves(
    zone: str, hour: int, day: tuple[int, int, int], expected: tuple[int, ...]
) -> None:
    noon = datetime(*day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    subscriber = subscription(zone=zone, hour=hour, confirmed_at=noon - timedelta(days=4))
    found = windows(subscriber, noon - timedelta(days=3), noon + timedelta(days=3), timedelta(minutes=5))
    days = [window.end.astimezone(ZoneInfo(zone)).date() for window in found]
    assert len(days) == len(set(days)) == 7
    (that_day,) = [window for window in found if window.end.astimezone(ZoneInfo(zone)).date() == noon.date()]
    assert that_day.end == utc(*expected)


def test_a_day_that_a_zone_skips_brings_no_second_digest() -> None:
    samoa = since(2011, 12, 28, zone="Pacific/Apia")
    found = windows(samoa, utc(2011, 12, 28), utc(2012, 1, 2), timedelta(minutes=10))
    assert len({window.end for window in found}) == len(found)
    assert [window.end - window.start for window in found[1:]] == [timedelta(days=1)] * (len(found) - 1)


def test_three_days_asleep_make_one_window() -> None:
    last = utc(2026, 11, 21, 7)
    assert due(subscription(), last, utc(2026, 11, 24, 9)) == Window(last, utc(2026, 11, 24, 7))


def test_a_clock_that_jumps_back_repeats_nothing() -> None:
    last = utc(2026, 11, 24, 7)
    for back in (timedelta(minutes=5), timedelta(hours=23), timedelta(days=2)):
        assert due(subscription(), last, last - back) is None


def test_clocks_five_minutes_apart_find_the_same_window() -> None:
    now = utc(2026, 11, 24, 7, 6)
    assert due(subscription(), None, now) == due(subscription(), None, now - timedelta(minutes=5))


@pytest.mark.parametrize(
    "zones", [("Europe/Kyiv", "America/New_York"), ("America/Los_Angeles", "Asia/Tokyo")]
)
@pytest.mark.parametrize("back", [False, True])
def test_a_move_at_noon_neither_skips_nor_doubles_a_day(zones: tuple[str, str], back: bool) -> None:
    old, new = reversed(zones) if back else zones
    at_home = since(2026, 11, 20, zone=old)
    noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo(old)).astimezone(UTC)
    before = windows(at_home, utc(2026, 11, 20), noon, timedelta(minutes=10))
    moved = since(2026, 11, 20, zone=new)
    after: list[Window] = []
    for minutes in range(0, 4 * 24 * 60, 10):
        window = due(moved, (after or before)[-1].end, noon + timedelta(minutes=minutes))
        after += [window] if window else []
    assert after[0].start == before[-1].end
    days = [window.end.astimezone(ZoneInfo(new)).date() for window in [before[-1], *after]]
    gaps = {(later - earlier).days for earlier, later in pairwise(days)}
    assert gaps == {1}


def test_a_later_hour_chosen_the_same_day_waits_for_the_next() -> None:
    last = utc(2026, 11, 21, 7)
    evening = subscription(hour=20)
    assert due(evening, last, utc(2026, 11, 21, 20, 1)) is None
    assert due(evening, last, utc(2026, 11, 22, 20, 1)) == Window(last, utc(2026, 11, 22, 20))


def test_whoever_comes_back_is_not_told_of_the_time_between() -> None:
    again = since(2026, 12, 24, 12)
    assert due(again, utc(2026, 11, 21, 7), utc(2026, 12, 25, 8)) == Window(
        utc(2026, 12, 24, 12), utc(2026, 12, 25, 7)
    )


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        due(subscription(zone="Mars/Utopia"), None, utc(2026, 11, 24))

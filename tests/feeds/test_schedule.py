"""When to come back: after good polls, after failures, and when a server says so."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from monitor.feeds.habits import NEVER_POLLED, after_answer, after_no_answer
from monitor.feeds.health import Level, health_of
from monitor.feeds.hints import LONGEST, NOTHING_ASKED, SHORTEST
from monitor.feeds.rhythm import learn, unknown
from monitor.feeds.schedule import after_failure, after_good, next_poll, told_to_wait
from monitor.model import (
    Absence,
    Feed,
    Fetched,
    FetchFailed,
    Habits,
    Hints,
    NotAFeed,
    NotModified,
    Polling,
    PollOutcome,
    Reason,
)
from monitor.store import open_store
from monitor.store.migrate import upgrade
from tests.samples import NOW, feed

URL = "https://outlet.example/feed"
HALF_HOUR, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
FRESH = Polling(next_poll_at=NOW)
FETCHED = Fetched("https://outlet.example/feed", b"<rss/>", {"etag": '"2"', "last-modified": "now"})


def wait(polling: Polling) -> timedelta:
    return polling.next_poll_at - NOW


def test_a_good_poll_keeps_the_validators_as_received_and_comes_back_after_the_interval() -> None:
    found = after_good(FRESH, FETCHED, NOW, NOW, HALF_HOUR)
    assert (found.etag, found.last_modified, found.body_hash) == (
        '"2"',
        "now",
        Fetched("", b"<rss/>", {}).body_hash,
    )
    assert wait(found) == HALF_HOUR
    assert found.last_good_at == found.last_new_at == NOW


def test_a_304_keeps_the_validators_and_ends_a_failure() -> None:
    ill = replace(FRESH, etag='"1"', failures=3, failing_since=NOW, reason=Reason.TIMEOUT, detail="30 s")
    found = after_good(ill, NotModified(), None, NOW, HALF_HOUR)
    assert (found.etag, found.failures, found.reason, found.failing_since, found.detail) == (
        '"1"',
        0,
        None,
        None,
        "",
    )
    assert found.last_new_at is None


def test_a_feed_is_as_fresh_as_the_newest_article_it_ever_brought() -> None:
    old = after_good(FRESH, FETCHED, NOW - timedelta(days=400), NOW, HALF_HOUR)
    assert health_of(feed(), old, NOW).level is Level.SILENT
    assert after_good(old, FETCHED, NOW, NOW, HALF_HOUR).last_new_at == NOW
    assert after_good(old, FETCHED, NOW - timedelta(days=900), NOW, HALF_HOUR).last_new_at == old.last_new_at


def test_failures_are_retried_at_growing_intervals_up_to_a_day_and_never_given_up() -> None:
    polling, waits = FRESH, []
    for _ in range(2000):
        polling = after_failure(polling, FetchFailed(Reason.TIMEOUT), NOW, HALF_HOUR)
        waits.append(wait(polling))
    assert waits[:4] == [HALF_HOUR, 2 * HALF_HOUR, 4 * HALF_HOUR, 8 * HALF_HOUR]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=1)
    assert polling.failures == 2000


def test_a_failure_remembers_since_when_and_keeps_the_validators_of_the_last_good_answer() -> None:
    good = replace(FRESH, etag='"1"', body_hash=b"x")
    first = after_failure(good, NotAFeed(Reason.NOT_A_FEED, "an HTML page"), NOW, HALF_HOUR)
    second = after_failure(first, FetchFailed(Reason.DNS), NOW + HALF_HOUR, HALF_HOUR)
    assert (second.failing_since, second.etag, second.body_hash) == (NOW, '"1"', b"x")
    assert (second.reason, second.detail) == (Reason.DNS, "")


def test_a_withdrawn_feed_is_asked_once_a_day() -> None:
    assert wait(after_failure(FRESH, FetchFailed(Reason.GONE), NOW, HALF_HOUR)) == timedelta(days=1)


@pytest.mark.reliability(35)
@pytest.mark.parametrize(
    ("retry_after", "hours"),
    [
        ("7200", 2),
        ("60", 1),  # never sooner than in an hour
        ("999999999999999999", 31 * 24),
        ("-5", 1),
        ("soon", 1),
        ("", 1),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 5),
        ("Fri, 20 Nov 2020 11:00:00 GMT", 1),
        ("Fri, 20 Nov 2099 11:00:00 GMT", 31 * 24),
        ("Fri, 99 Nov 2026 11:00:00 GMT", 1),
        ("٣٦٠٠٠", 1),
    ],
)
def test_retry_after_is_heard_within_bounds(retry_after: str, hours: int) -> None:
    failure = FetchFailed(Reason.RATE_LIMITED, "HTTP 429", retry_after)
    assert wait(after_failure(FRESH, failure, NOW, HALF_HOUR)) == timedelta(hours=hours)


SILENT = Habits(unknown(NOW))


def habits_of(*ages_in_hours: float, hints: Hints = NOTHING_ASKED) -> Habits:
    """Those of a feed whose first poll, now, found items so many hours old."""
    arrivals = [NOW - age * HOUR for age in ages_in_hours]
    return Habits(learn(unknown(NOW), arrivals, None, NOW), feed=hints)


def asked(hints: Hints) -> datetime:
    """The next poll of a feed that is worth one at once but asks for something else."""
    return next_poll(URL, replace(SILENT, feed=hints), 1e-6, NOW)


def test_a_feed_that_publishes_more_is_polled_sooner() -> None:
    busy, calm = habits_of(*range(48)), habits_of(*range(0, 480, 25))
    assert next_poll(URL, busy, 2.0, NOW) - NOW < (next_poll(URL, calm, 2.0, NOW) - NOW) / 2


@pytest.mark.parametrize("price", [1e-6, 0.1, 1, 10, 1e6])
def test_polls_are_at_least_five_minutes_and_at_most_a_day_apart(price: float) -> None:
    for number in range(50):
        wait = next_poll(f"https://outlet{number}.example/feed", SILENT, price, NOW) - NOW
        assert SHORTEST <= wait <= LONGEST


def test_a_feed_that_was_never_read_still_has_a_next_poll() -> None:
    assert NOW < next_poll(URL, NEVER_POLLED, 2.0, NOW) <= NOW + LONGEST


def test_feeds_that_were_added_together_do_not_march_in_step_and_each_keeps_its_own_pace() -> None:
    urls = [f"https://outlet{number}.example/feed" for number in range(100)]
    for habits, price in ((SILENT, 2.0), (SILENT, 1e6), (Habits(feed=Hints(2 * HOUR)), 1e-6)):
        moments = [next_poll(url, habits, price, NOW) for url in urls]
        wait = min(moments) - NOW
        assert len(set(moments)) == 100
        assert wait * 0.03 < max(moments) - min(moments) < wait * 0.11
        assert moments == [next_poll(url, habits, price, NOW) for url in urls]


@pytest.mark.reliability(36)
@pytest.mark.parametrize("hours", [0.5, 1, 6, 24])
def test_a_feed_is_never_polled_sooner_than_its_publisher_asks(hours: float) -> None:
    wait = asked(Hints(hours * HOUR)) - NOW
    assert hours * HOUR <= wait <= hours * HOUR * 1.06


@pytest.mark.reliability(36)
def test_skipped_hours_and_days_are_skipped_and_polls_after_them_spread_out() -> None:
    night = Hints(skip_hours=frozenset({6, 7, 8}))
    assert NOW.replace(hour=9) <= asked(night) < NOW.replace(hour=9, minute=11)
    weekend = Hints(LONGEST, skip_days=frozenset({5, 6}))
    monday = NOW.replace(day=23, hour=0)
    found = {next_poll(f"https://{n}.example/", Habits(feed=weekend), 1.0, NOW) for n in range(50)}
    assert len(found) == 50
    assert all(monday <= moment < monday + timedelta(minutes=11) for moment in found)


@pytest.mark.reliability(40)
@pytest.mark.parametrize("reason", [Reason.NOT_FOUND, Reason.FORBIDDEN, Reason.DNS, Reason.TIMEOUT])
@pytest.mark.parametrize(("days", "most"), [(1, 8), (3, 10), (30, 37)])
def test_a_feed_that_fails_is_asked_ever_more_seldom_down_to_once_a_day(
    reason: Reason, days: int, most: int
) -> None:
    polls = failing_polls(FetchFailed(reason), days)
    assert days < len(polls) <= most
    assert max(later - sooner for sooner, later in pairwise(polls)) <= LONGEST


@pytest.mark.reliability(40)
@pytest.mark.parametrize(("reason", "days"), [(Reason.GONE, 7), (Reason.NOT_FOUND, 30)])
def test_a_feed_that_is_gone_for_long_is_asked_once_a_week_for_ever(reason: Reason, days: int) -> None:
    polls = failing_polls(FetchFailed(reason), 2_000)
    waits = [later - sooner for sooner, later in pairwise(polls)]
    weekly = [wait for sooner, wait in zip(polls, waits, strict=False) if sooner - NOW >= days * DAY]
    assert set(weekly) == {7 * DAY}
    assert len(weekly) > (2_000 - days) / 7 - 2
    assert max(wait for sooner, wait in zip(polls, waits, strict=False) if sooner - NOW < days * DAY) == DAY


@pytest.mark.reliability(40)
def test_one_good_answer_brings_a_feed_back_that_was_gone_for_months() -> None:
    gone = Habits(absence=Absence(Reason.GONE, NOW - 200 * DAY))
    back = after_answer(gone, NotModified(), NOW)
    assert next_poll(URL, back, 2.0, NOW) - NOW <= LONGEST
    again = after_no_answer(back, FetchFailed(Reason.GONE), NOW + DAY)
    assert wait(after_failure(FRESH, FetchFailed(Reason.GONE), NOW, HALF_HOUR, again)) == DAY


def failing_polls(failure: FetchFailed, days: int) -> list[datetime]:
    """When a feed is polled within so many days, each time failing in the same way."""
    polling, habits, now, polls = FRESH, SILENT, NOW, []
    while now < NOW + days * DAY:
        polls.append(now)
        habits = after_no_answer(habits, failure, now)
        polling = after_failure(polling, failure, now, HALF_HOUR, habits)
        now = polling.next_poll_at
    return polls


@pytest.mark.reliability(36)
def test_a_failing_feed_is_not_asked_sooner_than_its_publisher_wants_either() -> None:
    habits = Habits(feed=Hints(3 * HOUR, skip_hours=frozenset({9, 10})))
    found = after_failure(FRESH, FetchFailed(Reason.TIMEOUT), NOW, HALF_HOUR, habits)
    assert found.next_poll_at == NOW.replace(hour=11)


@pytest.mark.reliability(35)
def test_a_wait_that_a_server_asks_for_is_kept_whatever_the_failure() -> None:
    for reason in (Reason.RATE_LIMITED, Reason.SERVER_ERROR, Reason.FORBIDDEN):
        failure = FetchFailed(reason, "", "36000")
        assert told_to_wait(failure, NOW) == 10 * HOUR
        assert wait(after_failure(FRESH, failure, NOW, HALF_HOUR)) == 10 * HOUR
    assert told_to_wait(FetchFailed(Reason.TIMEOUT), NOW) == timedelta(0)
    assert told_to_wait(NotAFeed(Reason.BLOCKED), NOW) == timedelta(0)


@pytest.mark.reliability(35)
@pytest.mark.reliability(37)
def test_a_restart_every_minute_for_an_hour_causes_no_poll_that_is_not_due(tmp_path: Path) -> None:
    """Twelve feeds, one of them told by its server to stay away for two hours; the store is opened anew each minute."""
    url, polls = f"sqlite:///{tmp_path / 'wiredesk.db'}", Counter[str]()
    feeds = [Feed(f"https://outlet.example/feed{number}", f"Feed {number}") for number in range(12)]
    for minute in range(60):
        now = NOW + minute * timedelta(minutes=1)
        store = open_store(url)
        if minute == 0:
            upgrade(store.database)
            store.feeds.add(feeds, now)
        for lease in store.feeds.claim_due(now, 100):
            polls[lease.feed.url] += 1
            if lease.feed == feeds[0]:
                limited = FetchFailed(Reason.RATE_LIMITED, "HTTP 429", "7200")
                polling = after_failure(lease.polling, limited, now, HALF_HOUR)
            else:
                habits = after_answer(
                    NEVER_POLLED, Fetched(lease.feed.url, b"", {"cache-control": "max-age=3600"}), now
                )
                due = next_poll(lease.feed.url, habits, 1e-6, now)
                polling = after_good(lease.polling, NotModified(), None, now, due - now)
            assert store.feeds.record(lease, PollOutcome(polling))
        store.close()
    assert polls == {feed.url: 1 for feed in feeds}

"""When to come back: after good polls, after failures, and when a server says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.feeds.health import Level, health_of
from monitor.feeds.schedule import after_failure, after_good, body_hash
from monitor.model import Fetched, FetchFailed, NotAFeed, NotModified, Polling, Reason
from tests.samples import NOW, feed

HALF_HOUR = timedelta(minutes=30)
FRESH = Polling(next_poll_at=NOW)
FETCHED = Fetched("https://outlet.example/feed", b"<rss/>", {"etag": '"2"', "last-modified": "now"})


def wait(polling: Polling) -> timedelta:
    return polling.next_poll_at - NOW


def test_a_good_poll_keeps_the_validators_as_received_and_comes_back_after_the_interval() -> None:
    found = after_good(FRESH, FETCHED, NOW, NOW, HALF_HOUR)
    assert (found.etag, found.last_modified, found.body_hash) == ('"2"', "now", body_hash(b"<rss/>"))
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

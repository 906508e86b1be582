"""What each poll adds to what is known of a feed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from monitor.feeds.habits import NEVER_POLLED, after_answer, after_no_answer, after_reading
from monitor.feeds.hints import NOTHING_ASKED
from monitor.feeds.rhythm import expected
from monitor.model import (
    Absence,
    Fetched,
    FetchFailed,
    Habits,
    Hints,
    NotAFeed,
    NotModified,
    Reason,
    Redirect,
)
from tests.samples import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOVED = "https://new.example/feed"


def fetched(**headers: str) -> Fetched:
    return Fetched(
        "https://outlet.example/feed", b"<rss/>", {name.replace("_", "-"): headers[name] for name in headers}
    )


def test_what_server_and_feed_ask_is_kept_apart_and_heard_together() -> None:
    habits = after_answer(NEVER_POLLED, fetched(cache_control="max-age=3600"), NOW)
    habits = after_reading(habits, Hints(2 * HOUR, frozenset({3})), [], None, NOW)
    assert habits.hints == Hints(2 * HOUR, frozenset({3}))
    later = after_reading(habits, NOTHING_ASKED, [], NOW, NOW + HOUR)
    assert later.hints == Hints(HOUR)


@pytest.mark.reliability(36)
def test_a_304_without_headers_leaves_those_of_the_whole_answer_standing() -> None:
    habits = after_answer(NEVER_POLLED, fetched(cache_control="max-age=3600"), NOW)
    assert after_answer(habits, NotModified(), NOW + HOUR).server == Hints(HOUR)
    assert after_answer(habits, NotModified({"cache-control": "max-age=7200"}), NOW).server == Hints(2 * HOUR)
    assert after_answer(habits, fetched(), NOW + HOUR).server == NOTHING_ASKED


@pytest.mark.reliability(32)
def test_a_304_that_says_nothing_new_changes_nothing() -> None:
    habits = after_reading(after_answer(NEVER_POLLED, fetched(), NOW), NOTHING_ASKED, [NOW - HOUR], None, NOW)
    assert after_answer(habits, NotModified(), NOW + HOUR) == habits


def test_the_first_poll_starts_a_rhythm_and_news_add_to_it() -> None:
    first = after_answer(NEVER_POLLED, fetched(), NOW)
    assert first.rhythm is not None
    read = after_reading(first, NOTHING_ASKED, [NOW - number * HOUR for number in range(40)], None, NOW)
    assert read.rhythm is not None
    assert expected(read.rhythm, NOW, NOW + DAY) > 2 * expected(first.rhythm, NOW, NOW + DAY)


@pytest.mark.reliability(39)
def test_a_redirect_that_leads_to_something_else_than_a_feed_is_forgotten() -> None:
    habits = after_answer(NEVER_POLLED, replace(fetched(), moved_to=MOVED), NOW)
    assert habits.redirect == Redirect(MOVED, NOW)
    assert after_no_answer(habits, NotAFeed(Reason.NOT_A_FEED, "an HTML page"), NOW + DAY).redirect is None
    assert after_no_answer(habits, FetchFailed(Reason.TIMEOUT), NOW + DAY).redirect == habits.redirect


@pytest.mark.reliability(40)
def test_a_good_answer_ends_an_absence() -> None:
    habits = after_no_answer(NEVER_POLLED, FetchFailed(Reason.GONE), NOW)
    assert habits.absence == Absence(Reason.GONE, NOW)
    assert after_answer(habits, NotModified(), NOW + DAY).absence is None


def test_habits_go_to_json_and_back_whole() -> None:
    habits = after_answer(NEVER_POLLED, replace(fetched(cache_control="max-age=3600"), moved_to=MOVED), NOW)
    habits = after_reading(
        habits, Hints(2 * HOUR, frozenset({3}), frozenset({5, 6})), [NOW - HOUR, None], None, NOW
    )
    habits = after_no_answer(habits, FetchFailed(Reason.GONE), NOW + DAY)
    adapter = TypeAdapter(Habits)
    assert adapter.validate_json(adapter.dump_json(habits)) == habits
    assert adapter.validate_json(b"{}") == NEVER_POLLED

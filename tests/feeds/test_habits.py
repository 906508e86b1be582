"""What each poll adds to what is known of a feed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from monitor.feeds.habits import EMPTY_POLLS, NEVER_POLLED, after_answer, after_no_answer, after_reading
from monitor.feeds.hints import NOTHING_ASKED
from monitor.feeds.rhythm import expected
from monitor.model import (
    Absence,
    Emptiness,
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
    habits = after_reading(habits, Hints(2 * HOUR, frozenset({3})), 5, [], None, NOW)
    assert habits.hints == Hints(2 * HOUR, frozenset({3}))
    later = after_reading(habits, NOTHING_ASKED, 5, [], NOW, NOW + HOUR)
    assert later.hints == Hints(HOUR)


@pytest.mark.reliability(36)
def test_a_304_without_headers_leaves_those_of_the_whole_answer_standing() -> None:
    habits = after_answer(NEVER_POLLED, fetched(cache_control="max-age=3600"), NOW)
    assert after_answer(habits, NotModified(), NOW + HOUR).server == Hints(HOUR)
    assert after_answer(habits, NotModified({"cache-control": "max-age=7200"}), NOW).server == Hints(2 * HOUR)
    assert after_answer(habits, fetched(), NOW + HOUR).server == NOTHING_ASKED


@pytest.mark.reliability(32)
def test_a_304_that_says_nothing_new_changes_nothing() -> None:
    habits = after_answer(NEVER_POLLED, fetched(), NOW)
    habits = after_reading(habits, NOTHING_ASKED, 1, [NOW - HOUR], None, NOW)
    assert after_answer(habits, NotModified(), NOW + HOUR) == habits


def test_the_first_poll_starts_a_rhythm_and_news_add_to_it() -> None:
    first = after_answer(NEVER_POLLED, fetched(), NOW)
    assert first.rhythm is not None
    arrivals = [NOW - number * HOUR for number in range(40)]
    read = after_reading(first, NOTHING_ASKED, 40, arrivals, None, NOW)
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


@pytest.mark.reliability(9)
def test_empty_answers_are_counted_read_or_not_until_there_is_an_item_again() -> None:
    habits = after_reading(NEVER_POLLED, NOTHING_ASKED, 30, [NOW - HOUR], None, NOW - DAY)
    for number in range(EMPTY_POLLS):
        moment = NOW + number * HOUR
        answer = NotModified() if number == 1 else fetched()
        habits = after_answer(habits, answer, moment)
        if isinstance(answer, Fetched):
            habits = after_reading(habits, NOTHING_ASKED, 0, [], moment - HOUR, moment)
        assert habits.empty == Emptiness(NOW, number + 1)
    assert after_answer(habits, NotModified(), NOW + DAY) == habits  # an idle poll writes nothing
    assert after_reading(habits, NOTHING_ASKED, 1, [NOW], NOW, NOW + DAY).empty is None


def test_the_last_arrival_is_the_newest_date_at_the_first_poll_and_later_never_before_the_poll_before() -> (
    None
):
    years = timedelta(days=700)
    frozen = after_reading(NEVER_POLLED, NOTHING_ASKED, 2, [NOW - years, NOW - years - DAY], None, NOW)
    assert frozen.last_arrival == NOW - years
    again = after_reading(frozen, NOTHING_ASKED, 2, [], NOW, NOW + HOUR)
    assert again.last_arrival == NOW - years
    misdated = after_reading(again, NOTHING_ASKED, 3, [NOW - years], NOW, NOW + DAY)
    assert misdated.last_arrival == NOW + DAY
    dated = after_reading(again, NOTHING_ASKED, 3, [NOW + HOUR], NOW, NOW + DAY)
    assert dated.last_arrival == NOW + HOUR


def test_habits_go_to_json_and_back_whole() -> None:
    habits = after_answer(NEVER_POLLED, replace(fetched(cache_control="max-age=3600"), moved_to=MOVED), NOW)
    habits = after_reading(
        habits, Hints(2 * HOUR, frozenset({3}), frozenset({5, 6})), 2, [NOW - HOUR, None], None, NOW
    )
    habits = after_no_answer(habits, FetchFailed(Reason.GONE), NOW + DAY)
    adapter = TypeAdapter(Habits)
    assert adapter.validate_json(adapter.dump_json(habits)) == habits
    assert adapter.validate_json(b"{}") == NEVER_POLLED

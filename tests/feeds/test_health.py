"""A feed's health is a sentence that says what to do or that nothing is to be done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.feeds.health import Level, health_of, volume
from monitor.feeds.rhythm import learn, unknown
from monitor.model import Emptiness, Habits, Polling, Reason
from tests.samples import NOW, feed

DAY = timedelta(days=1)
GOOD = Polling(NOW, last_polled_at=NOW, last_good_at=NOW, last_new_at=NOW)


def test_each_state_has_its_level() -> None:
    assert health_of(feed(), GOOD, NOW).level is Level.GOOD
    assert health_of(feed(paused=True), GOOD, NOW).level is Level.PAUSED
    assert health_of(feed(), Polling(NOW), NOW).level is Level.WAITING
    assert health_of(feed(), GOOD, NOW + timedelta(days=20)).level is Level.SILENT
    assert health_of(feed(), emptied(3), NOW).level is Level.EMPTY


@pytest.mark.reliability(1)
def test_a_feed_whose_last_body_was_damaged_says_so_and_worries_nobody() -> None:
    found = health_of(feed(), replace(GOOD, habits=Habits(damaged="it breaks off in the middle")), NOW)
    assert found.level is Level.DAMAGED
    assert found.sentence == "Answers, and could be read all the same: it breaks off in the middle."
    assert not found.is_warning


def emptied(polls: int) -> Polling:
    habits = Habits(empty=Emptiness(NOW - timedelta(hours=7), polls), last_arrival=NOW - timedelta(days=1))
    return replace(GOOD, habits=habits)


@pytest.mark.reliability(9)
def test_an_empty_feed_is_worth_a_note_after_three_polls_and_not_before() -> None:
    assert health_of(feed(), emptied(2), NOW).level is Level.GOOD
    assert (
        health_of(feed(), emptied(3), NOW).sentence == "Valid but empty for 7 hours: it used to have items."
    )
    never = replace(GOOD, habits=Habits(empty=Emptiness(NOW, 3)))
    assert health_of(feed(), never, NOW).sentence == "Valid but empty: it has never had an item."


@pytest.mark.reliability(40)
def test_a_frozen_feed_says_for_how_long() -> None:
    frozen = replace(GOOD, habits=Habits(last_arrival=NOW - timedelta(days=1127)))
    assert health_of(feed(), frozen, NOW).sentence == "Valid, but no new item for 1,127 days."


def test_silence_is_told_beside_what_is_usual() -> None:
    rhythm = learn(unknown(NOW - 60 * DAY), [], None, NOW - 60 * DAY)
    for number in range(9 * 60):
        moment = NOW - 60 * DAY + number * DAY / 9
        rhythm = learn(rhythm, [moment], moment - DAY / 9, moment)
    silent = replace(GOOD, habits=Habits(rhythm=rhythm, last_arrival=NOW))
    found = health_of(feed(), silent, NOW + 3 * DAY)
    assert (found.sentence, found.is_warning) == ("Valid but silent for 3 days; usually 9 a day.", True)


@pytest.mark.parametrize(
    ("daily", "words"),
    [(1234.4, "1,234 a day"), (1.0, "1 a day"), (0.4, "3 a week"), (0.07, "2 a month"), (0.001, "1 a month")],
)
def test_volumes_read_in_the_unit_that_people_would_take(daily: float, words: str) -> None:
    assert volume(daily) == words


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_makes_a_sentence(reason: Reason) -> None:
    ill = replace(GOOD, reason=reason, failures=3, failing_since=NOW - timedelta(hours=5), detail="HTTP 418")
    found = health_of(feed(), ill, NOW)
    assert found.level is Level.ILL
    assert found.sentence.endswith("(HTTP 418): failed 3 times in a row, for 5 hours.")
    assert found.sentence[0].isupper()

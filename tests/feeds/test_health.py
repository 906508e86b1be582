"""A feed's health is a sentence that says what to do or that nothing is to be done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.feeds.health import Level, health_of
from monitor.model import Polling, Reason
from tests.samples import NOW, feed

GOOD = Polling(NOW, last_polled_at=NOW, last_good_at=NOW, last_new_at=NOW)


def test_each_state_has_its_level() -> None:
    assert health_of(feed(), GOOD, NOW).level is Level.GOOD
    assert health_of(feed(paused=True), GOOD, NOW).level is Level.PAUSED
    assert health_of(feed(), Polling(NOW), NOW).level is Level.WAITING
    assert health_of(feed(), GOOD, NOW + timedelta(days=20)).level is Level.SILENT


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_makes_a_sentence(reason: Reason) -> None:
    ill = replace(GOOD, reason=reason, failures=3, failing_since=NOW - timedelta(hours=5), detail="HTTP 418")
    found = health_of(feed(), ill, NOW)
    assert found.level is Level.ILL
    assert found.sentence.endswith("(HTTP 418): failed 3 times in a row, for 5 hours.")
    assert found.sentence[0].isupper()

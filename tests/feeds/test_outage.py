"""When nothing can be reached it is our own connection, not all the feeds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.feeds.health import Level, health_of
from monitor.feeds.outage import RETRY, Attempt, down_since, is_down, is_part_of_outage, while_down
from monitor.model import Feed, FetchFailed, Polling, Reason
from tests.samples import NOW, feed

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def attempts(missed: int, reached: int, hosts: int = 50) -> list[Attempt]:
    """So many failures in the last minutes, and after them so many answers."""
    return [
        Attempt(
            NOW - (missed + reached - number) * timedelta(seconds=20), f"h{number % hosts}", number >= missed
        )
        for number in range(missed + reached)
    ]


def test_nearly_all_out_of_reach_is_an_outage() -> None:
    assert is_down(attempts(18, 2), NOW)
    assert is_down(attempts(5, 0), NOW)


def test_answers_end_it_at_once() -> None:
    assert not is_down(attempts(18, 3), NOW)
    assert not is_down([], NOW)


def test_one_publisher_in_trouble_is_no_outage() -> None:
    assert not is_down(attempts(30, 0, hosts=4), NOW)


def test_what_failed_long_ago_tells_nothing_of_now() -> None:
    assert not is_down(attempts(20, 0), NOW + HOUR)


def world(failing: int, answering: int) -> list[tuple[Feed, Polling]]:
    """Feeds that answered until an hour ago, those that do again since, and one whose host died days ago."""
    dead = _failing(0, since=NOW - timedelta(days=4))
    cut_off = [_failing(number, since=NOW - HOUR + number * MINUTE) for number in range(1, failing + 1)]
    good = [
        (feed(100 + number), Polling(NOW, last_polled_at=NOW, last_good_at=NOW))
        for number in range(answering)
    ]
    return [dead, *cut_off, *good]


def _failing(number: int, since) -> tuple[Feed, Polling]:
    polling = Polling(NOW, last_polled_at=NOW - number * timedelta(seconds=10), failing_since=since)
    return feed(number), replace(polling, last_good_at=min(since, NOW - HOUR), failures=1, reason=Reason.DNS)


def test_the_feeds_page_tells_since_when_from_what_the_store_holds() -> None:
    feeds = world(failing=15, answering=0)
    assert down_since(feeds, NOW) == NOW - HOUR + MINUTE
    levels = [health_of(*one, NOW, down_since(feeds, NOW)).level for one in feeds]
    assert levels == [Level.ILL, *[Level.CUT_OFF] * 15]


@pytest.mark.parametrize("answering", [4, 40])
def test_where_others_answer_each_feed_is_ill_for_itself(answering: int) -> None:
    feeds = world(failing=15, answering=answering)
    assert down_since(feeds, NOW) is None
    assert health_of(*feeds[1], NOW, None).level is Level.ILL


def test_back_off_does_not_grow_while_the_connection_is_down() -> None:
    _, ill = _failing(1, since=NOW - HOUR)
    failure = FetchFailed(Reason.TIMEOUT, "30 s")
    for polling, failures in ((Polling(NOW), 1), (ill, 1), (replace(ill, failures=6), 6)):
        held = while_down(polling, failure, NOW)
        assert (held.failures, held.next_poll_at, held.reason) == (failures, NOW + RETRY, Reason.TIMEOUT)
        assert while_down(held, failure, NOW + RETRY).failures == failures


def test_only_failures_to_connect_are_part_of_it() -> None:
    assert is_part_of_outage(Reason.CONNECT, attempts(18, 2), NOW)
    assert not is_part_of_outage(Reason.NOT_FOUND, attempts(18, 2), NOW)
    assert not is_part_of_outage(Reason.CONNECT, attempts(2, 18), NOW)

"""When to come back to a feed, and what is known of it then. Pure."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.feeds.habits import NEVER_POLLED
from monitor.feeds.hints import LONGEST, SHORTEST, first_welcome
from monitor.feeds.moves import is_given_up
from monitor.feeds.rhythm import patience, unknown
from monitor.model import (
    Fetched,
    FetchFailed,
    Habits,
    Hints,
    NotAFeed,
    NotModified,
    Polling,
    Reason,
)

_POLITE = (timedelta(hours=1), timedelta(days=31))  # the least and the most that we wait when told to wait
_WEEK = timedelta(days=7)  # between two looks at a feed that is gone: it may come back, so we never stop
_JITTER = 0.05  # of a wait, more or less: feeds that were added together must not march in step
_WAKING = timedelta(minutes=10)  # over which polls are spread when skipped hours end


def next_poll(url: str, habits: Habits, price: float, now: datetime) -> datetime:
    """When to come back after a good poll: when the items expected by then are worth a request.

    `price` is what a request is worth in item-hours of waiting (monitor.feeds.budget). Never sooner than the publisher
    asks, nor than SHORTEST; never later than LONGEST, unless the publisher asks for it.
    """
    place = _place(url)
    planned = patience(habits.rhythm or unknown(now), now, price, LONGEST / (1 + _JITTER))
    planned *= 1 + _JITTER * (2 * place - 1)
    asked = habits.hints.at_least * (1 + _JITTER * place)
    return _welcome(habits.hints, now + max(planned, asked, SHORTEST), place)


def after_good(
    polling: Polling,
    answer: Fetched | NotModified,
    newest: datetime | None,
    now: datetime,
    wait: timedelta,
) -> Polling:
    """What is known of a feed after a poll that worked; `newest` is the date of the newest article it brought."""
    kept = replace(
        polling,
        next_poll_at=now + wait,
        last_polled_at=now,
        last_good_at=now,
        last_new_at=max(filter(None, (newest, polling.last_new_at)), default=None),
        failing_since=None,
        failures=0,
        reason=None,
        detail="",
    )
    if isinstance(answer, NotModified):
        return kept
    return replace(kept, etag=answer.etag, last_modified=answer.last_modified, body_hash=answer.body_hash)


def after_failure(
    polling: Polling,
    failure: FetchFailed | NotAFeed,
    now: datetime,
    interval: timedelta,
    habits: Habits = NEVER_POLLED,
) -> Polling:
    """What is known of a feed after a poll that failed. Its validators stay: they name the last good answer.

    `interval` is the first wait, which each further failure doubles up to a day; `habits` are those after this poll.
    """
    failures = polling.failures + 1
    wait = max(_back_off(failure, failures, interval), told_to_wait(failure, now), habits.hints.at_least)
    if is_given_up(habits.absence, now):
        wait = max(wait, _WEEK)
    return replace(
        polling,
        next_poll_at=first_welcome(habits.hints, now + wait),
        last_polled_at=now,
        failing_since=polling.failing_since or now,
        failures=failures,
        reason=failure.reason,
        detail=failure.detail,
    )


def told_to_wait(failure: FetchFailed | NotAFeed, now: datetime) -> timedelta:
    """How long the server told us to stay away, which goes for all feeds on its host; zero where it did not.

    Retry-After is seconds or a date (RFC 9110 10.2.3), heard within bounds; nonsense or none in a 429 is the least.
    """
    if isinstance(failure, NotAFeed) or not (failure.retry_after or failure.reason is Reason.RATE_LIMITED):
        return timedelta(0)
    least, most = _POLITE
    text = failure.retry_after.strip()
    if text.isascii() and text.isdigit():
        return max(least, min(timedelta(seconds=min(int(text[:12]), 10**9)), most))
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(least, min(moment - now, most))
    except (ValueError, OverflowError, TypeError):
        return least


def _back_off(failure: FetchFailed | NotAFeed, failures: int, interval: timedelta) -> timedelta:
    longest = max(LONGEST, interval)
    if failure.reason is Reason.GONE:
        return longest
    return min(interval * (1 << min(failures - 1, 10)), longest)


def _welcome(hints: Hints, moment: datetime, place: float) -> datetime:
    welcome = first_welcome(hints, moment)
    return moment if welcome == moment else welcome + place * _WAKING


def _place(url: str) -> float:
    """A feed's own number from 0 to 1, always the same."""
    return int.from_bytes(hashlib.blake2b(url.encode(), digest_size=4).digest()) / 0xFFFFFFFF

"""When to come back to a feed, and how it does."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model import Fetched, FetchFailed, NotAFeed, NotModified, Polling, Reason

LONGEST = timedelta(days=1)  # even a feed that has failed for months is asked once a day: it may come back
_POLITE = (timedelta(hours=1), timedelta(days=31))  # the least and the most that we wait when told to wait


def body_hash(body: bytes) -> bytes:
    """What tells whether a server that ignores validators sent the same body again (16 bytes)."""
    return hashlib.blake2b(body, digest_size=16).digest()


def after_good(
    polling: Polling,
    answer: Fetched | NotModified,
    newest: datetime | None,
    now: datetime,
    interval: timedelta,
) -> Polling:
    """What is known of a feed after a poll that worked; `newest` is the date of the newest article it brought."""
    kept = replace(
        polling,
        next_poll_at=now + interval,
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
    return replace(
        kept, etag=answer.etag, last_modified=answer.last_modified, body_hash=body_hash(answer.body)
    )


def after_failure(
    polling: Polling, failure: FetchFailed | NotAFeed, now: datetime, interval: timedelta
) -> Polling:
    """What is known of a feed after a poll that failed. Its validators stay: they name the last good answer."""
    failures = polling.failures + 1
    wait = min(interval * 2 ** min(failures - 1, 10), max(LONGEST, interval))
    if failure.reason is Reason.GONE:
        wait = max(LONGEST, interval)
    if isinstance(failure, FetchFailed) and failure.reason is Reason.RATE_LIMITED:
        wait = max(wait, _asked_to_wait(failure.retry_after, now))
    return replace(
        polling,
        next_poll_at=now + wait,
        last_polled_at=now,
        failing_since=polling.failing_since or now,
        failures=failures,
        reason=failure.reason,
        detail=failure.detail,
    )


def _asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """Retry-After (seconds or a date, RFC 9110 10.2.3) within bounds; nonsense counts as the least."""
    least, most = _POLITE
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return max(least, min(timedelta(seconds=min(int(text[:12]), 10**9)), most))
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(least, min(moment - now, most))
    except (ValueError, OverflowError, TypeError):
        return least

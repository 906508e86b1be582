"""Whether it is the desk's own connection that is down, and not the feeds. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.feeds.hints import first_welcome
from monitor.model import Feed, FetchFailed, Polling, Reason

NO_WAY_OUT = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT})  # how a poll fails without a connection
RETRY = timedelta(minutes=10)  # while the connection is down: that asks nothing of any publisher

COUNTED = 20  # attempts, the latest
_WITHIN = timedelta(minutes=30)
_HOSTS = 5  # that have to be out of reach: one publisher's trouble is not ours
_OUT_OF_REACH = 0.9  # of the attempts: a machine beside us may still answer


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach a publisher."""

    at: datetime
    host: str
    reached: bool


def is_down(attempts: Iterable[Attempt], now: datetime) -> bool:
    """Whether nearly every attempt of the last minutes failed as it does without a connection."""
    latest = _latest(attempts, now)
    missed = [attempt for attempt in latest if not attempt.reached]
    enough = len({attempt.host for attempt in missed}) >= _HOSTS
    return enough and len(missed) >= _OUT_OF_REACH * len(latest)


def is_part_of_outage(reason: Reason, attempts: Iterable[Attempt], now: datetime) -> bool:
    """Whether a poll that failed so just now, as one of these attempts, failed only for want of a connection."""
    return reason in NO_WAY_OUT and is_down(attempts, now)


def while_down(polling: Polling, failure: FetchFailed, now: datetime) -> Polling:
    """What is known of a feed after a poll that failed so: it is asked again soon, and its back-off does not grow."""
    return replace(
        polling,
        next_poll_at=first_welcome(polling.habits.hints, now + RETRY),
        last_polled_at=now,
        failing_since=polling.failing_since or now,
        failures=max(1, polling.failures),
        reason=failure.reason,
        detail=failure.detail,
    )


def down_since(feeds: Iterable[tuple[Feed, Polling]], now: datetime) -> datetime | None:
    """Since when the desk's connection is down, by what the last poll of each feed met; None: it works."""
    known = [(feed, polling) for feed, polling in feeds if not feed.paused and polling.last_polled_at]
    if not is_down((_last_attempt(feed, polling) for feed, polling in known), now):
        return None
    cut_off = [polling for _, polling in known if _is_cut_off(polling)]
    # What was ill before tells nothing: the connection worked as long as any of the others answered.
    last_answer = max((polling.last_good_at for polling in cut_off if polling.last_good_at), default=None)
    since = [polling.failing_since for polling in cut_off if polling.failing_since]
    return min((one for one in since if last_answer is None or one > last_answer), default=now)


def is_part_of(polling: Polling, outage: datetime | None) -> bool:
    """Whether a feed fails only because the desk's connection is down since `outage`."""
    since = polling.failing_since
    return outage is not None and since is not None and since >= outage and _is_cut_off(polling)


def _latest(attempts: Iterable[Attempt], now: datetime) -> Sequence[Attempt]:
    recent = (attempt for attempt in attempts if now - attempt.at <= _WITHIN)
    return sorted(recent, key=lambda attempt: attempt.at, reverse=True)[:COUNTED]


def _last_attempt(feed: Feed, polling: Polling) -> Attempt:
    assert polling.last_polled_at is not None
    return Attempt(polling.last_polled_at, urlsplit(feed.url).hostname or "", not _is_cut_off(polling))


def _is_cut_off(polling: Polling) -> bool:
    return polling.reason in NO_WAY_OUT

"""What polling teaches of a feed beside its validators, and what each poll adds to it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.feeds.hints import NOTHING_ASKED, from_headers
from monitor.feeds.moves import missed, watched
from monitor.feeds.rhythm import learn, unknown
from monitor.model import Emptiness, Fetched, FetchFailed, Habits, Hints, NotAFeed, NotModified

NEVER_POLLED = Habits()
EMPTY_POLLS = 3  # in a row, from which on an empty feed is worth a look: now and then one is empty by mistake


def after_answer(habits: Habits, answer: Fetched | NotModified, now: datetime) -> Habits:
    """What is known after a good answer, read or not."""
    asked = from_headers(answer.headers, now)
    if isinstance(answer, NotModified) and asked == NOTHING_ASKED:
        asked = habits.server  # a 304 that says nothing leaves the headers of the whole answer standing
    return replace(
        habits,
        rhythm=habits.rhythm or unknown(now),
        server=asked,
        redirect=watched(habits.redirect, answer.moved_to, now),
        absence=None,
        empty=_still_empty(habits.empty),
    )


def after_reading(
    habits: Habits,
    hints: Hints,
    entries: int,
    arrivals: Sequence[datetime | None],
    since: datetime | None,
    now: datetime,
    damaged: str = "",
) -> Habits:
    """What is known after a body was read: what it asks, how many entries it has, and when the new ones were published.

    `arrivals` and `since` are those of monitor.feeds.rhythm.learn.
    """
    return replace(
        habits,
        feed=hints,
        rhythm=learn(habits.rhythm or unknown(now), arrivals, since, now),
        empty=None if entries else habits.empty or Emptiness(now, 1),
        last_arrival=_last_arrival(arrivals, since, now) or habits.last_arrival,
        damaged=damaged,
    )


def after_no_answer(habits: Habits, failure: FetchFailed | NotAFeed, now: datetime) -> Habits:
    """What is known after a poll that failed. A redirect that led to something else than a feed is forgotten."""
    return replace(
        habits,
        redirect=None if isinstance(failure, NotAFeed) else habits.redirect,
        absence=missed(habits.absence, failure.reason, now),
    )


def _still_empty(empty: Emptiness | None) -> Emptiness | None:
    """One more good answer of an empty feed; what it holds is known once it is read, if it is another body at all."""
    return replace(empty, polls=min(empty.polls + 1, EMPTY_POLLS)) if empty is not None else None


def _last_arrival(
    arrivals: Sequence[datetime | None], since: datetime | None, now: datetime
) -> datetime | None:
    """When the last of these came. After the first poll an old date is believed: the feed may be frozen."""
    if not arrivals:
        return None
    dates = [moment for moment in arrivals if moment is not None and moment <= now]
    return max((moment for moment in dates if since is None or moment > since), default=now)

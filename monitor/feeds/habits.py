"""What polling teaches of a feed beside its validators, and what each poll adds to it. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from monitor.feeds.hints import NOTHING_ASKED, from_headers
from monitor.feeds.moves import missed, watched
from monitor.feeds.rhythm import learn, unknown
from monitor.model import Fetched, FetchFailed, Habits, Hints, NotAFeed, NotModified

NEVER_POLLED = Habits()


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
    )


def after_reading(
    habits: Habits, hints: Hints, arrivals: Sequence[datetime | None], since: datetime | None, now: datetime
) -> Habits:
    """What is known after a body was read: what it asks, and when its new items were published.

    `arrivals` and `since` are those of monitor.feeds.rhythm.learn.
    """
    return replace(habits, feed=hints, rhythm=learn(habits.rhythm or unknown(now), arrivals, since, now))


def after_no_answer(habits: Habits, failure: FetchFailed | NotAFeed, now: datetime) -> Habits:
    """What is known after a poll that failed. A redirect that led to something else than a feed is forgotten."""
    return replace(
        habits,
        redirect=None if isinstance(failure, NotAFeed) else habits.redirect,
        absence=missed(habits.absence, failure.reason, now),
    )

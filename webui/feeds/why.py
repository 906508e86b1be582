"""Why the next poll of a feed is when it is, in sentences for people. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from monitor.feeds.health import span, volume
from monitor.feeds.moves import is_given_up
from monitor.feeds.volume import usual_volume
from monitor.model import Feed, Hints, Polling, Reason

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def reasons(feed: Feed, polling: Polling, now: datetime) -> list[str]:
    """What decides on it: failures, what it usually brings, and what its publisher asks."""
    if feed.paused:
        return ["It is paused."]
    if polling.last_polled_at is None:
        return ["It has just been added."]
    return [*_failing(polling, now), *_rhythm(polling, now), *_asked(polling.habits.hints)]


def _failing(polling: Polling, now: datetime) -> Iterator[str]:
    if polling.reason is None:
        return
    if is_given_up(polling.habits.absence, now):
        yield "The server has said for so long that the feed is no more that it is asked once a week."
    elif polling.reason is Reason.RATE_LIMITED:
        yield "The server told us to stay away until then."
    else:
        yield "After each failure the wait doubles, up to a day."


def _rhythm(polling: Polling, now: datetime) -> Iterator[str]:
    if polling.reason is not None:
        return
    rhythm = polling.habits.rhythm
    usual = usual_volume(rhythm, now) if rhythm is not None else None
    if usual is None:
        yield "How much it brings is not known yet, so it is polled as often as a new feed."
    else:
        yield f"It usually brings {volume(usual)}: polls follow the hours at which it does."


def _asked(hints: Hints) -> Iterator[str]:
    if hints.at_least > timedelta(0):
        yield f"Its publisher asks for {span(hints.at_least)} or more between polls."
    if hints.skip_hours:
        hours = _listed([f"{hour:02}" for hour in sorted(hints.skip_hours)])
        yield f"Its publisher asks for no polls at {hours} o’clock (UTC)."
    if hints.skip_days:
        days = _listed([_DAYS[day] for day in sorted(hints.skip_days)])
        yield f"Its publisher asks for no polls on {days} (UTC)."


def _listed(names: Sequence[str]) -> str:
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last

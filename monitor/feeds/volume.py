"""Whether a feed that answers is silent, measured against its own usual volume. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from monitor.feeds.rhythm import remembered, usual_week
from monitor.model import Rhythm

UNKNOWN_SILENT_AFTER = timedelta(days=14)  # where a feed's usual volume is not known

_SHORTEST = timedelta(days=1)  # a day off is no silence, however much a feed publishes
_ENOUGH = 2.0  # arrivals remembered, from which on a feed's own volume counts
_HOUR, _DAY, _WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)
_WORKDAY = 7 / 5  # of the mean day's arrivals at most, as weekends never bring less than none

# Items that have to be missing: 5.5 for a feed that brings one a day, by a power law for others, within bounds. A
# lively feed has many more gaps in a year that can be mistaken for a silence, and costs little time to be sure of.
# Chosen on invented traces (tests/bench/silence.py) so that a false alarm comes less than once a feed and year.
_MISSING_OF_A_DAILY, _POWER = 5.5, 0.6
_MISSING_BOUNDS = (5.0, 14.0)


@dataclass(frozen=True, slots=True)
class Silence:
    length: timedelta
    usual: float | None  # arrivals a day, with quiet days counted in; None: not known


def silence(rhythm: Rhythm | None, since: datetime, now: datetime) -> Silence | None:
    """The silence of a feed whose last item came at `since`, if it is out of the ordinary for this feed."""
    length = now - since
    if length < _SHORTEST:
        return None
    count, daily = remembered(rhythm, since) if rhythm is not None else (0.0, 0.0)
    if rhythm is None or count < _ENOUGH:
        return Silence(length, None) if length > UNKNOWN_SILENT_AFTER else None
    if daily * _WORKDAY * (length + _DAY) / _DAY <= _to_miss(daily):  # not even if all of it were workdays
        return None
    week = usual_week(rhythm, since)
    usual = min(daily, sum(week) / 7)
    missing = usual * 7 * _weeks(week, since, now)
    return Silence(length, usual) if missing > _to_miss(usual) else None


def usual_volume(rhythm: Rhythm, at: datetime) -> float | None:
    """The arrivals a day that a feed had before `at`; None where too few are known to say.

    Of a fast and a slow memory the one that promises less: a feed that has slowed down is not silent.
    """
    count, daily = remembered(rhythm, at)
    return min(daily, sum(usual_week(rhythm, at)) / 7) if count >= _ENOUGH else None


def _weeks(week: Sequence[float], start: datetime, end: datetime) -> float:
    """The time between two moments in weeks, each hour counted by what a week's hours usually bring."""
    weeks, rest = divmod(end - start, _WEEK)
    begin = (start - _MONDAY) / _HOUR
    finish = begin + rest / _HOUR
    hours = range(int(begin), int(finish) + 1)
    brought = sum((min(hour + 1, finish) - max(hour, begin)) * week[hour % len(week)] for hour in hours)
    return weeks + brought / sum(week)


def _to_miss(usual: float) -> float:
    least, most = _MISSING_BOUNDS
    missing: float = _MISSING_OF_A_DAILY * usual**_POWER
    return min(max(missing, least), most)

"""Whether more is reported of something than is normal for that weekday and hour. Pure.

Reports are counted over the six hours before each full hour of the last seven days. What is normal is learnt from the
same weekday and hour of the eight weeks before them: a gamma prior draws an hour of which little is known to what its
day and its hour of the day bring else. Counts are taken as negative-binomial, for reports of one event come together
and make a topic's volume more uneven than chance alone (Poisson) would.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
WINDOW = 6  # hours
SHOWN = WEEK
LEARNT = 8 * WEEK  # before what is shown
BAND = (0.05, 0.95)  # of normal six hours lie below the low and the high end of the normal band
# False alarms a week, in all that is watched together, that chance may bring: the limit for one window is that share
# of all windows looked at (a union bound; the windows overlap, so that the true rate is lower).
FALSE_ALARMS = 0.25

_KNOWN = 2 * WEEK  # before which nothing is normal
LEAST = 5  # reports: fewer are no spike, whatever the figures say
_PRIOR = 2.0  # weeks for which the prior counts
_OUTLIERS = 0.01  # of the windows, the most uneven, are left out of the measure of unevenness: past spikes
_UNEVEN = 1.25  # times what was measured: leaving those out measures too little; chosen on invented traces
_OVER = 2.0  # times the usual: hours with less are no part of a spike at its ends
_TINY = 1e-9  # the least chance that is told: below it floats err
_SLOTS = 7 * 24

_Numbers = NDArray[np.float64]


class Subject(StrEnum):
    """What is watched."""

    TOPIC = "topic"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Point:
    """An hour, and the six that it ends."""

    start: datetime
    end: datetime  # an hour later, but now for the last
    brought: int  # in this hour
    expected: float
    reports: int  # in six hours
    usual: float
    low: int  # ends of the normal band
    high: int
    chance: float  # that normal six hours bring as many reports, or more


@dataclass(frozen=True, slots=True)
class Spike:
    """A time with more reports than chance can explain."""

    begin: datetime
    end: datetime
    reports: int
    usual: float
    chance: float  # of its most unusual six hours
    is_on: bool  # it reaches up to now


@dataclass(frozen=True, slots=True)
class Course:
    """The last seven days, the earliest first."""

    points: tuple[Point, ...]
    spikes: tuple[Spike, ...]
    hours_known: int  # from which it was learnt what is normal; where they are too few nothing is a spike

    @property
    def is_known(self) -> bool:
        return self.hours_known * HOUR >= _KNOWN


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that are looked at, the last of which may not be over."""

    starts: Sequence[datetime]
    slots: NDArray[np.int64]  # of the local week, 0 to 167
    shown: int  # the place of the first that is shown
    part: float  # of the last hour that is gone, 0 to 1
    now: datetime


def hours_until(now: datetime, recorded_since: datetime, zone: ZoneInfo) -> Hours:
    """The hours to learn from, as far as there were records, and those to show; weekdays and hours are the zone's."""
    current = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    first_shown = current - SHOWN
    begin = min(max(first_shown - LEARNT, _next_hour(recorded_since)), first_shown - WINDOW * HOUR)
    count = (current - begin) // HOUR + 1
    starts = [begin + number * HOUR for number in range(count)]
    local = (start.astimezone(zone) for start in starts)
    slots = np.fromiter((one.weekday() * 24 + one.hour for one in local), np.int64, count)
    return Hours(starts, slots, (first_shown - begin) // HOUR, (now - current) / HOUR, now)


def known_from(recorded_since: datetime) -> datetime:
    """From when on it is known what is normal, where records begin then."""
    return _next_hour(recorded_since) + _KNOWN + SHOWN


def limit(series: int) -> float:
    """The chance below which a window is a spike, where so many topics or names are watched together."""
    return FALSE_ALARMS / (_SLOTS * max(series, 1))


def course(counts: Mapping[datetime, int], hours: Hours, limit: float) -> Course:
    """The last seven days of a topic or name, whose reports of each hour (its start, in UTC) are `counts`.

    `limit` is the chance below which six hours are a spike.
    """
    brought = np.fromiter((counts.get(start, 0) for start in hours.starts), np.float64, len(hours.starts))
    rates = _normal(brought, hours)
    expected = rates.copy()
    expected[-1] *= hours.part
    known = hours.shown if hours.shown > WINDOW else 0
    points = tuple(_points(hours, brought, expected, _unevenness(brought, rates, hours), known * HOUR / WEEK))
    found = Course(points, (), known)
    return (
        replace(found, spikes=tuple(_spikes(points, brought, expected, hours, limit)))
        if found.is_known
        else found
    )


def _next_hour(moment: datetime) -> datetime:
    start = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return start if start == moment else start + HOUR


def _normal(brought: _Numbers, hours: Hours) -> _Numbers:
    """The reports to expect in each of the hours, by those before the ones shown."""
    slots = hours.slots[: hours.shown]
    total = np.bincount(slots, brought[: hours.shown], _SLOTS).astype(np.float64).reshape(7, 24)
    seen = np.bincount(slots, minlength=_SLOTS).reshape(7, 24).astype(np.float64)
    mean = total.sum() / max(seen.sum(), 1.0)
    days = _shrunk(total.sum(axis=1), seen.sum(axis=1), mean, 24 * _PRIOR)
    of_day = _shrunk(total.sum(axis=0), seen.sum(axis=0), mean, 7 * _PRIOR)
    prior = np.outer(days, of_day) / mean if mean else np.zeros((7, 24))
    rates: _Numbers = _shrunk(total, seen, prior, _PRIOR).ravel()[hours.slots]
    return rates


def _shrunk(total: _Numbers, seen: _Numbers, mean: _Numbers | float, weight: float) -> _Numbers:
    return (total + mean * weight) / (seen + weight)


def _windows(values: _Numbers, shown: int) -> _Numbers:
    """The sums over the hours of each window that ends in what is shown."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    ends = np.arange(shown + 1, len(sums))
    found: _Numbers = sums[ends] - sums[ends - WINDOW]
    return found


def _unevenness(brought: _Numbers, rates: _Numbers, hours: Hours) -> float:
    """Variance over mean of the windows that were learnt from: 1 for what chance alone brings."""
    whole = hours.shown // WINDOW * WINDOW
    if not whole:
        return 1.0
    reports, usual = (values[:whole].reshape(-1, WINDOW).sum(axis=1) for values in (brought, rates))
    squares = np.sort((reports - usual) ** 2 / np.maximum(usual, 1e-9))
    kept = squares[: len(squares) - int(len(squares) * _OUTLIERS)]
    return max(1.0, float(kept.mean()) * _UNEVEN)


def chances(usual: _Numbers, unevenness: float, weeks: float, most: int) -> _Numbers:
    """For each window a row: the chance of at most 0, 1, 2 ... reports, up to `most` or beyond the normal band.

    What is not known of the mean is part of the variance. (scipy's would keep 27 MB more in memory.)
    """
    mean = np.maximum(usual, 1e-6)[:, None]
    variance = mean * unevenness * (1 + 1 / (weeks + _PRIOR))
    shape, none = mean**2 / (variance - mean), mean / variance
    reports = np.arange(max(most, int((mean + 5 * np.sqrt(variance)).max())) + 1)
    ratios = np.log((reports + shape) / (reports + 1) * (1 - none))  # of each chance to the one before it
    first = shape * np.log(none)
    found: _Numbers = np.exp(np.hstack([first, first + np.cumsum(ratios[:, :-1], axis=1)])).cumsum(axis=1)
    return found


def _points(
    hours: Hours, brought: _Numbers, expected: _Numbers, unevenness: float, weeks: float
) -> Iterator[Point]:
    reports, usual = (_windows(values, hours.shown) for values in (brought, expected))
    at_most = chances(usual, unevenness, weeks, int(reports.max()))
    low, high = ((at_most < part).sum(axis=1) for part in BAND)
    for place, start in enumerate(hours.starts[hours.shown :]):
        count = int(reports[place])
        yield Point(
            start=start,
            end=min(start + HOUR, hours.now),
            brought=int(brought[hours.shown + place]),
            expected=float(expected[hours.shown + place]),
            reports=count,
            usual=float(usual[place]),
            low=int(low[place]),
            high=int(high[place]),
            chance=max(1 - float(at_most[place, count - 1]), _TINY) if count else 1.0,
        )


def _spikes(
    points: Sequence[Point], brought: _Numbers, expected: _Numbers, hours: Hours, limit: float
) -> list[Spike]:
    """The runs of windows beyond the limit, each cut down to the hours that make it one."""
    beyond = [place for place, one in enumerate(points) if one.chance < limit and one.reports >= LEAST]
    runs: list[tuple[int, int]] = []
    for place in beyond:
        if runs and place - runs[-1][1] <= WINDOW:  # their windows touch
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return [_spike(points, run, brought, expected, hours) for run in runs]


def _spike(
    points: Sequence[Point], run: tuple[int, int], brought: _Numbers, expected: _Numbers, hours: Hours
) -> Spike:
    first, last = run
    begin, end = hours.shown + first - WINDOW + 1, hours.shown + last + 1
    inner = _densest(brought[begin:end] - _OVER * expected[begin:end])
    begin, end = begin + inner[0], begin + inner[1]
    return Spike(
        begin=hours.starts[begin],
        end=min(hours.starts[end - 1] + HOUR, hours.now),
        reports=int(brought[begin:end].sum()),
        usual=float(expected[begin:end].sum()),
        chance=min(point.chance for point in points[first : last + 1]),
        is_on=last == len(points) - 1,
    )


def _densest(excess: _Numbers) -> tuple[int, int]:
    """Beginning and end of the stretch with the greatest sum."""
    sums = [0.0, *np.cumsum(excess).tolist()]
    lowest, best = 0, (0, 1)
    for end in range(1, len(sums)):
        if sums[end] - sums[lowest] > sums[best[1]] - sums[best[0]]:
            best = (lowest, end)
        if sums[end] <= sums[lowest]:
            lowest = end
    return best

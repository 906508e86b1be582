"""When a feed publishes: how much, at which hours of the day, on weekends. Learned from its arrivals, with decay. Pure.

Arrivals are taken as a Poisson process whose rate is a level times a weight of the hour times a weight of the day, each
estimated with a few imagined arrivals (a gamma prior), plus follow-ups: news comes in bursts, so each arrival is
expected to draw others after it (a Hawkes process). Moments inside are hours since 1970, rates are arrivals an hour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, sqrt

from monitor.model import Rhythm

_LEVEL = 14 * 24.0  # hours in which an arrival fades to 1/e, where the question is how much a feed publishes
_SHAPE = 56 * 24.0  # and where it is when: habits last longer than the amount of news
_PRIOR = (1.0, 6.0)  # what is expected of an unknown feed: one arrival in six hours
_PRIOR_HOUR = 0.3  # arrivals imagined in each hour of the day, so that no hour is ruled out
_PRIOR_DAY = 1.0  # and on each day of the week
_NEIGHBOUR = 0.1  # of an arrival counts for the hour before, and as much for the hour after
_FOLLOW_UPS = 0.2  # arrivals that each arrival draws after it
_FOLLOW = 0.5  # hours in which that pull fades to 1/e
_STEP = 1 / 12  # hours: pieces in which follow-ups may be taken to come evenly
_NO_PULL = 0.01  # follow-ups still to come that no longer matter
_FLOOD = 50  # arrivals of unknown time that one poll may teach: new ids for all items are no burst of news
_PINNED = 0.1  # of a feed's first items: the oldest, which may be pinned there for years
_HOUR = timedelta(hours=1)


def unknown(now: datetime) -> Rhythm:
    """The rhythm of a feed of which nothing is known yet."""
    return Rhythm(_hours(now), _hours(now))


def learn(
    rhythm: Rhythm, arrivals: Sequence[datetime | None], since: datetime | None, now: datetime
) -> Rhythm:
    """What is known after a poll at `now` that brought new items, published when `arrivals` say (None: undated).

    `since` is the last good poll before. An item dated before it, or in the future, came at an unknown time in between.
    At the first poll (`since` is None) the dates of the items that wait there tell what came before it.
    """
    end = _hours(now)
    dated = [_hours(moment) for moment in arrivals if moment is not None]
    if since is None:
        return _started(sorted(moment for moment in dated if moment <= end), end)
    if not arrivals or end < rhythm.began:  # the clock was set back
        return rhythm
    begin = min(_hours(since), end)
    known = [moment for moment in dated if begin < moment <= end]
    others = min(len(arrivals) - len(known), _FLOOD)
    spread = [begin + (end - begin) * (number + 0.5) / others for number in range(others)]
    return _counted(rhythm, [*known, *spread], end)


def expected(rhythm: Rhythm, start: datetime, end: datetime) -> float:
    """The number of arrivals to expect between two moments, by what is known of the feed at the first."""
    length, total = (end - start) / _HOUR, 0.0
    for elapsed, span, arrivals in _pieces(rhythm, _hours(start)):
        if elapsed + span >= length:
            return total + arrivals * max(0.0, length - elapsed) / span
        total += arrivals
    raise AssertionError("the pieces never end")


def patience(rhythm: Rhythm, now: datetime, price: float, longest: timedelta) -> timedelta:
    """How long it takes until the arrivals after `now` are expected to have waited `price` item-hours in all.

    A poll then spares what it costs. At a steady rate r that is sqrt(2 price / r): the square-root law.
    """
    limit, waiting, waited = longest / _HOUR, 0.0, 0.0  # hours, items, item-hours
    for elapsed, span, arrivals in _pieces(rhythm, _hours(now)):
        if elapsed >= limit:
            return longest
        after = waited + (waiting + arrivals / 2) * span
        if after >= price:  # within this piece waited + waiting x + rate x x / 2 = price
            rate = arrivals / span
            length = (sqrt(waiting * waiting + 2 * rate * (price - waited)) - waiting) / rate
            return min(timedelta(hours=elapsed + length), longest)
        waiting, waited = waiting + arrivals, after
    raise AssertionError("the pieces never end")


def root_rate(rhythm: Rhythm, now: datetime) -> float:
    """The mean over a week of the square root of the rate (arrivals an hour): by it the budget is shared."""
    rates = _rates(rhythm, _hours(now))
    weekday, weekend = rates.days
    week = 5 * sqrt(weekday) + 2 * sqrt(weekend)
    return week * sum(sqrt(rates.scale * rates.weight(hour)) for hour in range(24)) / 168


def usual_week(rhythm: Rhythm, at: datetime) -> list[float]:
    """The arrivals to expect in each hour of any week (UTC, from Monday on), by what is known at `at`."""
    rates = _rates(rhythm, _hours(at))
    day = [rates.scale * rates.weight(hour) for hour in range(24)]
    workday, weekend = ([rate * weight for rate in day] for weight in rates.days)
    return workday * 5 + weekend * 2


def remembered(rhythm: Rhythm, at: datetime) -> tuple[float, float]:
    """The arrivals that the slower memory still counts at `at`, and how many a day they come to."""
    end = _hours(at)
    count = sum(rhythm.hours) * _faded(rhythm.at, end, _SHAPE)
    seen = _SHAPE * (1 - _faded(rhythm.began, max(end, rhythm.at), _SHAPE))
    return count, 24 * count / max(seen, 1.0)


def _started(moments: Sequence[float], end: float) -> Rhythm:
    pinned = int(len(moments) * _PINNED)
    began = moments[pinned] if moments else end
    # The item that marks the beginning is not counted: it tells since when we know, not how much came after.
    return _counted(Rhythm(began, began), moments[pinned + 1 :], end)


def _counted(rhythm: Rhythm, moments: Sequence[float], end: float) -> Rhythm:
    hours = [count * _faded(rhythm.at, end, _SHAPE) for count in rhythm.hours]
    weekend = rhythm.weekend * _faded(rhythm.at, end, _SHAPE)
    for moment in moments:
        weight = _faded(moment, end, _SHAPE)
        hours[int(moment) % 24] += weight
        weekend += weight * _is_weekend(int(moment))
    return Rhythm(
        began=rhythm.began,
        at=end,
        level=rhythm.level * _faded(rhythm.at, end, _LEVEL) + _weight(moments, end, _LEVEL),
        hours=tuple(round(count, 4) for count in hours),  # keeps the stored state short
        weekend=weekend,
        recent=rhythm.recent * _faded(rhythm.at, end, _FOLLOW) + _weight(moments, end, _FOLLOW),
    )


@dataclass(frozen=True, slots=True)
class _Rates:
    """The mean rate in any hour since 1970, as it is known at one moment."""

    scale: float
    counts: tuple[float, ...]  # by hour of the day, as counted
    fade: float  # of the counts until that moment
    days: tuple[float, float]  # weights of a weekday and of a day of the weekend

    def at(self, hour: int) -> float:
        return self.scale * self.weight(hour) * self.days[_is_weekend(hour)]

    def weight(self, hour: int) -> float:
        counts = self.counts
        own, beside = counts[hour % 24], counts[(hour - 1) % 24] + counts[(hour + 1) % 24]
        return self.fade * ((1 - 2 * _NEIGHBOUR) * own + _NEIGHBOUR * beside) + _PRIOR_HOUR


def _rates(rhythm: Rhythm, at: float) -> _Rates:
    imagined, in_hours = _PRIOR
    # hours, faded as the arrivals in them
    seen = _LEVEL * (1 - _faded(rhythm.began, max(at, rhythm.at), _LEVEL))
    level = (rhythm.level * _faded(rhythm.at, at, _LEVEL) + imagined) / (seen + in_hours)
    fade = _faded(rhythm.at, at, _SHAPE)
    weekend, total = rhythm.weekend * fade, sum(rhythm.hours) * fade
    days = ((total - weekend) / 5 + _PRIOR_DAY, weekend / 2 + _PRIOR_DAY)
    scale = level / (total / 24 + _PRIOR_HOUR) / ((days[0] * 5 + days[1] * 2) / 7)
    return _Rates(scale, rhythm.hours, fade, days)


def _pieces(rhythm: Rhythm, begin: float) -> Iterator[tuple[float, float, float]]:
    """From `begin` on without end: the time gone by, the length of a piece, the arrivals to expect in it."""
    rates = _rates(rhythm, begin)
    # Follow-ups still to come, over those that the mean rate has in it already.
    pull = _FOLLOW_UPS * (rhythm.recent * _faded(rhythm.at, begin, _FOLLOW) - rates.at(int(begin)) * _FOLLOW)
    start = begin
    while True:
        end, follow_ups = int(start) + 1.0, 0.0
        if pull > _NO_PULL:
            end = min(end, start + _STEP)
            follow_ups = pull * (1 - exp((start - end) / _FOLLOW))
        yield start - begin, end - start, rates.at(int(start)) * (end - start) + follow_ups
        pull -= follow_ups
        start = end


def _weight(moments: Sequence[float], end: float, decay: float) -> float:
    return sum(_faded(moment, end, decay) for moment in moments)


def _faded(since: float, at: float, decay: float) -> float:
    return exp(-max(0.0, at - since) / decay)  # never over 1, though a clock may be set back


def _is_weekend(hour: int) -> bool:
    return (hour // 24 + 3) % 7 >= 5  # 1970 began on a Thursday


def _hours(moment: datetime) -> float:
    return moment.timestamp() / 3600

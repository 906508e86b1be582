"""What was found over time: bars of days, weeks or months, each a link to itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WIDTH, HEIGHT = 720.0, 56.0  # in units of the drawing
_MOST_BARS = 62
_SHORTEST = timedelta(days=29)  # before the last day: a few bars by themselves say nothing of more or less
_STEPS = ((1, "day"), (7, "week"), (28, "4 weeks"), (91, "13 weeks"), (364, "52 weeks"))
_GAP = 0.18  # of a bar's place


@dataclass(frozen=True, slots=True)
class Bar:
    since: date
    until: date  # that day too
    count: int
    left: float  # where its place begins
    place: float  # how wide that is
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    bars: Sequence[Bar]
    step: str  # what a bar stands for
    most: int  # articles of the tallest


def histogram(
    moments: Sequence[datetime], zone: ZoneInfo, since: date | None, until: date | None
) -> Histogram | None:
    """Moments by the days of a zone, over the days that were asked for or all that have any; None: it is one day."""
    days = Counter(moment.astimezone(zone).date() for moment in moments)
    if not days and not (since and until):
        return None
    last = until or max(days)
    first = since or min(min(days, default=last), last - _SHORTEST)
    if last <= first:
        return None
    length = (last - first).days + 1
    step, name = next((one for one in _STEPS if length / one[0] <= _MOST_BARS), _STEPS[-1])
    # counted from the last day, so that it is the newest bar that is whole
    counts = Counter((last - day).days // step for day in days.elements() if first <= day <= last)
    bars = list(_bars(counts, first, last, step))
    return Histogram(bars, name, max(counts.values(), default=0))


def _bars(counts: Counter[int], first: date, last: date, step: int) -> Iterator[Bar]:
    number = -(-((last - first).days + 1) // step)
    place, most = WIDTH / number, max(counts.values(), default=1)
    for at in range(number):
        back = number - 1 - at
        until = last - timedelta(days=back * step)
        height = counts[back] / most * HEIGHT
        yield Bar(
            since=max(first, until - timedelta(days=step - 1)),
            until=until,
            count=counts[back],
            left=at * place,
            place=place,
            x=(at + _GAP / 2) * place,
            y=HEIGHT - height,
            width=place * (1 - _GAP),
            height=height,
        )

"""What was found over time: bars of days, weeks or months, each a link to itself."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from webui.search.asked import midnight

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
    ordered = sorted(moments)
    if not ordered and not (since and until):
        return None
    last = until or ordered[-1].astimezone(zone).date()
    earliest = ordered[0].astimezone(zone).date() if ordered else last
    first = since or min(earliest, last - _SHORTEST)
    if last <= first:
        return None
    length = (last - first).days + 1
    step, name = next((one for one in _STEPS if length / one[0] <= _MOST_BARS), _STEPS[-1])
    places = list(_places(first, last, step))
    counts = [_between(ordered, begin, end, zone) for begin, end in places]
    return Histogram(list(_bars(places, counts)), name, max(counts))


def _places(first: date, last: date, step: int) -> Iterator[tuple[date, date]]:
    """The first and the last day of each bar: counted from the last of all, so that it is the newest that is whole."""
    for back in range((last - first).days // step, -1, -1):
        until = last - timedelta(days=back * step)
        yield max(first, until - timedelta(days=step - 1)), until


def _between(ordered: Sequence[datetime], since: date, until: date, zone: ZoneInfo) -> int:
    """How many moments lie in these days, from midnight to midnight."""
    following = until + timedelta(days=1)
    return bisect_left(ordered, midnight(following, zone)) - bisect_left(ordered, midnight(since, zone))


def _bars(places: Sequence[tuple[date, date]], counts: Sequence[int]) -> Iterator[Bar]:
    place, most = WIDTH / len(places), max(*counts, 1)
    for at, ((since, until), count) in enumerate(zip(places, counts, strict=True)):
        height = count / most * HEIGHT
        yield Bar(
            since=since,
            until=until,
            count=count,
            left=at * place,
            place=place,
            x=(at + _GAP / 2) * place,
            y=HEIGHT - height,
            width=place * (1 - _GAP),
            height=height,
        )

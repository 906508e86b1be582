"""The last seven days of a topic or name as a drawing and as a table: numbers become places. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.stories.radar import Course, Point

HEIGHT = 100  # units of the drawing; one unit across is an hour
_HEADROOM = 1.08
_LEAST = 4  # reports that the drawing has room for


@dataclass(frozen=True, slots=True)
class DayMark:
    """A midnight of the reader's zone."""

    at: datetime
    x: int
    percent: float  # of the whole width


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the reader's zone in figures."""

    midnight: datetime
    reports: int
    usual: float
    peak: Point  # the most unusual six hours that end on it


@dataclass(frozen=True, slots=True)
class Chart:
    """Each of the lines is a list of places, as SVG writes them."""

    width: int
    top: int  # reports at the upper edge
    band: str  # empty where it is not known what is normal
    usual: str
    reports: str
    area: str
    spikes: tuple[tuple[float, float], ...]  # where they begin, and how wide they are
    days: tuple[DayMark, ...]
    rows: tuple[DayRow, ...]  # the latest first


def chart(course: Course, zone: ZoneInfo) -> Chart:
    """The drawing of a course; days are those of the reader's zone."""
    points = course.points
    highest = max(max(point.reports, point.high if course.is_known else 0) for point in points)
    top = max(highest, _LEAST)
    reports = _line(((place, point.reports) for place, point in enumerate(points)), top)
    low = _line(((place, point.low) for place, point in enumerate(points)), top)
    high = _line(((place, point.high) for place, point in enumerate(points)), top)
    usual = _line(((place, point.usual) for place, point in enumerate(points)), top)
    width = len(points) - 1
    return Chart(
        width=width,
        top=top,
        band=" ".join([*high, *reversed(low)]) if course.is_known else "",
        usual=" ".join(usual) if course.is_known else "",
        reports=" ".join(reports),
        area=" ".join([f"0,{HEIGHT}", *reports, f"{width},{HEIGHT}"]),
        spikes=tuple(_spans(course)),
        days=tuple(_midnights(points, zone, width)),
        rows=tuple(_rows(points, zone)),
    )


def _line(values: Iterable[tuple[int, float]], top: int) -> list[str]:
    return [f"{x},{round(HEIGHT - HEIGHT * value / (top * _HEADROOM), 2):g}" for x, value in values]


def _spans(course: Course) -> Iterator[tuple[float, float]]:
    """Where the line is beyond normal: six hours are drawn where they end, and so lag behind the spike."""
    ends = [point.end for point in course.points]
    for spike in course.spikes:
        inside = [place for place, end in enumerate(ends) if spike.begin < end <= spike.end]
        yield inside[0] - 0.5, max(inside[-1] - inside[0], 1) + 1.0


def _midnights(points: Sequence[Point], zone: ZoneInfo, width: int) -> Iterator[DayMark]:
    for place, point in enumerate(points):
        local = point.end.astimezone(zone)
        if local.hour == 0 and 0 < place < width:
            yield DayMark(local, place, round(100 * place / width, 2))


def _rows(points: Sequence[Point], zone: ZoneInfo) -> Iterator[DayRow]:
    """The days from today back; the first of the seven is there in part."""
    for _, of_day in groupby(reversed(points), key=lambda point: point.start.astimezone(zone).date()):
        mine = list(of_day)
        first = mine[-1].start.astimezone(zone)
        yield DayRow(
            midnight=first,
            reports=sum(point.brought for point in mine),
            usual=sum(point.expected for point in mine),
            peak=min(mine, key=lambda point: (point.chance, -point.reports)),
        )

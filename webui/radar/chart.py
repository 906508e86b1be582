"""The last seven days of a topic or name as a drawing and as a table. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from monitor.stories.radar import Course, Point
from webui.charts.line import Band, Line, Mark, key, line


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the reader's zone in figures."""

    midnight: datetime
    reports: int
    usual: float
    peak: Point  # the most unusual six hours that end on it


@dataclass(frozen=True, slots=True)
class Chart:
    drawing: Markup
    key: Markup
    rows: tuple[DayRow, ...]  # the latest first


def chart(name: str, course: Course, zone: ZoneInfo) -> Chart:
    """The drawing of a course, which is that of `name`; days are those of the reader's zone."""
    points, known = course.points, course.is_known
    most = max(point.reports for point in points)
    spikes = f"; {len(course.spikes)} {'spike' if len(course.spikes) == 1 else 'spikes'}" if known else ""
    drawn = Line(
        label=f"{name}, last 7 days: at most {most} reports in six hours{spikes}. The table has the figures.",
        values=[point.reports for point in points],
        bands=[Band(point.usual, point.low, point.high) for point in points] if known else (),
        spikes=tuple(_spans(course)),
        marks=tuple(_midnights(points, zone)),
    )
    return Chart(line(drawn), _key(course), tuple(_rows(points, zone)))


def _key(course: Course) -> Markup:
    meanings = [("chart-line", "reports")]
    if course.is_known:
        meanings += [("chart-usual", "usual"), ("chart-band", "normal: nine of ten such hours")]
    if course.spikes:
        meanings.append(("chart-spike", "spike"))
    return key(meanings)


def _spans(course: Course) -> Iterator[tuple[float, float]]:
    """Where the line is beyond normal: six hours are drawn where they end, and so lag behind the spike."""
    ends = [point.end for point in course.points]
    for spike in course.spikes:
        inside = [place for place, end in enumerate(ends) if spike.begin < end <= spike.end]
        yield inside[0] - 0.5, max(inside[-1] - inside[0], 1) + 1.0


def _midnights(points: Sequence[Point], zone: ZoneInfo) -> Iterator[Mark]:
    for place, point in enumerate(points):
        local = point.end.astimezone(zone)
        if local.hour == 0 and 0 < place < len(points) - 1:
            yield Mark(place, f"{local:%a} {local.day}")


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

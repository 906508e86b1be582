"""How much was reported of each topic, against what is normal. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.model import Topic
from monitor.stories.normal import Normal, normals
from webui.addresses import url_for
from webui.charts.line import Band, Line, Mark, Stop, highest, key, line
from webui.charts.scale import top_of
from webui.display import count
from webui.numbers.period import Period, Step, list_args
from webui.numbers.section import Panel, Section
from webui.numbers.table import Cell, Column, Table

_NAMES = 5  # below a drawing, at most: more would touch on a phone
_LEAST = 7  # days or weeks that are drawn, though there be no records of the first of them


@dataclass(frozen=True, slots=True)
class _Course:
    topic: Topic
    counts: Sequence[int]  # one a step
    normals: Sequence[Normal | None]


def volume(
    topics: Sequence[Topic],
    texts: Mapping[str, list[datetime]],
    recorded_since: datetime,
    period: Period,
) -> Section:
    """The volume of each topic, by the moments at which texts with it first appeared."""
    known = period.known(recorded_since)
    steps = period.steps()[_unrecorded(known, period) :]
    courses = [
        _course(topic, period.counts(texts.get(topic.slug, [])), known, steps, period) for topic in topics
    ]
    drawn = [_line(course, steps) for course in courses]
    top = top_of(max((highest(one) for one in drawn), default=0))
    return Section(
        slug="volume",
        title="Volume by topic",
        about=f"Reports a {_step(period)}; a text that several outlets carry counts once, on the day of the first."
        " Normal is learnt from the eight weeks before: nine of ten ordinary ones lie in the band."
        f" The {_step(period)} of today is not over yet."
        f"{' What was before the desk began is left out.' if len(steps) < len(period.steps()) else ''}",
        panels=[_panel(course, one, top, period) for course, one in zip(courses, drawn, strict=True)],
        key=key([("chart-line", "reports"), ("chart-usual", "usual"), ("chart-band", "normal"),
                 ("chart-so-far", "so far")]),
        table=_table(courses, steps, period),
        nothing="There are no topics yet. Run wiredesk config apply to bring them in.",
    )  # fmt: skip


def _unrecorded(known: int, period: Period) -> int:
    """How many steps at the beginning of the period have no records: drawn, they would look like silence."""
    return max(0, min(known - 1 - period.learnt(), len(period.steps()) - _LEAST))


def _course(
    topic: Topic, counts: Sequence[int], known: int, steps: Sequence[Step], period: Period
) -> _Course:
    return _Course(topic, counts[-len(steps) :], normals(counts, period.a_week, len(steps), known))


def _line(course: _Course, steps: Sequence[Step]) -> Line:
    stops = [
        Stop(f"{step.name}: {_words(reports, normal)}", _list(step, course.topic))
        for step, reports, normal in zip(steps, course.counts, course.normals, strict=True)
    ]
    # Of today only a part is gone: to hold it against a whole day would tell of a lull each morning.
    bands = [Band(one.usual, one.low, one.high) if one else None for one in course.normals[:-1]]
    apart = -(-len(steps) // _NAMES)
    return Line(
        label=f"{course.topic.name}: {count(sum(course.counts))} reports, at most {max(course.counts)} at a time."
        " The table has the figures.",
        values=course.counts,
        bands=[*bands, None],
        marks=[Mark(place, f"{steps[place].first.day} {steps[place].first:%b}")
               for place in range(len(steps) - 1, -1, -apart)][::-1],
        stops=stops,
        is_partial=True,
    )  # fmt: skip


def _panel(course: _Course, drawn: Line, top: int, period: Period) -> Panel:
    whole = zip(course.counts[:-1], course.normals[:-1], strict=True)
    known = [(reports, normal) for reports, normal in whole if normal]
    above = sum(reports > normal.high for reports, normal in known)
    below = sum(reports < normal.low for reports, normal in known)
    state = f"{_times(above, period)} above normal, {below} below" if known else "normal is not known yet"
    return Panel(
        line(replace(drawn, top=top)),
        course.topic.name,
        url_for("radar.index", _anchor=f"topic-{course.topic.slug}"),
        course.topic.slug,
        f"{count(sum(course.counts))} reports; {state}",
    )


def _table(courses: Sequence[_Course], steps: Sequence[Step], period: Period) -> Table:
    values = ("reports", "usual", "normal from", "normal to")
    columns = [Column(_step(period).capitalize(), ("from", "to"), is_number=False)]
    columns += [Column(course.topic.name, values) for course in courses]
    rows = [
        [Cell(step.name, (step.first.isoformat(), step.last.isoformat())), *_cells(courses, place, step)]
        for place, step in reversed(list(enumerate(steps)))
    ]
    return Table(f"Reports by topic and {_step(period)}", columns, rows)


def _cells(courses: Sequence[_Course], place: int, step: Step) -> list[Cell]:
    found = []
    for course in courses:
        reports, normal = course.counts[place], course.normals[place]
        values = (round(normal.usual, 1), normal.low, normal.high) if normal else ("", "", "")
        note = f"normal {normal.low}–{normal.high}" if normal else ""
        found.append(Cell(count(reports), (reports, *values), _list(step, course.topic), note))
    return found


def _words(reports: int, normal: Normal | None) -> str:
    found = f"{count(reports)} {'report' if reports == 1 else 'reports'}"
    return f"{found}; usual {normal.usual:.1f}, normal {normal.low} to {normal.high}" if normal else found


def _list(step: Step, topic: Topic) -> str:
    return url_for("numbers.articles", **list_args(step, topic=topic.slug))


def _times(number: int, period: Period) -> str:
    return f"{number} {_step(period)}{'' if number == 1 else 's'}"


def _step(period: Period) -> str:
    return "day" if period.a_week > 1 else "week"

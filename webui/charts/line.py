"""Counts over time as a line, where wanted before the band of what is normal. Pure.

The lines are stretched over the whole width, the letters are not: a chart reads as well on a phone as on a wall.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import itemgetter

from markupsafe import Markup

from webui.charts.scale import top_of
from webui.charts.svg import element, joined, percent

_HEIGHT = 100  # units of the stretched part; one across is the way from one value to the next
PLOT, ABOVE, BELOW = 132, 14, 20  # pixels: of the lines, and of letters above and below them
_EDGE = 0.06  # of the width: a name so near to an end would stick out of it
_CLOSE = 0.2  # of the width: on a phone, names so near to each other would touch


@dataclass(frozen=True, slots=True)
class Band:
    """What is normal for one value."""

    usual: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A name below the line."""

    place: float  # counted in values
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """What a value says when it is pointed at, and where it leads."""

    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    label: str  # the drawing in words
    values: Sequence[float]  # at least two
    bands: Sequence[Band | None] = ()  # one a value, None where it is not known; or none at all
    spikes: Sequence[tuple[float, float]] = ()  # where they begin and how wide they are, in values
    marks: Sequence[Mark] = ()
    stops: Sequence[Stop] = ()  # one a value, or none
    top: int | None = None  # of the scale, where several drawings share one
    is_partial: bool = False  # the last value is not whole yet


def line(drawn: Line) -> Markup:
    """The drawing, with a scale at its left side."""
    top = drawn.top or top_of(highest(drawn))
    last = len(drawn.values) - 1
    inner = [
        *_spikes(drawn),
        *(
            element("line", class_="chart-mark", x1=m.place, x2=m.place, y1=0, y2=_HEIGHT)
            for m in drawn.marks
        ),
        *_bands(drawn.bands, top),
        *_values(drawn, top),
        *_stops(drawn),
    ]
    stretched = element(
        "svg", *inner, viewBox=f"0 0 {last} {_HEIGHT}", preserveAspectRatio="none",
        y=ABOVE, width="100%", height=PLOT,
    )  # fmt: skip
    around = [
        *_grid(),
        stretched,
        *_scale(top),
        *_dot(drawn, top),
        *mark_names((mark, mark.place / last) for mark in drawn.marks),
    ]
    role = "group" if any(stop.href for stop in drawn.stops) else "img"
    return element(
        "svg", *around, class_="chart", height=ABOVE + PLOT + BELOW, role=role, aria_label=drawn.label
    )


def highest(drawn: Line) -> float:
    """The greatest value that the drawing has to hold."""
    return max([*drawn.values, *(band.high for band in drawn.bands if band)], default=0)


def _spikes(drawn: Line) -> Iterator[Markup]:
    for begin, width in drawn.spikes:
        yield element("rect", class_="chart-spike", x=begin, y=0, width=width, height=_HEIGHT)


def _bands(bands: Sequence[Band | None], top: int) -> Iterator[Markup]:
    """A band, and its middle, for each run of values for which it is known."""
    for known, run in groupby(enumerate(bands), key=lambda one: one[1] is not None):
        if not known:
            continue
        found = [(place, band) for place, band in run if band is not None]
        low = _points(((place, band.low) for place, band in found), top)
        high = _points(((place, band.high) for place, band in found), top)
        usual = _points(((place, band.usual) for place, band in found), top)
        yield element("polygon", class_="chart-band", points=" ".join([*high, *reversed(low)]))
        yield element("polyline", class_="chart-usual", points=" ".join(usual))


def _values(drawn: Line, top: int) -> Iterator[Markup]:
    points, last = _points(enumerate(drawn.values), top), len(drawn.values) - 1
    area = " ".join([f"0,{_HEIGHT}", *points, f"{last},{_HEIGHT}"])
    yield element("polygon", class_="chart-area", points=area)
    if drawn.is_partial:
        yield element("polyline", class_="chart-line", points=" ".join(points[:-1]))
        yield element("polyline", class_="chart-line chart-partial", points=" ".join(points[-2:]))
    else:
        yield element("polyline", class_="chart-line", points=" ".join(points))


def _stops(drawn: Line) -> Iterator[Markup]:
    """Places to point at. The table leads to the same pages, so that the keyboard may pass by them."""
    for place, stop in enumerate(drawn.stops):
        box = element("rect", class_="chart-stop", x=place - 0.5, y=0, width=1, height=_HEIGHT)
        title = element("title", stop.title)
        if stop.href:
            yield element("a", title, box, href=stop.href, tabindex="-1", aria_hidden="true")
        else:
            yield element("g", title, box)


def _points(values: Iterable[tuple[int, float]], top: int) -> list[str]:
    return [f"{x},{round(_HEIGHT - _HEIGHT * value / top, 2):g}" for x, value in values]


def _grid() -> Iterator[Markup]:
    for share, name in ((0.0, "chart-ground"), (0.5, "chart-grid"), (1.0, "chart-grid")):
        y = ABOVE + PLOT * (1 - share)
        yield element("line", class_=name, x1=0, x2="100%", y1=y, y2=y)


def _scale(top: int) -> Iterator[Markup]:
    for share in (0.5, 1.0):
        y = ABOVE + PLOT * (1 - share) - 3
        yield element("text", f"{top * share:g}", class_="chart-scale", x=0, y=y)


def _dot(drawn: Line, top: int) -> Iterator[Markup]:
    if drawn.is_partial:
        y = ABOVE + PLOT * (1 - drawn.values[-1] / top)
        yield element("circle", class_="chart-so-far", cx="100%", cy=y, r=3.5)


def mark_names(marks: Iterable[tuple[Mark, float]]) -> list[Markup]:
    """The names of marks below a drawing, at these parts of its width, and never beyond it.

    Those that are left out where it is narrow have a class of their own; the rightmost is never.
    """
    names: list[Markup] = []
    following = inf
    for mark, place in sorted(marks, key=itemgetter(1), reverse=True):
        is_close = following - place < _CLOSE
        names.append(_mark_name(mark, place, "chart-name chart-name-close" if is_close else "chart-name"))
        following = following if is_close else place
    return names[::-1]


def _mark_name(mark: Mark, place: float, name: str) -> Markup:
    anchor = "start" if place < _EDGE else "end" if place > 1 - _EDGE else "middle"
    y = ABOVE + PLOT + 15
    return element("text", mark.text, class_=name, x=percent(place), y=y, text_anchor=anchor)


def key(entries: Sequence[tuple[str, str]]) -> Markup:
    """What the parts of a drawing mean: pairs of a class of charts.css and words."""
    items = [
        element("li", element("svg", _sample(name), viewBox="0 0 20 10", aria_hidden="true"), words)
        for name, words in entries
    ]
    return element("ul", joined(items), class_="chart-key")


def _sample(name: str) -> Markup:
    if name in {"chart-band", "chart-spike", "chart-box"}:
        return element("rect", class_=name, width=20, height=10)
    if name.startswith("chart-dot") or name == "chart-so-far":
        return element("circle", class_=name, cx=10, cy=5, r=3.5)
    return element("line", class_=name, x1=0, x2=20, y1=5, y2=5)

"""How values of several things are spread: median, middle half and eight of ten. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webui.charts.scale import on_log
from webui.charts.svg import element, percent

_TALL, _MIDDLE = 22, 11  # pixels


@dataclass(frozen=True, slots=True)
class Spread:
    """Quantiles, the least first."""

    tenth: float
    quarter: float
    median: float
    three_quarters: float
    nine_tenths: float


@dataclass(frozen=True, slots=True)
class Span:
    name: str
    spread: Spread
    text: str  # the median as it is read
    title: str
    href: str = ""


def spans(rows: Sequence[Span], ticks: Sequence[tuple[float, str]]) -> Markup:
    """A list of spreads on one logarithmic scale that goes from the first tick to the last; ticks are above zero."""
    least, most = ticks[0][0], ticks[-1][0]
    places = [on_log(value, least, most) for value, _ in ticks]
    names = [
        element("text", text, class_="chart-name", x=percent(place), y=12, text_anchor=_anchor(place))
        for place, (_, text) in zip(places, ticks, strict=True)
    ]
    axis = element("svg", *names, class_="chart-bar chart-axis", height=16)
    head = element("li", element("span", element("span", ""), axis, element("span", "")), aria_hidden="true")
    return element(
        "ol", head, *(_row(row, places, least, most) for row in rows), class_="chart-bars chart-spans"
    )


def _row(row: Span, places: Sequence[float], least: float, most: float) -> Markup:
    drawn = element(
        "svg", *_drawn(row.spread, places, least, most),
        class_="chart-bar", height=_TALL, aria_hidden="true",
    )  # fmt: skip
    inner = (
        element("span", row.name, class_="chart-bar-name", dir="auto"), " ", drawn, " ",
        element("span", row.text, class_="chart-number"),
    )  # fmt: skip
    if row.href:
        return element("li", element("a", *inner, href=row.href, title=row.title))
    return element("li", element("span", *inner, title=row.title))


def _drawn(spread: Spread, places: Sequence[float], least: float, most: float) -> Iterator[Markup]:
    for place in places:
        yield element("line", class_="chart-grid", x1=percent(place), x2=percent(place), y1=0, y2=_TALL)
    low, begin, middle, end, high = (
        on_log(value, least, most)
        for value in (spread.tenth, spread.quarter, spread.median, spread.three_quarters, spread.nine_tenths)
    )
    yield element("line", class_="chart-reach", x1=percent(low), x2=percent(high), y1=_MIDDLE, y2=_MIDDLE)
    yield element(
        "rect", class_="chart-box", x=percent(begin), y=5, width=percent(max(end - begin, 0.004)), height=12
    )
    yield element("circle", class_="chart-dot", cx=percent(middle), cy=_MIDDLE, r=4)


def _anchor(place: float) -> str:
    return "start" if place == 0 else "end" if place == 1 else "middle"

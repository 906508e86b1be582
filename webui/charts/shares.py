"""Shares over time, each as a dot on the line of what it may truly be. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from monitor.topics.intervals import Share
from webui.charts.line import ABOVE, BELOW, PLOT, Mark, mark_names
from webui.charts.svg import element, percent

_APART = 0.16  # of a place: how far the dots of two series stand from its middle


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    shares: Sequence[Share | None]  # one a place
    titles: Sequence[str]


def shares(label: str, series: Sequence[Series], marks: Sequence[Mark]) -> Markup:
    """The drawing, from 0 to 100 %. The second series is drawn with squares."""
    places = len(series[0].shares)
    inner = [*_grid()]
    for number, one in enumerate(series):
        apart = (number - (len(series) - 1) / 2) * 2 * _APART
        for place, share in enumerate(one.shares):
            if share is not None:
                inner.append(_share(share, one.titles[place], (place + 0.5 + apart) / places, number))
    inner += mark_names((mark, (mark.place + 0.5) / places) for mark in marks)
    return element("svg", *inner, class_="chart", height=ABOVE + PLOT + BELOW, role="img", aria_label=label)


def _grid() -> Iterator[Markup]:
    for share, name in ((0.0, "chart-ground"), (0.5, "chart-grid"), (1.0, "chart-grid")):
        y = _y(share)
        yield element("line", class_=name, x1=0, x2="100%", y1=y, y2=y)
        if share:
            yield element("text", f"{share:.0%}", class_="chart-scale", x=0, y=y - 3)


def _share(share: Share, title: str, place: float, number: int) -> Markup:
    x, name = percent(place), f"chart-dot chart-dot-{number + 1}"
    reach = element("line", class_="chart-interval", x1=x, x2=x, y1=_y(share.high), y2=_y(share.low))
    dot = (
        element("svg", element("rect", class_=name, x=-3.5, y=-3.5, width=7, height=7), x=x, y=_y(share.value),
                overflow="visible")
        if number
        else element("circle", class_=name, cx=x, cy=_y(share.value), r=4)
    )  # fmt: skip
    return element("g", element("title", title), reach, dot)


def _y(share: float) -> float:
    return ABOVE + PLOT * (1 - share)

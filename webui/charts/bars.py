"""Counts of several things as bars beside their names. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webui.charts.svg import element, percent


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    value: int
    text: str  # the value as it is read
    href: str = ""
    title: str = ""


def bars(rows: Sequence[Bar], most: int | None = None) -> Markup:
    """A list of bars, the longest as wide as there is room; `most` where several lists share a scale."""
    longest = most or max((row.value for row in rows), default=0) or 1
    return element("ol", *(_row(row, longest) for row in rows), class_="chart-bars")


def _row(row: Bar, longest: int) -> Markup:
    name = element("span", row.name, class_="chart-bar-name", dir="auto", title=row.name)
    drawn = element(
        "svg",
        element("rect", class_="chart-fill", width=percent(row.value / longest), height="100%"),
        class_="chart-bar", aria_hidden="true",
    )  # fmt: skip
    number = element("span", row.text, class_="chart-number")
    title = row.title or None
    if row.href:
        return element("li", element("a", name, " ", drawn, " ", number, href=row.href, title=title))
    return element("li", element("span", name, " ", drawn, " ", number, title=title))

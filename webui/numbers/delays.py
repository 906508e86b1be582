"""How long after its publication an article was here, by feed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from statistics import median, quantiles

from monitor.feeds.health import span
from webui.addresses import url_for
from webui.charts.line import key
from webui.charts.spans import Span, Spread, spans
from webui.display import count
from webui.numbers.period import Period
from webui.numbers.section import Panel, Section
from webui.numbers.table import Cell, Column, Table

LEAST = 5  # articles: of fewer no quantile is told
_DRAWN = 20  # feeds
_MINUTE = 60.0
_TICKS = (
    (_MINUTE, "1 min"), (10 * _MINUTE, "10 min"), (60 * _MINUTE, "1 h"), (360 * _MINUTE, "6 h"),
    (1440 * _MINUTE, "1 day"), (10080 * _MINUTE, "1 week"),
)  # fmt: skip
_QUANTILES = (
    "a tenth within",
    "a quarter within",
    "half within",
    "three quarters within",
    "nine tenths within",
)


def spread(seconds: Sequence[float]) -> Spread:
    """The quantiles of at least two delays, by linear interpolation between them."""
    twentieths = quantiles(seconds, n=20, method="inclusive")
    return Spread(twentieths[1], twentieths[4], median(seconds), twentieths[14], twentieths[17])


def delays(found: Mapping[int, Sequence[float]], names: Mapping[int, str], period: Period) -> Section:
    """The delays, in seconds, of each feed that was first to bring LEAST dated articles, the quickest first."""
    known = {feed: spread(mine) for feed, mine in found.items() if len(mine) >= LEAST}
    ordered = sorted(known, key=lambda feed: (known[feed].median, names[feed]))
    rows = [_span(names[feed], known[feed], len(found[feed]), feed) for feed in ordered[:_DRAWN]]
    more = len(ordered) - len(rows)
    return Section(
        slug="delays",
        title="From publication to here",
        about="How long after the time that the publisher gives an article was on the desk, by the feed that was first"
        f" to bring it; feeds with {LEAST} such articles or more. What a feed's first poll found is left out, and dates"
        f" of the future count as no delay.{f' {count(more)} slower feeds stand in the table.' if more else ''}",
        panels=[Panel(spans(rows, _TICKS))] if rows else [],
        key=key([("chart-dot", "median"), ("chart-box", "middle half"), ("chart-reach", "eight of ten")]),
        table=_table(known, ordered, found, names, period),
        nothing="No feed has brought enough dated articles in this time."
        " Delays are known some hours after a feed begins.",
        is_wide=True,
    )


def _span(name: str, one: Spread, measured: int, feed: int) -> Span:
    title = (
        f"{name}: half within {_words(one.median)}, a quarter within {_words(one.quarter)},"
        f" three quarters within {_words(one.three_quarters)}; {count(measured)} articles"
    )
    return Span(name, one, _words(one.median), title, url_for("feeds.show", feed_id=feed))


def _table(
    known: Mapping[int, Spread],
    ordered: Sequence[int],
    found: Mapping[int, Sequence[float]],
    names: Mapping[int, str],
    period: Period,
) -> Table:
    columns = [Column("Feed", is_number=False), Column("Measured")]
    columns += [Column(name.capitalize(), ("(seconds)",)) for name in _QUANTILES]
    rows = []
    for feed in ordered:
        one, measured = known[feed], len(found[feed])
        articles = url_for("numbers.articles", **period.args(feed=feed))
        rows.append([
            Cell(names[feed], (names[feed],), url_for("feeds.show", feed_id=feed)),
            Cell(count(measured), (measured,), articles),
            *(Cell(_words(value), (round(value),)) for value in
              (one.tenth, one.quarter, one.median, one.three_quarters, one.nine_tenths)),
        ])  # fmt: skip
    return Table("Delay by feed", columns, rows)


def _words(seconds: float) -> str:
    return "under 1 min" if seconds < _MINUTE else span(timedelta(seconds=seconds))

"""How right each topic's matches are known to be, week by week. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from monitor.model import Topic
from monitor.topics.intervals import Share
from monitor.topics.measuring.known_quality import KnownQuality, WeeksQuality
from webui.addresses import url_for
from webui.charts.line import Mark, key
from webui.charts.shares import Series, shares
from webui.display import count
from webui.numbers.period import Period
from webui.numbers.section import Panel, Section
from webui.numbers.table import Cell, Column, Table, Value

_NAMES = 5  # of weeks below a drawing
_LEAST = 4  # weeks: fewer make no course


def quality(topics: Sequence[Topic], known: Mapping[str, KnownQuality], period: Period) -> Section:
    """Precision and recall of each topic in the weeks of the period from the first of which something is known."""
    told = {week.monday for one in known.values() for week in one.weeks}
    weeks = [monday for monday in mondays(period)[:-_LEAST] if told and monday >= min(told)]
    weeks += mondays(period)[-_LEAST:]
    panels = [_panel(topic, known[topic.slug], weeks) for topic in topics if known[topic.slug].weeks]
    return Section(
        slug="quality",
        title="Precision and recall",
        about="Precision is the part of the matches that people called right; they choose which they judge."
        " Recall comes from the weekly blind sample. Lines reach over what holds the truth 95 times in 100.",
        panels=panels,
        key=key([("chart-dot chart-dot-1", "precision"), ("chart-dot-2", "recall")]),
        table=_table(topics, known, weeks),
        nothing="Nothing is known yet. Say right or wrong on articles, and read the blind sample of a topic.",
    )


def mondays(period: Period) -> list[date]:
    """The weeks that the period touches, by their Mondays, the earliest first; at least the last four."""
    this = period.today - timedelta(days=period.today.weekday())
    number = max(_LEAST, (this - period.first).days // 7 + 1)
    return [this - timedelta(weeks=back) for back in reversed(range(number))]


def _panel(topic: Topic, known: KnownQuality, weeks: Sequence[date]) -> Panel:
    by_week = {week.monday: week for week in known.weeks}
    found = [by_week.get(monday) for monday in weeks]
    apart = -(-len(weeks) // _NAMES)
    drawn = shares(
        f"{topic.name}: {_all(known)}. The table has the figures.",
        [
            _series("Precision", weeks, [week.precision if week else None for week in found], "judged"),
            _series("Recall", weeks, [week.recall if week else None for week in found], "read"),
        ],
        [Mark(place, f"{weeks[place].day} {weeks[place]:%b}") for place in range(len(weeks) - 1, -1, -apart)],
    )
    return Panel(drawn, topic.name, _address(topic), topic.slug, _all(known))


def _series(name: str, weeks: Sequence[date], found: Sequence[Share | None], of: str) -> Series:
    titles = [
        f"{name}, week of {monday.day} {monday:%b}: {_words(share)}, {count(share.items) if share else 0} {of}"
        for monday, share in zip(weeks, found, strict=True)
    ]
    return Series(name, found, titles)


def _table(topics: Sequence[Topic], known: Mapping[str, KnownQuality], weeks: Sequence[date]) -> Table:
    values = ("", "from", "to", "items")
    columns = [Column("Week of", is_number=False)]
    for topic in topics:
        columns += [Column(f"{topic.name}: precision", values), Column(f"{topic.name}: recall", values)]
    rows = []
    for monday in reversed(weeks):
        row = [Cell(f"{monday.day} {monday:%b}", (monday.isoformat(),))]
        for topic in topics:
            week = next((one for one in known[topic.slug].weeks if one.monday == monday), None)
            row += [_cell(share, topic) for share in _both(week)]
        rows.append(row)
    return Table("Precision and recall by week", columns, rows)


def _both(week: WeeksQuality | None) -> tuple[Share | None, Share | None]:
    return (week.precision, week.recall) if week else (None, None)


def _cell(share: Share | None, topic: Topic) -> Cell:
    if share is None:
        return Cell("–", ("", "", "", ""))
    values: tuple[Value, ...] = (
        round(share.value, 3),
        round(share.low, 3),
        round(share.high, 3),
        share.items,
    )
    return Cell(
        _words(share), values, _address(topic), f"{share.low:.0%}–{share.high:.0%} of {count(share.items)}"
    )


def _all(known: KnownQuality) -> str:
    return f"precision {_words(known.precision)}, recall {_words(known.recall)}"


def _words(share: Share | None) -> str:
    return f"{share.value:.0%}" if share else "not known"


def _address(topic: Topic) -> str:
    return url_for("quality.show", slug=topic.slug)

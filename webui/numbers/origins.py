"""From which outlets and in which languages topics were reported. Pure."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from monitor.languages import language_name
from monitor.model import Topic
from webui.addresses import url_for
from webui.charts.bars import Bar, bars
from webui.display import count
from webui.numbers.period import Period
from webui.numbers.section import Panel, Section
from webui.numbers.table import Cell, Column, Table

_DRAWN = 8  # outlets of a topic, and languages
_UNKNOWN = "not known"

Counts = Mapping[str, int]  # articles by topic; in all under ""


def outlets(
    topics: Sequence[Topic], found: Mapping[int, Counts], names: Mapping[int, str], period: Period
) -> Section:
    """The outlets of each topic; `names` are those of the feeds."""
    most = max((number for counts in found.values() for slug, number in counts.items() if slug), default=0)
    panels = [_panel(topic, found, names, most, period) for topic in topics]
    ordered = sorted(found, key=lambda one: (-found[one].get("", 0), names[one]))
    rows = [
        [
            Cell(names[feed], (names[feed],), url_for("feeds.show", feed_id=feed)),
            *_cells(topics, found[feed], period, feed=feed),
        ]
        for feed in ordered
    ]
    return Section(
        slug="outlets",
        title="Outlets by topic",
        about="Articles that outlets carried, whoever was first to bring them. A bar leads to its articles.",
        panels=panels if most else [],
        key=Markup(),
        table=Table("Articles by outlet and topic", _columns("Outlet", topics), rows),
        nothing="No article of this time carries a topic yet. A longer time may have some.",
    )


def languages(topics: Sequence[Topic], found: Mapping[str, Counts], period: Period) -> Section:
    """The languages of each topic beside those of all that came in."""
    ordered = sorted(found, key=lambda one: (-found[one].get("", 0), one))
    panels = [Panel(_languages("", found, ordered, period), "All articles")]
    panels += [
        Panel(_languages(topic.slug, found, ordered, period), topic.name, topic=topic.slug)
        for topic in topics
    ]
    rows = [
        [Cell(_name(code), (code or _UNKNOWN,)), *_cells(topics, found[code], period, language=code)]
        for code in ordered
    ]
    return Section(
        slug="languages",
        title="Languages",
        about="Articles by the language they are written in; each panel on a scale of its own.",
        panels=panels if ordered else [],
        key=Markup(),
        table=Table("Articles by language and topic", _columns("Language", topics), rows),
        nothing="No article is of this time yet.",
    )


def _panel(
    topic: Topic, found: Mapping[int, Counts], names: Mapping[int, str], most: int, period: Period
) -> Panel:
    mine = sorted(
        ((counts.get(topic.slug, 0), feed) for feed, counts in found.items()),
        key=lambda one: (-one[0], one[1]),
    )
    carrying = [(number, feed) for number, feed in mine if number]
    rows = [
        Bar(names[feed], number, count(number), _list(period, topic.slug, feed=feed), title=_articles(number))
        for number, feed in carrying[:_DRAWN]
    ]
    rest = len(carrying) - len(rows)
    summary = f"{count(len(carrying))} {'outlet' if len(carrying) == 1 else 'outlets'}"
    if rest:
        summary += f"; {count(rest)} more in the table"
    return Panel(bars(rows, most), topic.name, topic=topic.slug, summary=summary)


def _languages(slug: str, found: Mapping[str, Counts], ordered: Sequence[str], period: Period) -> Markup:
    mine = sorted(ordered, key=lambda code: -found[code].get(slug, 0))
    return bars(
        [
            Bar(_name(code), number, count(number), _list(period, slug, language=code) if code else "",
                title=_articles(number))
            for code in mine[:_DRAWN]
            if (number := found[code].get(slug, 0))
        ]
    )  # fmt: skip


def _cells(topics: Sequence[Topic], counts: Counts, period: Period, **origin: object) -> list[Cell]:
    cells = []
    for slug in ("", *(topic.slug for topic in topics)):
        number = counts.get(slug, 0)
        address = _list(period, slug, **origin) if number and all(origin.values()) else ""
        cells.append(Cell(count(number), (number,), address))
    return cells


def _columns(first: str, topics: Sequence[Topic]) -> list[Column]:
    return [Column(first, is_number=False), Column("All articles"), *(Column(topic.name) for topic in topics)]


def _list(period: Period, slug: str, **origin: object) -> str:
    return url_for("numbers.articles", **period.args(topic=slug, **origin))


def _name(code: str) -> str:
    return language_name(code) if code else _UNKNOWN


def _articles(number: int) -> str:
    return f"{count(number)} {'article' if number == 1 else 'articles'}"

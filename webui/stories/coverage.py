"""Who covers a story: its reports by outlet, by language and by country. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.languages import language_name
from monitor.store.stories.places import Covering
from webui.display import country_name

WIDTH = 100  # units of the drawing: of the longest bar


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    reports: int
    copies: int  # among the reports
    feed_id: int | None  # None: it is no outlet's
    own_width: float
    width: float  # copies among it


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    bars: tuple[Bar, ...]


def tables(found: Sequence[Covering]) -> list[Table]:
    """One table each, those with the most reports first."""
    return [
        Table("Outlets", _bars(found, lambda one: (one.outlet, one.feed_id))),
        Table("Languages", _bars(found, lambda one: (_language(one.language), None))),
        Table("Countries", _bars(found, lambda one: (_country(one.country), None))),
    ]


def _bars(found: Iterable[Covering], group: Callable[[Covering], tuple[str, int | None]]) -> tuple[Bar, ...]:
    counts: dict[tuple[str, int | None], tuple[int, int]] = {}
    for one in found:
        reports, copies = counts.get(group(one), (0, 0))
        counts[group(one)] = (reports + one.reports, copies + one.copies)
    most = max((reports for reports, _ in counts.values()), default=1)
    return tuple(
        Bar(name, reports, copies, feed_id, WIDTH * (reports - copies) / most, WIDTH * reports / most)
        for (name, feed_id), (reports, copies) in sorted(
            counts.items(), key=lambda item: (-item[1][0], item[0][0])
        )
    )


def _language(code: str) -> str:
    return language_name(code) if code else "not known"


def _country(code: str) -> str:
    return country_name(code) if code else "not known"

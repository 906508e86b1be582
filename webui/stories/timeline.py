"""A story's timeline as it is shown: one line a text, the others that carry it folded under it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.articles import rights
from monitor.model import Addition, Evidence, Report, Rights
from monitor.store.articles.desk import DeskLine
from webui.items.rows import DeskRow, midnight, row_of

BEGIN, END = 10, 20  # texts of a long timeline that are shown at once: of its beginning, and the latest
_LONG = 40  # texts


@dataclass(frozen=True, slots=True)
class Text:
    """The report that tells a text, and the others that carry it."""

    report: Report
    carriers: tuple[Report, ...]  # the earliest first
    unlisted: int  # how many more carry it

    @property
    def reports(self) -> tuple[Report, ...]:
        return (self.report, *self.carriers)


@dataclass(frozen=True, slots=True)
class Line:
    text: Text
    row: DeskRow
    adds: tuple[Addition, ...]  # as far as the publisher allows


@dataclass(frozen=True, slots=True)
class Day:
    begin: datetime  # midnight in the reader's zone
    lines: list[Line]


def texts(reports: Sequence[Report]) -> list[Text]:
    """The reports of a timeline folded by their texts, in order of the reports that tell them.

    A text is told by its source; where that stands elsewhere or is not held, by the first that carries it.
    """
    by_text: dict[int, list[Report]] = {}
    for report in reports:
        by_text.setdefault(report.text_id, []).append(report)
    folded = [_folded(carriers) for carriers in by_text.values()]
    return sorted(folded, key=lambda text: (text.report.at, text.report.article_id))


def ends(found: Sequence[Text]) -> list[Text]:
    """A timeline without the middle of a long one."""
    return [*found[:BEGIN], *found[-END:]] if len(found) > _LONG else list(found)


def by_day(found: Iterable[Text], rows: Mapping[int, DeskLine], zone: ZoneInfo) -> list[Day]:
    """The lines under the days of the reader's zone; a text whose article is gone by now is left out."""
    lines = [_line(text, rows[text.report.article_id]) for text in found if text.report.article_id in rows]
    days = groupby(lines, key=lambda line: midnight(line.text.report.at, zone))
    return [Day(begin, list(of_day)) for begin, of_day in days]


def allowed(adds: Iterable[Addition], given: Rights) -> tuple[Addition, ...]:
    """What a report adds, without quotes so long that the publisher does not allow them to be shown."""
    return tuple(
        one
        for one in adds
        if one.kind != "quote" or rights.words(given, Evidence("content", 0, 0, one.text, ""))
    )


def _folded(carriers: Sequence[Report]) -> Text:
    report, *others = sorted(carriers, key=lambda one: (one.is_copy, one.at, one.article_id))
    return Text(report, tuple(others), report.carriers - len(carriers))


def _line(text: Text, row: DeskLine) -> Line:
    return Line(text, row_of(row), allowed(text.report.adds, row.rights))

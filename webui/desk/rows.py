"""The rows of the desk as they are shown. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.store.desk import DeskLine
from monitor.store.story_desk_rows import DeskStory
from webui.evidence import Segment
from webui.items.rows import midnight, row_of


@dataclass(frozen=True, slots=True)
class StoryRow:
    line: DeskStory
    headline: list[Segment]
    evidence: list[Segment]  # one sentence of the report that leads
    language: str  # of the headline; empty: not known
    url: str  # of the report that leads
    looking: tuple[str, ...]  # who else has it before them


@dataclass(frozen=True, slots=True)
class Day:
    midnight: datetime
    rows: list[StoryRow]


def rows_of(
    lines: Iterable[DeskStory],
    leads: Mapping[int, DeskLine],
    looking: Mapping[int, Sequence[str]],
) -> list[StoryRow]:
    return [_row(line, leads.get(line.story.lead_id or 0), looking.get(line.story.id, ())) for line in lines]


def by_day(rows: Iterable[StoryRow], zone: ZoneInfo) -> list[Day]:
    """The rows under the days of the reader's zone on which their stories last moved, in the order they come in."""
    days = groupby(rows, key=lambda row: midnight(row.line.story.last_at, zone))
    return [Day(begin, list(of_day)) for begin, of_day in days]


def _row(line: DeskStory, lead: DeskLine | None, looking: Sequence[str]) -> StoryRow:
    if lead is None:
        return StoryRow(line, [Segment(line.story.headline)], [], "", "", tuple(looking))
    shown = row_of(lead)
    by_person = bool(line.story.headline_by)
    return StoryRow(
        line=line,
        headline=[Segment(line.story.headline)] if by_person else shown.headline,
        evidence=shown.evidence,
        language="" if by_person else lead.language,
        url=lead.url,
        looking=tuple(looking),
    )

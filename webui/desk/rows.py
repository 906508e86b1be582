"""The rows of the desk as they are shown. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.model import Standing
from monitor.store.articles.desk import DeskLine
from monitor.store.desk.rows import DeskStory
from webui.evidence import Segment
from webui.items.rows import evidence_of, headline_of, midnight

_UNDECIDED = Standing()


@dataclass(frozen=True, slots=True)
class StoryRow:
    line: DeskStory
    lead: DeskLine | None  # the report that leads; None: it is gone
    looking: tuple[str, ...]  # who else has it before them

    @property
    def headline(self) -> list[Segment]:
        return (
            headline_of(self.lead)
            if self.lead and not self._is_named
            else [Segment(self.line.story.headline)]
        )

    @property
    def slugs(self) -> str:
        """The topics of the story, the surest first."""
        return " ".join(found.topic for found in self.line.topics)

    @property
    def is_decided(self) -> bool:
        """Whether there is anything to say of where it stands."""
        return self.line.asleep or self.line.standing != _UNDECIDED

    @property
    def evidence(self) -> list[Segment]:
        """One sentence of the report that leads. Found when it is asked for: compact rows show none."""
        return evidence_of(self.lead) if self.lead else []

    @property
    def language(self) -> str:
        """Of the headline; empty: not known."""
        return self.lead.language if self.lead and not self._is_named else ""

    @property
    def url(self) -> str:
        """Of the report that leads."""
        return self.lead.url if self.lead else ""

    @property
    def _is_named(self) -> bool:
        """By a person."""
        return bool(self.line.story.headline_by)


@dataclass(frozen=True, slots=True)
class Day:
    midnight: datetime | None  # None: of any day, in another order than that of time
    rows: list[StoryRow]


def rows_of(
    lines: Iterable[DeskStory],
    leads: Mapping[int, DeskLine],
    looking: Mapping[int, Sequence[str]],
) -> list[StoryRow]:
    return [
        StoryRow(line, leads.get(line.story.lead_id or 0), tuple(looking.get(line.story.id, ())))
        for line in lines
    ]


def by_day(rows: Iterable[StoryRow], zone: ZoneInfo) -> list[Day]:
    """The rows under the days of the reader's zone on which their stories last moved, in the order they come in."""
    days = groupby(rows, key=lambda row: midnight(row.line.story.last_at, zone))
    return [Day(begin, list(of_day)) for begin, of_day in days]

"""The rows of the list as they are shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from monitor.articles.rights import may_quote, words
from monitor.model import Evidence, Match
from monitor.store.articles.desk import DeskLine
from webui.evidence import Segment, segments, sentence, spans_in


@dataclass(frozen=True, slots=True)
class DeskRow:
    line: DeskLine
    headline: list[Segment]
    evidence: list[Segment]  # one sentence of the text


@dataclass(frozen=True, slots=True)
class Day:
    midnight: datetime
    rows: list[DeskRow]


def by_day(lines: Iterable[DeskLine], zone: ZoneInfo) -> list[Day]:
    """The rows under the days of the reader's zone, in the order they come in."""
    return [
        Day(begin, [row_of(line) for line in of_day])
        for begin, of_day in groupby(lines, key=lambda line: midnight(line.dated_at, zone))
    ]


def midnight(when: datetime, zone: ZoneInfo) -> datetime:
    """The beginning of its day in a zone."""
    return when.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def row_of(line: DeskLine) -> DeskRow:
    """A row with the evidence marked, as far as the publisher allows."""
    return DeskRow(line, headline_of(line), evidence_of(line))


def headline_of(line: DeskLine) -> list[Segment]:
    return segments(line.title, spans_in("title", line.matches))


def evidence_of(line: DeskLine) -> list[Segment]:
    """The sentence that speaks for the surest topic.

    Evidence that lies deep in the text stands by itself, and so does all that may not be quoted.
    """
    shown = spans_in("summary", line.matches)
    if not shown:  # without a summary the beginning of the text stands in its place
        shown = spans_in("content", [_begun(match, line.summary) for match in line.matches])
    apart = [
        (match.topic, words(line.rights, span))
        for field in ("summary", "content")
        for match in line.matches
        for span in match.evidence
        if span.field == field
    ]
    if may_quote(line.rights) and (shown or not apart):
        return sentence(line.summary, shown)
    topic, text = next(((topic, text) for topic, text in apart if text), ("", ""))
    return [Segment("… "), Segment(text, (topic,)), Segment(" …")] if text else []


def _begun(match: Match, beginning: str) -> Match:
    """The match with that evidence only which stands at the same place in the beginning of the text."""

    def stands(span: Evidence) -> bool:
        return bool(span.text) and beginning[span.start : span.end] == span.text

    return replace(match, evidence=tuple(filter(stands, match.evidence)))

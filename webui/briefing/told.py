"""Stories as a briefing tells them: no more of a publisher's text than it allows, and always the link. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.articles.rights import extract
from monitor.model import Report, StoryLine
from monitor.store.articles.desk import DeskLine
from webui.display import web_address
from webui.stories.timeline import Text, allowed, texts

_FACTS = 6  # that a report adds, told of each
_SOURCES = 12  # texts of a story that are listed


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A report that tells a text of its own, and who else carries it."""

    outlet: str
    headline: str
    url: str  # of the original; empty: the feed gave none that is usable
    at: datetime
    language: str
    adds: tuple[str, ...]  # what it was the first to tell
    also: tuple[str, ...]  # outlets with the same text


@dataclass(frozen=True, slots=True)
class Item:
    """A story of a briefing."""

    line: StoryLine
    extract: str  # of the report that leads; empty: its publisher allows none
    extract_outlet: str
    extract_language: str
    sources: tuple[SourceLine, ...]
    unlisted: int  # texts beyond those


def item(line: StoryLine, reports: Sequence[Report], rows: Mapping[int, DeskLine]) -> Item:
    """A story by the reports of its timeline and the rows of its articles."""
    found = [text for text in texts(reports) if text.report.article_id in rows]
    lead = next((text for text in found if text.report.article_id == line.story.lead_id), None)
    first = lead or next(iter(found), None)
    row = rows[first.report.article_id] if first else None
    return Item(
        line=line,
        extract=extract(row.rights, row.summary, "") if row else "",
        extract_outlet=row.outlet if row else "",
        extract_language=row.language if row else "",
        sources=tuple(_source(text, rows[text.report.article_id]) for text in found[:_SOURCES]),
        unlisted=max(0, len(found) - _SOURCES),
    )


def _source(text: Text, row: DeskLine) -> SourceLine:
    report = text.report
    adds = [one.text for one in allowed(report.adds, row.rights) if one.text]
    return SourceLine(
        outlet=report.outlet,
        headline=report.title,
        url=web_address(report.url),
        at=report.at,
        language=report.language,
        adds=tuple(dict.fromkeys(adds))[:_FACTS],
        also=tuple(dict.fromkeys(one.outlet for one in text.carriers if one.outlet != report.outlet)),
    )

"""What speaks for a story, put together from the store: beside the list, and for the triage on its own page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from monitor.model import DeskEntry, Match, Topic
from monitor.store.articles.desk import DeskLine
from webui.desk import listing
from webui.desk.rows import StoryRow
from webui.desk.told import quoted, told
from webui.evidence import Segment
from webui.items.rows import row_of
from webui.site import account_id, now, site
from webui.stories.timeline import Line, Text, allowed, texts

_READ = 20  # texts from the beginning, and as many from the end, that are searched for evidence
_LAST = 4  # lines of the timeline
_WHYS = 3  # reasons for a topic


@dataclass(frozen=True, slots=True)
class Ground:
    """What speaks most surely for one topic."""

    match: Match
    line: DeskLine  # of the report in which it stands
    sentence: list[Segment]  # as much as its publisher allows
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the history as it is read."""

    entry: DeskEntry
    words: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Aside:
    row: StoryRow
    grounds: tuple[Ground, ...]  # the surest first
    last: tuple[Line, ...]  # of the timeline, the latest first
    earlier: int  # lines of it that are not shown
    copied: tuple[Text, ...]  # texts that others carry too
    history: tuple[Step, ...]  # the latest first


def aside_of(story_id: int) -> Aside | None:
    """None where there is no such story."""
    store = site().store
    found = store.story_desk.lines([story_id], account_id(), now())
    if not found:
        return None
    (row,) = listing.gathered(found)
    story = row.line.story
    folded = texts(store.stories.timeline(story.id, account_id()))
    near = folded if len(folded) <= 2 * _READ else [*folded[:_READ], *folded[-_READ:]]
    lines = store.desk.lines([text.report.article_id for text in near])
    latest = [text for text in reversed(near) if text.report.article_id in lines][:_LAST]
    return Aside(
        row=row,
        grounds=_grounds(lines.values()),
        last=tuple(_line(text, lines[text.report.article_id]) for text in latest),
        earlier=len(folded) - len(latest),
        copied=tuple(text for text in folded if text.carriers),
        history=steps(store.triage.history(story.id), store.topics.all()),
    )


def steps(entries: Iterable[DeskEntry], topics: Sequence[Topic]) -> tuple[Step, ...]:
    names = {topic.slug: topic.name for topic in topics}
    return tuple(Step(entry, told(entry, names), quoted(entry)) for entry in entries)


def _grounds(lines: Iterable[DeskLine]) -> tuple[Ground, ...]:
    best: dict[str, tuple[Match, DeskLine]] = {}
    for line in lines:
        for match in line.matches:
            if match.topic not in best or match.score > best[match.topic][0].score:
                best[match.topic] = (match, line)
    found = [_ground(match, line) for match, line in best.values()]
    return tuple(sorted(found, key=lambda ground: (-ground.match.score, ground.match.topic)))


def _ground(match: Match, line: DeskLine) -> Ground:
    shown = row_of(replace(line, matches=(match,)))
    marked = any(segment.topics for segment in shown.evidence)
    return Ground(match, line, shown.evidence if marked else shown.headline, _whys(match))


def _whys(match: Match) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.why for span in match.evidence if span.why))[:_WHYS]


def _line(text: Text, row: DeskLine) -> Line:
    return Line(text, row_of(row), allowed(text.report.adds, row.rights))

"""Stories: the reports of one event, joined across outlets and languages, with credit to whoever had it first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Source:
    """Whose text a report is."""

    outlet: str  # as its feed is called, else as the text that credits it writes it
    article_id: int | None  # None: no article of that outlet is held
    sure: float  # 0 to 1
    why: str  # in words


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that a report is the first of its story to tell."""

    kind: str  # "name", "sum", "number", "place", "date" or "quote"
    text: str  # as the report writes it


@dataclass(frozen=True, slots=True)
class Report:
    """An article in its story: one line of the timeline."""

    article_id: int
    story_id: int
    text_id: int  # the same for all that carry one text
    at: datetime
    title: str
    url: str
    language: str
    feed_id: int
    outlet: str
    source: Source
    why: str  # why it stands in this story, in words
    placed_by: str  # who put it there; empty: the machine did
    grouped_at: datetime  # when it came to be part of a story
    carriers: int = 1  # reports of the story that carry the same text, itself among them
    adds: tuple[Addition, ...] = ()
    is_new: bool = False  # to the reader, since they last looked

    @property
    def is_copy(self) -> bool:
        """Whether the text is another's: it adds nothing, and counts as no second source."""
        return self.source.article_id != self.article_id


@dataclass(frozen=True, slots=True)
class Story:
    """An event as it was reported."""

    id: int
    headline: str  # of the report that leads, unless somebody has set another
    headline_by: str  # who has set it; empty: nobody
    lead_id: int | None  # the article that leads: the earliest that is no copy
    first_at: datetime
    last_at: datetime
    reports: int
    texts: int  # of which the others are copies
    outlets: int  # that have a text of their own in it: its independent sources
    first_outlet: str  # whose text was the first
    updated_at: datetime  # when it last changed here


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story as a list shows it."""

    story: Story
    topics: tuple[str, ...]  # that its reports carry, the most frequent first; slugs
    languages: tuple[str, ...]  # of its reports, the most frequent first
    new: int  # reports since the reader last looked; all of them where they never did


@dataclass(frozen=True, slots=True)
class Chapter:
    """Another story of the same affair."""

    story: Story
    likeness: float  # 0 to 1
    why: str  # what the two have in common, in words


class EditKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """One change of a story's shape or headline. It is never changed, only undone."""

    number: int
    kind: EditKind
    story_id: int  # MERGE: what became of both; SPLIT: the new story; MOVE: where the reports went
    other_id: int | None  # MERGE: the story that went; SPLIT and MOVE: the one they were taken from
    article_ids: tuple[int, ...]  # the reports that changed their story
    headline: str  # HEADLINE: the new one; empty: that of the leading report again
    who: str  # empty: the machine, which only merges
    at: datetime
    reason: str
    undone_by: str
    undone_at: datetime | None

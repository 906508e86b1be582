"""A piece of news, whatever feed brought it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where an article comes from, as far as queries ask; empty where it is not known."""

    language: str = ""  # ISO 639-1
    outlet: str = ""  # its name
    country: str = ""  # ISO 3166-1 alpha-2
    kind: str = ""  # as Feed.kind


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news as plain text, wherever it appeared."""

    key: str  # what makes it the same article: its canonical address, else its feed and entry id
    entry_id: str  # its name in the feed that brought it
    url: str  # where to read the original; empty where the feed gave no usable link
    title: str
    summary: str
    content: str
    author: str
    language: str
    published: datetime | None
    first_seen: datetime
    content_hash: bytes  # of title, summary and content: an edit changes it
    updated: datetime | None = None  # as the feed says
    categories: tuple[str, ...] = ()  # the publisher's own
    image: str = ""  # address of a picture, which no reader's browser loads by itself
    canonical_url: str = ""  # what its page names as the original, where that is another site's; else empty
    # Of the feed that brought it.
    circumstances: Circumstances = field(default=Circumstances(), compare=False)

    @property
    def dated_at(self) -> datetime:
        """Where it stands in time: as published, but an article from the future counts from its arrival."""
        return min(self.published or self.first_seen, self.first_seen)

    def text(self, name: str) -> str:
        """The text of one of FIELDS."""
        texts = {"title": self.title, "summary": self.summary, "content": self.content}
        return texts[name]


FIELDS = ("title", "summary", "content")  # where evidence may lie, in reading order


@dataclass(frozen=True, slots=True)
class Sorted:
    """The articles of one poll, by what the store holds of them.

    Each has the key under which it is held, or is to be. A renamed one may be changed or reissued too.
    """

    new: tuple[Article, ...] = ()
    changed: tuple[Article, ...] = ()  # the same entry, with another text
    elsewhere: tuple[Article, ...] = ()  # held already, brought by another feed
    renamed: tuple[Article, ...] = ()  # held already from this feed, which now calls it by another entry id
    reissued: tuple[Article, ...] = ()  # the same text, brought again under a later date
    reused: tuple[str, ...] = ()  # entry ids that stood for other articles until now
    known: int = 0  # as they are

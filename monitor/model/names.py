"""Names that articles tell of, and what those who bear them say there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.articles import Article


@dataclass(frozen=True, slots=True)
class Mention:
    """The first place at which an article tells of a name."""

    name: str  # its key in the gazetteer
    field: str  # one of monitor.model.FIELDS
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that an article says somebody said."""

    words: str
    field: str  # one of monitor.model.FIELDS
    start: int
    end: int
    speaker: str  # as the article calls them
    role: str  # as the article tells it, else as the gazetteer does; "" where neither does
    name: str  # the speaker's key in the gazetteer; "" for one it does not know
    indirect: bool  # ascribed by "according to" and the like


@dataclass(frozen=True, slots=True)
class NewSpelling:
    """A way to write a name that the gazetteer does not know."""

    written: str
    name: str  # the key of the name that it may be of
    likeness: float  # to another spelling of that name, from 0 to 1


@dataclass(frozen=True, slots=True)
class Named:
    """An article with the names in it."""

    article: Article
    mentions: tuple[Mention, ...]  # one a name
    quotations: tuple[Quotation, ...]
    spellings: tuple[NewSpelling, ...]


class SpellingState(StrEnum):
    SUGGESTED = "suggested"  # nobody has decided yet
    CONFIRMED = "confirmed"  # it is a spelling of the name
    REFUSED = "refused"  # it is not, and is not suggested again


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write a name that was met in articles, beside those of the gazetteer."""

    number: int
    written: str
    name: str  # the key of the name that it may be of
    likeness: float  # to another spelling of that name, from 0 to 1; 1 for one that a person gave
    state: SpellingState
    decided_by: str  # "" while nobody has
    decided_at: datetime | None

"""What the desk follows, and what says that an article is about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.model.articles import Article


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of an article's text that speaks for a topic."""

    field: str  # one of FIELDS
    start: int  # in characters
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """What the classifier says of one article and one topic."""

    topic: str  # its slug
    score: float  # 0 to 1, calibrated
    matched: bool
    evidence: tuple[Evidence, ...] = ()
    version: str = ""  # of the model and topic files that said so


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that the desk follows."""

    slug: str
    name: str
    definition: str
    concepts: Mapping[str, Mapping[str, tuple[str, ...]]]  # concept -> language -> terms
    matches: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Classified:
    article: Article
    matches: tuple[Match, ...]  # of every topic, carried or not
    version: str = ""  # of the classifier

"""What the desk follows, and what says that an article is about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.articles import Article


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of an article's text that speaks for a topic."""

    field: str  # one of FIELDS
    start: int  # in characters
    end: int
    text: str
    why: str


class Ruling(StrEnum):
    """How a person's word stands to the classifier's."""

    RIGHT = "right"  # it carries the topic, as the classifier says
    ADDED = "added"  # it carries the topic, which the classifier does not say
    WRONG = "wrong"  # it does not carry the topic, whatever the classifier says


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one article and one topic: it outweighs the classifier's."""

    ruling: Ruling
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Match:
    """What is said of one article and one topic: by a person where one has decided, else by the machine."""

    topic: str  # its slug
    score: float  # 0 to 1, calibrated
    matched: bool
    evidence: tuple[Evidence, ...] = ()
    version: str = ""  # of the model and topic files that said so
    decision: Decision | None = None  # None: no person decided
    second_reader: str = ""  # the model that decided where the classifier was not sure; empty: none was asked


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    summary: str = ""
    language: str = ""


class QueryRole(StrEnum):
    """What the query of a topic decides."""

    GATE = "gate"  # only what it matches can carry the topic
    ADDITION = "addition"  # what it matches carries the topic, whatever the model says
    ALONE = "alone"  # it alone: the topic has no model


class Wish(StrEnum):
    """What the desk would rather suffer: it says at which score a topic's match begins."""

    FEWER_MISSES = "fewer-misses"
    BALANCED = "balanced"
    FEWER_ALARMS = "fewer-false-alarms"


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that the desk follows."""

    slug: str
    name: str
    definition: str
    concepts: Mapping[str, Mapping[str, tuple[str, ...]]]  # concept -> language -> terms
    matches: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()
    query: str = ""  # monitor.topics.query reads it; none where empty
    query_as: QueryRole = QueryRole.GATE
    wish: Wish = Wish.BALANCED


@dataclass(frozen=True, slots=True)
class Classified:
    article: Article
    matches: tuple[Match, ...]  # of every topic, carried or not
    version: str = ""  # of the classifier

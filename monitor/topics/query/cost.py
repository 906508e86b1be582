"""What it costs to match a query, before it is run."""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from monitor.topics.query.query import Query
from monitor.topics.query.regexes import SECONDS
from monitor.topics.query.tree import Concept, Near, Regex, Term, nodes

# Microseconds that each adds for a headline with a summary, as measured on one core (tests/bench/queries.py).
_BASE = 60.0
_TERM = 0.04  # with ten thousand of them
_WILD = 0.06
_FORMS = 0.3  # the first letters are in many words
_CONCEPT_TERM = 0.03
_CONCEPTS = 40.0  # a pass of their own, once there are any
_NEAR = 0.01
_REGEX = 15.0
_SLOW_REGEX = 1_000.0

_MODERATE = 200.0
_COSTLY = 1_000.0

# A repeated group that repeats or chooses in itself can be tried in very many ways: (a+)+, (a|b)*
_NESTED = re.compile(r"\([^()]*(?:[+*}]|\|)[^()]*\)\s*[+*{]|[+*}]\)+[+*{]")
_OPEN = re.compile(r"(?:\.|\\[wWsSdD])[+*].*(?:\.|\\[wWsSdD])[+*].*(?:\.|\\[wWsSdD])[+*]")


class Level(StrEnum):
    CHEAP = "cheap"
    MODERATE = "moderate"
    COSTLY = "costly"


@dataclass(frozen=True, slots=True)
class Cost:
    level: Level
    microseconds: int  # for a headline with a summary on one core, about
    why: str

    def __str__(self) -> str:
        return f"{self.level}: about {self.microseconds:,} µs an article ({self.why})"


def cost(query: Query) -> Cost:
    """An estimate of the time to match a query. A regular expression that may run wild makes it costly."""
    counts = Counter(map(_sort, nodes(query.tree)))
    concept_terms = sum(map(len, query.concepts.values()))
    figure = (
        _BASE
        + _TERM * counts["word"]
        + _WILD * counts["wildcard"]
        + _FORMS * counts["word in any form"]
        + _NEAR * counts["NEAR"]
        + _REGEX * counts["regular expression"]
        + _SLOW_REGEX * counts["slow regular expression"]
        + (_CONCEPTS + _CONCEPT_TERM * concept_terms if concept_terms else 0)
    )
    level = Level.COSTLY if figure >= _COSTLY else Level.MODERATE if figure >= _MODERATE else Level.CHEAP
    why = ", ".join(_counted(name, counts[name]) for name in _NAMED if counts[name])
    if counts["slow regular expression"]:
        why += f"; such an expression may run until it is stopped after {SECONDS} s on each text"
    return Cost(level, round(figure), why or "no words")


_NAMED = (
    "word",
    "word in any form",
    "wildcard",
    "concept",
    "NEAR",
    "regular expression",
    "slow regular expression",
)


def _sort(node: object) -> str:
    match node:
        case Term(forms=True):
            return "word in any form"
        case Term(words):
            return "wildcard" if any("*" in word or "?" in word for word in words) else "word"
        case Concept():
            return "concept"
        case Near():
            return "NEAR"
        case Regex(pattern):
            return "slow regular expression" if may_run_wild(pattern) else "regular expression"
    return ""


def may_run_wild(pattern: str) -> bool:
    """Whether a regular expression looks like one that tries a text in very many ways."""
    return bool(_NESTED.search(pattern) or _OPEN.search(pattern))


def _counted(name: str, count: int) -> str:
    return f"{count:,} {name}{'s' if count > 1 else ''}"

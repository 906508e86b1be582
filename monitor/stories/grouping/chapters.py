"""Which stories are chapters of one affair: other events, told in the same rare words, of the same people and places.

Two stories are compared by the cosine of their outlines. On 265 stories of 110 affairs whose items the desk's own
seeds hold (seeds/stories), 53 % of the pairs from LINKED on are named as one affair, and more are one under two names;
30 % of the affairs' pairs are found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from monitor.stories.facts.told import Fact
from monitor.stories.grouping.weighing import (
    CONCEPTS,
    KINDS,
    NAMES,
    PLACES,
    Codes,
    Floats,
    Marks,
    kinds_of,
    weights_of,
)

LINKED = 0.12

_WORTH = np.ones(KINDS)  # by kind; others weigh what they weigh
_WORTH[[NAMES, PLACES, CONCEPTS]] = 1.5, 0.4, 0.4
_LEADS = 40  # terms by which other chapters are looked for
_SHOWN = 3  # of a kind
_TELLING = ("name", "sum", "place")  # kinds of facts that say what an affair is about, the best first


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a story tells."""

    terms: Codes  # in ascending order
    weights: Floats  # of each
    length: float  # the root of the sum of their squares


def outline(reports: Sequence[tuple[Codes, Marks]]) -> Outline:
    """What the reports of a story tell, on the mean, by the terms of each and their marks."""
    every = np.concatenate([terms for terms, _ in reports])
    weights = weights_of(np.concatenate([marks for _, marks in reports])) * _WORTH[kinds_of(every)]
    order = np.argsort(every, kind="stable")  # quick, for each report's are in order already
    ordered = every[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] + 1))
    terms, places = ordered[starts], np.repeat(np.arange(len(starts)), np.diff(starts, append=len(every)))
    sums: Floats = np.bincount(places, (weights / len(reports))[order], len(terms)).astype(np.float64)
    return Outline(terms, sums, sqrt(sums @ sums))


def leads(known: Outline) -> list[int]:
    """The terms that tell most, by which reports of other chapters may be found."""
    found: list[int] = known.terms[np.argsort(-known.weights, kind="stable")[:_LEADS]].tolist()
    return found


def likeness(one: Outline, other: Outline) -> float:
    """The cosine of two outlines, 0 to 1."""
    _, mine, theirs = np.intersect1d(one.terms, other.terms, assume_unique=True, return_indices=True)
    lengths = one.length * other.length
    return float(one.weights[mine] @ other.weights[theirs]) / lengths if lengths else 0.0


def in_common(one: Iterable[Fact], other: Iterable[Fact]) -> str:
    """In words what two stories both tell of; empty where it is nothing that has a name."""
    known = {(fact.kind, fact.key) for fact in other}
    shared = {(fact.kind, fact.key): fact.text for fact in one if (fact.kind, fact.key) in known}
    of_kind = {
        kind: list(dict.fromkeys(text for (of, _), text in shared.items() if of == kind)) for kind in _TELLING
    }
    found = [f"the same {kind}s: {', '.join(texts[:_SHOWN])}" for kind, texts in of_kind.items() if texts]
    return "; ".join(found)

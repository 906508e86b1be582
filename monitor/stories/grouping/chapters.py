"""Which stories are chapters of one affair: other events, told in the same rare words, of the same people and places.

Two stories are compared by the cosine of their outlines. On 265 stories of 110 affairs whose items the desk's own
seeds hold (seeds/stories), 53 % of the pairs from LINKED on are named as one affair, and more are one under two names;
30 % of the affairs' pairs are found.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from monitor.stories.facts.told import Fact
from monitor.stories.grouping.weighing import CONCEPTS, NAMES, PLACES, Weighed, kinds_of, weights_of

LINKED = 0.12

Outline = Mapping[int, float]  # what each term of a story weighs, by the term's number

_WORTH = {NAMES: 1.5, PLACES: 0.4, CONCEPTS: 0.4}  # by kind; others weigh what they weigh
_LEADS = 40  # terms by which other chapters are looked for
_SHOWN = 3  # of a kind
_TELLING = ("name", "sum", "place")  # kinds of facts that say what an affair is about, the best first


def outline(reports: Sequence[Weighed]) -> Outline:
    """What the reports of a story tell, on the mean."""
    sums: Counter[int] = Counter()
    for report in reports:
        kinds, weights = kinds_of(report.terms).tolist(), weights_of(report.marks).tolist()
        for term, kind, weight in zip(report.terms.tolist(), kinds, weights, strict=True):
            sums[term] += weight * _WORTH.get(kind, 1.0) / len(reports)
    return sums


def leads(known: Outline) -> list[int]:
    """The terms that tell most, by which reports of other chapters may be found."""
    return [term for term, _ in Counter(known).most_common(_LEADS)]


def likeness(one: Outline, other: Outline) -> float:
    """The cosine of two outlines, 0 to 1."""
    lengths = sqrt(sum(w * w for w in one.values())) * sqrt(sum(w * w for w in other.values()))
    return (
        sum(weight * other[term] for term, weight in one.items() if term in other) / lengths
        if lengths
        else 0.0
    )


def in_common(one: Iterable[Fact], other: Iterable[Fact]) -> str:
    """In words what two stories both tell of; empty where it is nothing that has a name."""
    known = {(fact.kind, fact.key) for fact in other}
    shared = {(fact.kind, fact.key): fact.text for fact in one if (fact.kind, fact.key) in known}
    of_kind = {
        kind: list(dict.fromkeys(text for (of, _), text in shared.items() if of == kind)) for kind in _TELLING
    }
    found = [f"the same {kind}s: {', '.join(texts[:_SHOWN])}" for kind, texts in of_kind.items() if texts]
    return "; ".join(found)

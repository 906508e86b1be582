"""How much a shared word says: words that few reports hold say more. Learned on the stream, language by language.

The weight of a term is its inverse document frequency (Spärck Jones, 1972), smoothed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from monitor.stories.grouping.reading import Report

_LEAST = 200  # reports as which a language counts until it has had so many: its first words are no rarities


@dataclass
class Rarity:
    """Document frequencies of what the reports held so far. A state: `learn` changes it, all else only reads."""

    # By kind: "stems:en", "names", "concepts" ...
    seen: dict[str, Counter[str]] = field(default_factory=dict)
    reports: Counter[str] = field(default_factory=Counter)

    def learn(self, report: Report) -> None:
        for kind, terms in kinds(report):
            self.seen.setdefault(kind, Counter()).update(terms)
            self.reports[kind] += 1

    def weigher(self, kind: str) -> Callable[[int], float]:
        """What tells what a term of a kind weighs that so many reports held, as long as nothing is learnt."""
        total = log(1 + max(self.reports[kind], _LEAST))
        return lambda times: total - log(1 + times)

    def times(self, kind: str) -> Mapping[str, int]:
        """How many reports held each term of a kind; a term that is not there, none."""
        return self.seen.get(kind, {})

    def weights(self, kind: str, terms: Iterable[str]) -> dict[str, float]:
        """What each of the terms weighs."""
        times, weight = self.times(kind), self.weigher(kind)
        return {term: weight(times.get(term, 0)) for term in terms}


def kinds(report: Report) -> tuple[tuple[str, frozenset[str]], ...]:
    """The terms of a report by kind: words of each language for themselves, all else for all languages."""
    return (
        (f"stems:{report.language}", report.stems),
        ("roots", report.roots),
        ("names", report.names),
        ("figures", report.figures),
        ("places", report.places),
        ("concepts", report.concepts),
    )

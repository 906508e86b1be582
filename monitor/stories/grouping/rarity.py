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

    seen: dict[str, Counter[str]] = field(
        default_factory=dict
    )  # by kind: "stems:en", "names", "concepts" ...
    reports: Counter[str] = field(default_factory=Counter)

    def learn(self, report: Report) -> None:
        for kind, terms in kinds(report):
            self.seen.setdefault(kind, Counter()).update(terms)
            self.reports[kind] += 1

    def weigher(self, kind: str) -> Callable[[str], float]:
        """What tells of each term of a kind what it weighs, as long as nothing is learnt."""
        seen: Mapping[str, int] = self.seen.get(kind, {})
        total = log(1 + max(self.reports[kind], _LEAST))
        return lambda term: total - log(1 + seen.get(term, 0))

    def weights(self, kind: str, terms: Iterable[str]) -> dict[str, float]:
        """What each of the terms weighs."""
        weight = self.weigher(kind)
        return {term: weight(term) for term in terms}


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

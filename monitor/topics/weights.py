"""What training leaves behind: plain tables that score a text without scikit-learn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp, sqrt

from monitor.topics.concepts import Matcher
from monitor.topics.features import Features
from monitor.topics.query.rule import Rule
from monitor.topics.vocabulary import letters_share
from monitor.topics.words import grams

Row = tuple[float, ...]  # a feature's idf, then its weight for each topic
Table = Mapping[str, Row]

_REMEMBERED = 200_000  # words whose letters have been weighed; more are forgotten all at once


@dataclass(frozen=True)
class Head:
    """One topic's decision: the sum of weights and bias, made a probability, and where it counts as a match."""

    slug: str
    bias: float
    slope: float  # Platt's calibration: probability = logistic(slope * sum + offset)
    offset: float
    threshold: float

    def score(self, total: float) -> float:
        return logistic(self.slope * total + self.offset)


@dataclass(frozen=True, eq=False)
class Model:
    """A linear model over words, letters and concepts for all topics at once."""

    version: str
    concepts: Mapping[str, tuple[str, ...]]  # the terms it was trained with
    stems: Table
    grams: Table
    named: Table  # the concept features
    heads: tuple[Head, ...]
    rules: tuple[Rule, ...] = ()  # of the topics that have a query; some of them have no head

    @cached_property
    def matcher(self) -> Matcher:
        return Matcher(self.concepts)

    @cached_property
    def _letters(self) -> dict[str, tuple[float, ...]]:
        return {}

    def totals(self, features: Features) -> tuple[float, ...]:
        """For each head its bias and the weights of what the features hold."""
        share = letters_share(features)
        sums = [head.bias for head in self.heads]
        for table, names in ((self.stems, features.stems), (self.named, features.concepts)):
            for i, part in enumerate(self._block(table, names)):
                sums[i] += part
        for form in features.forms:
            for i, part in enumerate(self._of_letters(form)):
                sums[i] += share * part
        return tuple(sums)

    def _of_letters(self, form: str) -> tuple[float, ...]:
        """What the letters of one word say for each topic."""
        known = self._letters.get(form)
        if known is None:
            if len(self._letters) >= _REMEMBERED:
                self._letters.clear()
            known = self._letters[form] = self._block(self.grams, set(grams(form)))
        return known

    def _block(self, table: Table, names: Iterable[str]) -> tuple[float, ...]:
        """The weights of the known names, each times its idf, as a vector of length 1."""
        square = 0.0
        sums = [0.0] * len(self.heads)
        for name in names:
            row = table.get(name)
            if row:
                idf = row[0]
                square += idf * idf
                for i in range(len(sums)):
                    sums[i] += idf * row[i + 1]
        length = sqrt(square) or 1.0
        return tuple(part / length for part in sums)


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))

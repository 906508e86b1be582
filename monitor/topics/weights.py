"""What training leaves behind: plain tables that score a text without scikit-learn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import exp, sqrt

from monitor.model import Wish
from monitor.topics.features import Features
from monitor.topics.lexicon import Finder, finder
from monitor.topics.query.rule import Rule
from monitor.topics.vocabulary import NATIONS
from monitor.topics.wishes import Choice

Row = tuple[float, ...]  # a feature's idf squared, then for each topic idf times its weight
Table = Mapping[str, Row]

_TELLING = 3.3**2  # idf squared of a word that is worth showing: fewer than one text in ten has it


@dataclass(frozen=True)
class Head:
    """One topic's decision: the sum of weights and bias, made a probability, and where it counts as a match."""

    slug: str
    bias: float
    slope: float  # Platt's calibration: probability = logistic(slope * sum + offset)
    offset: float
    threshold: float
    choices: tuple[Choice, ...] = ()  # what each wish comes to; none where too few items are labelled

    def score(self, total: float) -> float:
        return logistic(self.slope * total + self.offset)

    def wishing(self, wish: Wish) -> "Head":
        """The same head with its threshold where the wish has it."""
        chosen = next((one for one in self.choices if one.wish is wish), None)
        return replace(self, threshold=chosen.threshold) if chosen else self


@dataclass(frozen=True, eq=False)
class Model:
    """A linear model over words, concepts and nations for all topics at once."""

    version: str
    concepts: Mapping[str, tuple[str, ...]]  # the terms it was trained with
    stems: Table
    named: Table  # the concept features
    nations: Table
    heads: tuple[Head, ...]
    rules: tuple[Rule, ...] = ()  # of the topics that have a query; some of them have no head

    @cached_property
    def finder(self) -> Finder:
        return finder(self.concepts)

    @cached_property
    def speaking(self) -> tuple[Mapping[str, float], ...]:
        """For each head the concept features that speak for its topic, with their weights."""
        return tuple(_for_topic(self.named, place) for place in range(len(self.heads)))

    @cached_property
    def telling(self) -> tuple[Mapping[str, float], ...]:
        """For each head the words that speak for its topic, and are rare enough to be shown by themselves."""
        rare = {name: row for name, row in self.stems.items() if row[0] >= _TELLING}
        return tuple(_for_topic(rare, place) for place in range(len(self.heads)))

    def wishing(self, wish: Wish) -> "Model":
        """The same model, were this the wish for all of its topics."""
        return replace(self, heads=tuple(head.wishing(wish) for head in self.heads))

    def totals(self, features: Features) -> tuple[float, ...]:
        """For each head its bias and the weights of what the features hold."""
        blocks = (
            self._block(self.stems, features.stems, 1.0),
            self._block(self.named, features.concepts, 1.0),
            self._block(self.nations, features.nations, NATIONS),
        )
        biases = [head.bias for head in self.heads]
        return tuple(map(sum, zip(biases, *blocks, strict=True)))

    def _block(self, table: Table, names: Iterable[str], length: float) -> list[float]:
        """What the known names say for each topic, brought to that length."""
        rows = list(filter(None, map(table.get, names)))
        if not rows:
            return [0.0] * len(self.heads)
        square, *sums = map(sum, zip(*rows, strict=True))
        scale = length / sqrt(square)
        return [part * scale for part in sums]


def _for_topic(table: Table, place: int) -> dict[str, float]:
    return {name: row[place + 1] for name, row in table.items() if row[place + 1] > 0}


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))

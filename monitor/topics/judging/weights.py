"""What training leaves behind: plain tables that score a text without scikit-learn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.model import Wish
from monitor.topics.judging.direction import Direction, Vector
from monitor.topics.judging.joint import Joint
from monitor.topics.judging.logistic import logistic
from monitor.topics.judging.scoring import Scorer
from monitor.topics.judging.tables import Table
from monitor.topics.judging.wishes import Choice
from monitor.topics.query.rule import Rule
from monitor.topics.text.features import PAIR
from monitor.topics.text.lexicon import Finder, finder

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
    joint: Joint | None = None  # with the encoder; threshold and choices are then those of its score
    direction: Direction | None = None  # by which the encoder tells a topic that it was not taught

    def score(self, total: float) -> float:
        return logistic(self.slope * total + self.offset)

    def wishing(self, wish: Wish) -> "Head":
        """The same head with its threshold where the wish has it."""
        chosen = next((one for one in self.choices if one.wish is wish), None)
        return replace(self, threshold=chosen.threshold) if chosen else self


@dataclass(frozen=True, eq=False)
class Model:
    """A linear model over words, their spelling, concepts and nations for all topics at once."""

    version: str
    concepts: Mapping[str, tuple[str, ...]]  # the terms it was trained with
    stems: Table
    spelling: Table
    named: Table  # the concept features
    nations: Table
    heads: tuple[Head, ...]
    rules: tuple[Rule, ...] = ()  # of the topics that have a query; some of them have no head
    encoder: str = ""  # the name of the encoder that heads are joint with; empty: the words decide alone

    @cached_property
    def finder(self) -> Finder:
        return finder(self.concepts)

    @cached_property
    def scorer(self) -> Scorer:
        biases = [head.bias for head in self.heads]
        return Scorer(self.finder, self.stems, self.spelling, self.named, self.nations, biases)

    @cached_property
    def speaking(self) -> tuple["Speaking", ...]:
        """For each head the concepts that speak for its topic."""
        return tuple(_speaking(self.named, place) for place in range(len(self.heads)))

    def read(self, title: str, text: str) -> Mapping[str, float]:
        """The encoder's logits for a passage, by topic. Raises ConfigurationError where it is not installed."""
        from monitor.topics.encoder.reader import read  # an extra: the core goes without its libraries

        return read(title, text)

    def vector(self, title: str, text: str) -> Vector:
        """What a passage means, by the encoder. Raises ConfigurationError where it is not installed."""
        from monitor.topics.encoder.reader import vector

        return vector(title, text)

    def tells(self, stem: str, place: int) -> float:
        """What the word says for the topic of a head where it is rare enough to be shown by itself; else 0."""
        row = self.stems.get(stem)
        return row[place + 1] if row and row[0] >= _TELLING else 0.0

    def wishing(self, wish: Wish) -> "Model":
        """The same model, were this the wish for all of its topics."""
        return replace(self, heads=tuple(head.wishing(wish) for head in self.heads))


@dataclass(frozen=True, slots=True)
class Speaking:
    """The concepts that speak for one topic, with what they say."""

    alone: Mapping[str, float]
    together: Mapping[tuple[str, str], float]  # of two, in order of their names; each alone counted in


def _speaking(named: Table, place: int) -> Speaking:
    says = {name: row[place + 1] for name, row in named.items()}
    alone: dict[str, float] = {}
    together: dict[tuple[str, str], float] = {}
    for name, weight in says.items():
        if weight > 0:
            first, joined, second = name.partition(PAIR)
            if not joined:
                alone[name] = weight
            elif (total := weight + says.get(first, 0.0) + says.get(second, 0.0)) > 0:
                together[first, second] = total
    return Speaking(alone, together)

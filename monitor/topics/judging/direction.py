"""Where a topic lies among texts by what they mean: a direction among the encoder's vectors. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

Vector = Iterable[float]  # of a text, of length 1: monitor.topics.encoder.reader


@dataclass(frozen=True, slots=True)
class Direction:
    """A logistic regression on the figures of a vector."""

    weights: Sequence[float]
    offset: float

    def logit(self, vector: Vector) -> float:
        """How much a text of this vector is like the topic's examples; above 0 it is likelier one of theirs."""
        return float(sum(map(mul, self.weights, vector))) + self.offset

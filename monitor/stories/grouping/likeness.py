"""How sure it is that two reports tell of one event: boosted trees over how they resemble one another.

Fitted by monitor.stories.learning.fit. A tree can only hold what speaks for one event to speak for it, and the other
way round.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from monitor.stories.grouping.resemblance import FIGURE_NAMES, MEANING_AT, MEANT_NAMES
from monitor.stories.grouping.weighing import Floats

Indices = np.ndarray[Any, np.dtype[np.int32]]
Narrow = np.ndarray[Any, np.dtype[np.float32]]


_FIRST = 40  # trees
_HOPELESS = -4.5  # log odds


@dataclass(frozen=True, eq=False)
class Trees:
    """All nodes of all trees side by side; a leaf has itself for both children."""

    roots: Indices
    feature: Indices
    threshold: Narrow
    children: Indices  # of each node the left one, then the right one
    value: Narrow
    baseline: float
    depth: int

    def of(self, pairs: Floats) -> Floats:
        """The probability of one event for each pair, given as `resemblances` gives them.

        The first trees sort out what the others would not save: one pair in twelve goes on, all above 0.02 among them.
        """
        total = self.baseline + self._votes(pairs, self.roots[:_FIRST])
        going_on = np.flatnonzero(total > _HOPELESS)
        if len(going_on):
            total[going_on] += self._votes(pairs[going_on], self.roots[_FIRST:])
        answers: Floats = 1 / (1 + np.exp(-total))
        return answers

    def _votes(self, pairs: Floats, roots: Indices) -> Floats:
        """What these trees say of each pair, in sum."""
        count, width = pairs.shape
        figures = pairs.astype(np.float32).ravel()
        row = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(roots, (count, len(roots)))
        for _ in range(self.depth):
            right = figures[row + self.feature[at]] > self.threshold[at]
            at = self.children[2 * at + right]
        votes: Floats = self.value[at].sum(axis=1, dtype=np.float64)
        return votes


@dataclass(frozen=True, slots=True)
class Likeness:
    words: Trees
    meant: Trees | None = None  # for reports that were both read for what they mean; None: none are

    def of(self, pairs: Floats) -> Floats:
        """The probability of one event for each pair, given as `resemblances` gives them."""
        both = pairs[:, MEANING_AT] > 0
        if self.meant is None or not both.any():
            return self.words.of(pairs)
        answers = np.empty(len(pairs))
        answers[both] = self.meant.of(pairs[both])
        answers[~both] = self.words.of(pairs[~both])
        return answers


def parse_trees(written: str) -> Trees:
    """The trees of a file that `fit` wrote; ValueError where it was written for other figures."""
    known = json.loads(written)
    if known["figures"] not in (list(FIGURE_NAMES), list(MEANT_NAMES)):
        raise ValueError(
            "the weights of stories were fitted for other figures: run python -m monitor.stories.learning.fit"
        )
    nodes = known["nodes"]
    return Trees(
        roots=np.array(known["roots"], np.int32),
        feature=np.array(nodes["feature"], np.int32),
        threshold=np.array(nodes["threshold"], np.float32),
        children=np.stack((nodes["left"], nodes["right"]), axis=1).astype(np.int32).ravel(),
        value=np.array(nodes["value"], np.float32),
        baseline=known["baseline"],
        depth=known["depth"],
    )

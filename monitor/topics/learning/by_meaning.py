"""Learns a topic of some examples by what they mean: where they lie among the encoder's vectors, beside their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.topics.judging.direction import Direction
from monitor.topics.judging.joint import Joint
from monitor.topics.learning.figures import Figures
from monitor.topics.learning.fitting import FOLDS, fold_of, out_of_fold
from monitor.topics.learning.lessons import Lesson
from monitor.topics.learning.vectors import Vectors

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

Rows = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

# Each shipped topic was hidden in turn, and 20 examples and 40 near misses drawn from its items: of strengths from 1 to
# 100 a low one did best.
_STRENGTH = 3.0  # scikit-learn's C, of vectors four times as long as they come
_LENGTH = 4.0
_NONE = 1e6  # the same, with next to no penalty: of two figures
# What ordinary news weighs, all together, beside each example. At a sixth two topics (accidents in arms factories,
# soldiers' housing) were given to 0.03 and 1.3 % of 3,000 other items of the beat, at a half to 0 and 0.3 %.
_ORDINARY = 0.5
_DIGITS = 4  # of a weight


@dataclass(frozen=True)
class _Known:
    """The lessons whose meaning is known."""

    rows: Rows  # their vectors, as they lie around the middle of ordinary news
    carries: Flags
    ordinary: Flags  # nobody has drawn them up or decided them for this topic
    folds: Rows

    @property
    def weights(self) -> Rows:
        """One each, but for ordinary news."""
        ordinary = int(self.ordinary.sum())
        each = _ORDINARY * (len(self.rows) - ordinary) / max(1, ordinary)
        return np.where(self.ordinary, each, 1.0)

    @property
    def balanced(self) -> Rows:
        """The same, with those that carry the topic weighing as much as those that were told to lack it."""
        lacking = int((~self.carries & ~self.ordinary).sum())
        return self.weights * np.where(self.carries, max(1.0, lacking / max(1, int(self.carries.sum()))), 1.0)

    def fitted(self, chosen: Flags) -> LogisticRegression:
        fitted = _regression(_STRENGTH)
        return fitted.fit(self.rows[chosen], self.carries[chosen], self.balanced[chosen])


def learn(lessons: Sequence[Lesson], figures: Figures, vectors: Vectors) -> tuple[Direction, Joint] | None:
    """Where a topic lies, and what that and the words weigh; None where a fold of its lessons leaves nothing to tell.

    Words and meaning are joined by what each says of lessons that were held out.
    """
    totals = out_of_fold(lessons, figures, lambda lesson: lesson.item in vectors)
    if totals is None:
        return None
    centre, known = _known([lesson for lesson in lessons if lesson.item in vectors], vectors)
    everything = np.ones(len(totals), np.bool_)
    both = _regression(_NONE).fit(
        np.column_stack([totals, _held_out(known)]), known.carries, sample_weight=known.weights
    )
    words, encoder = (round(float(weight), _DIGITS) for weight in both.coef_[0])
    joint = Joint(words, encoder, round(float(both.intercept_[0]), _DIGITS))
    return _direction(known.fitted(everything), centre), joint


def _known(lessons: Sequence[Lesson], vectors: Vectors) -> tuple[Rows, _Known]:
    """The middle of ordinary news, and the lessons around it."""
    rows = np.array([vectors[lesson.item] for lesson in lessons], np.float64)
    ordinary = np.array([not (lesson.example or lesson.labelled) for lesson in lessons])
    centre = rows[ordinary].mean(0) if ordinary.any() else rows.mean(0)
    carries = np.array([lesson.carries for lesson in lessons])
    folds = np.array([fold_of(lesson.group) for lesson in lessons])
    return centre, _Known(_LENGTH * (rows - centre), carries, ordinary, folds)


def _held_out(known: _Known) -> Rows:
    """The logit of each lesson, had it not been learnt from."""
    logits = np.zeros(len(known.rows))
    for fold in range(FOLDS):
        held: Flags = known.folds == fold
        if held.any():
            logits[held] = known.fitted(~held).decision_function(known.rows[held])
    return logits


def _regression(strength: float) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, max_iter=3_000, random_state=0)


def _direction(fitted: LogisticRegression, centre: Rows) -> Direction:
    """The same of vectors as they come."""
    weights = _LENGTH * fitted.coef_[0]
    offset = float(fitted.intercept_[0]) - float(weights @ centre)
    return Direction(tuple(np.round(weights, _DIGITS).tolist()), round(offset, _DIGITS))

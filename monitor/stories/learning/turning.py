"""Fits how the encoder's vectors are turned, so that reports of one event come near to one another.

One linear step, by the contrastive loss of A. van den Oord et al., "Representation Learning with Contrastive
Predictive Coding" (2018): of a report's counterpart and many others it is to find the counterpart. Adam (D. Kingma and
J. Ba, 2015) leads there. The same for the same items.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

import numpy as np
from threadpoolctl import threadpool_limits

from monitor.stories.grouping.assign import WINDOW
from monitor.stories.grouping.meaning import Axes, Single
from monitor.stories.grouping.weighing import Floats, Indices

_AXES = 128
_ROUNDS = 9  # through all pairs
_BATCH, _OTHERS = 128, 512
_TEMPERATURE = 0.07
_RATE, _MEAN, _SQUARE = 3e-4, 0.9, 0.999  # Adam's
_STAY = 1e-3  # how much the turn is drawn back to where it began
_TINY = 1e-8


def learn(vectors: Single, stories: Sequence[str], at: Sequence[datetime]) -> Axes:
    """The axes for vectors like these, of which the stories are known, by those that lie within the window."""
    # On busy cores two threads took six times as long as one.
    with threadpool_limits(limits=1, user_api="blas"):
        return _learnt(vectors, _pairs(stories, at), np.unique(np.array(stories), return_inverse=True)[1])


def _learnt(vectors: Single, pairs: Indices, story: Indices) -> Axes:
    middle: Floats = vectors.mean(0, dtype=np.float64)
    apart = vectors - middle
    apart /= np.linalg.norm(apart, axis=1, keepdims=True)
    chance = np.random.default_rng(0)
    start = turn = _principal(apart)
    way = _Way(np.zeros_like(turn), np.zeros_like(turn))
    for _ in range(_ROUNDS):
        order = chance.permutation(len(pairs))
        for first in range(0, len(order), _BATCH):
            some = pairs[order[first : first + _BATCH]]
            shown = np.concatenate([some[:, 1], chance.integers(0, len(apart), _OTHERS)])
            up = _gradient(apart, turn, some[:, 0], shown, story) + _STAY * (turn - start)
            turn = turn - way.step(up)
    return Axes(middle.astype(np.float32), turn.astype(np.float32))


@dataclass
class _Way:
    """Where Adam has been led so far. A state: each step changes it."""

    mean: Floats  # of the gradients
    square: Floats  # of their squares
    steps: int = 0

    def step(self, gradient: Floats) -> Floats:
        self.steps += 1
        self.mean = _MEAN * self.mean + (1 - _MEAN) * gradient
        self.square = _SQUARE * self.square + (1 - _SQUARE) * gradient * gradient
        mean, square = self.mean / (1 - _MEAN**self.steps), self.square / (1 - _SQUARE**self.steps)
        change: Floats = _RATE * mean / (np.sqrt(square) + _TINY)
        return change


def _pairs(stories: Sequence[str], at: Sequence[datetime]) -> Indices:
    """The numbers of any two reports of one story that lie near enough to be compared."""
    of: defaultdict[str, list[int]] = defaultdict(list)
    for place, story in enumerate(stories):
        of[story].append(place)
    near = [
        pair
        for ones in of.values()
        for pair in combinations(ones, 2)
        if abs(at[pair[0]] - at[pair[1]]) < WINDOW
    ]
    return np.array(near, np.intp)


def _principal(apart: Floats) -> Floats:
    """The axes along which the vectors differ most, the long ones shortened: what many texts share tells little."""
    axes, spread, _ = np.linalg.svd(apart.T @ apart / len(apart))
    turn: Floats = axes[:, :_AXES] * spread[:_AXES] ** -0.25
    turn /= np.linalg.norm(apart @ turn, axis=1).mean()
    return turn


def _gradient(apart: Floats, turn: Floats, asked: Indices, shown: Indices, story: Indices) -> Floats:
    """Of the loss by the turn: the counterpart of each that is asked stands at its own place among those shown."""
    here, there = apart[asked], apart[shown]
    ours, theirs = here @ turn, there @ turn
    our_lengths = np.linalg.norm(ours, axis=1, keepdims=True)
    their_lengths = np.linalg.norm(theirs, axis=1, keepdims=True)
    ours, theirs = ours / our_lengths, theirs / their_lengths
    likeness = ours @ theirs.T / _TEMPERATURE
    own = np.arange(len(asked))
    others = story[asked][:, None] == story[shown][None, :]
    others[own, own] = False
    likeness[others] = -np.inf  # more of its own story is neither right nor wrong
    wrong = np.exp(likeness - likeness.max(1, keepdims=True))
    wrong /= wrong.sum(1, keepdims=True)
    wrong[own, own] -= 1
    wrong /= _TEMPERATURE * len(asked)
    by_ours, by_theirs = wrong @ theirs, wrong.T @ ours
    by_ours = (by_ours - ours * (by_ours * ours).sum(1, keepdims=True)) / our_lengths
    by_theirs = (by_theirs - theirs * (by_theirs * theirs).sum(1, keepdims=True)) / their_lengths
    up: Floats = here.T @ by_ours + there.T @ by_theirs
    return up

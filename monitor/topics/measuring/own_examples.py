"""How a topic does on the examples of its own file: those it has learnt from, and each as if it had not. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.configuration.problems import Problem
from monitor.model import Example, Topic
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.train import school, train

_FOLDS = 5
_SEED = 7


@dataclass(frozen=True, slots=True)
class Unseen:
    """What came of examples that the topic had not learnt from when it judged them."""

    found: int
    matches: int
    left_alone: int
    near_misses: int


@dataclass(frozen=True, slots=True)
class Trial:
    """How a topic does before it is stored."""

    problems: tuple[
        Problem, ...
    ]  # examples that come out otherwise than their author says, though learnt from
    examples: int
    unseen: Unseen | None  # None: there are too few examples to hold some back


def unseen(topic: Topic, topics: Sequence[Topic], exemplars: Sequence[Exemplar]) -> Unseen | None:
    """Cross-validation by the topic's own examples: each fifth of them is judged by a model of the others.

    The other topics lend their concepts, but are not taught.
    """
    if min(len(topic.matches), len(topic.near_misses)) < _FOLDS:
        return None
    matches, near_misses = _dealt(topic.matches), _dealt(topic.near_misses)
    everything = school(topics, exemplars)
    found = left_alone = 0
    for fold in range(_FOLDS):
        rest = replace(topic, matches=_without(matches, fold), near_misses=_without(near_misses, fold))
        model = train(replace(everything, topics=(rest,)))
        found += _carried(matches[fold], model)
        left_alone += len(near_misses[fold]) - _carried(near_misses[fold], model)
    return Unseen(found, len(topic.matches), left_alone, len(topic.near_misses))


def _dealt(examples: Sequence[Example]) -> list[list[Example]]:
    """The examples at random, the same way every time: authors write those that are alike one after another."""
    shuffled = list(examples)
    random.Random(_SEED).shuffle(shuffled)  # noqa: S311  no secret hangs on it
    return [shuffled[fold::_FOLDS] for fold in range(_FOLDS)]


def _without(dealt: Sequence[Sequence[Example]], fold: int) -> tuple[Example, ...]:
    return tuple(one for number, some in enumerate(dealt) if number != fold for one in some)


def _carried(examples: Sequence[Example], model: Model) -> int:
    return sum(classify(as_article(one.title, one.summary), model)[0].matched for one in examples)

"""Where a match begins, by the desk's wish: fewer misses, fewer false alarms, or a balance of both. Pure.

The wish is a weight of recall against precision, C. J. van Rijsbergen's F measure (Information Retrieval, 2nd edition,
1979, chapter 7): the threshold is the score at which that measure is best on items that were held out when scored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Wish
from monitor.topics.intervals import Share, wilson

_DIGITS = 6

# How many times as much as precision recall weighs: the F measure's beta. Balanced is a little under one: of 14,985
# labelled items, those without a topic that are given one fall from 12.8 to 11.6 %, and macro F1 stays 0.882; with the
# encoder, of 5,515, from 8.3 to 7.1 %, and 0.915 becomes 0.914. Further down F1 goes with them.
_BETA: Mapping[Wish, float] = {Wish.FEWER_MISSES: 2.0, Wish.BALANCED: 0.85, Wish.FEWER_ALARMS: 0.5}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a wish comes to on labelled items."""

    wish: Wish
    threshold: float  # the score at which a match begins
    precision: Share | None  # None: nothing was matched
    recall: Share | None  # None: there was nothing to find


@dataclass(frozen=True, slots=True)
class Effect:
    """What a wish would bring the desk."""

    choice: Choice
    a_day: float  # articles with the topic
    failing: tuple[str, ...]  # of the topic's own examples, those that would come out otherwise than said


@dataclass(frozen=True, slots=True)
class Weighed:
    """The wishes for one topic beside each other."""

    articles: int  # of the archive's latest days
    judged: int  # of them, spread evenly over these days: what `a_day` was counted on
    effects: tuple[
        Effect, ...
    ]  # in the order of Wish; none: too few items are labelled for a wish to have any


def choices(scores: Sequence[float], answers: Sequence[bool], folds: Sequence[int]) -> tuple[Choice, ...]:
    """What each wish comes to, in the order of Wish.

    `scores` are out of fold, `answers` say of the same items whether they carry the topic, and items of one story are
    in one fold. Precision and recall are those of thresholds that each fold was given by the others.
    """
    return tuple(
        Choice(wish, threshold_for(wish, scores, answers), *_measured(wish, scores, answers, folds))
        for wish in Wish
    )


def threshold_for(wish: Wish, scores: Sequence[float], answers: Sequence[bool]) -> float:
    """The score at which the wish's F measure is best, midway between the last item taken and the first one left.

    `answers` say which of the scored items carry the topic. One half of no item.
    """
    ranked = sorted(zip(scores, answers, strict=True), reverse=True)
    square = _BETA[wish] ** 2
    wanted = sum(answers)
    best, cut, hits = -1.0, 0.5, 0
    for taken, (score, carries) in enumerate(ranked, start=1):
        hits += carries
        measure = (1 + square) * hits / (taken + square * wanted)
        following = ranked[taken][0] if taken < len(ranked) else 0.0
        if measure > best and following < score:
            best, cut = measure, (score + following) / 2
    return round(cut, _DIGITS)


def held_out_by(
    wish: Wish, scores: Sequence[float], answers: Sequence[bool], folds: Sequence[int]
) -> list[bool]:
    """Whether each item is matched. A threshold chosen on the very items that it is measured on would flatter it."""
    items = list(zip(scores, answers, folds, strict=True))
    cuts = {}
    for held in set(folds):
        others = [(score, carries) for score, carries, fold in items if fold != held]
        cuts[held] = threshold_for(wish, [score for score, _ in others], [carries for _, carries in others])
    return [score >= cuts[fold] for score, _, fold in items]


def _measured(
    wish: Wish, scores: Sequence[float], answers: Sequence[bool], folds: Sequence[int]
) -> tuple[Share | None, Share | None]:
    """Precision and recall."""
    matched = held_out_by(wish, scores, answers, folds)
    right = sum(one and carries for one, carries in zip(matched, answers, strict=True))
    return wilson(right, sum(matched)), wilson(right, sum(answers))

"""One topic's support vector machine: fitted, calibrated, its threshold chosen on folds that it did not see.

The one place that knows scikit-learn, and it is imported only while a model is trained: scoring does without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from monitor.model import Wish
from monitor.topics.judging.joint import OPEN, Joint
from monitor.topics.judging.logistic import logistic
from monitor.topics.judging.weights import Head
from monitor.topics.judging.wishes import Choice, choices, held_out_by
from monitor.topics.learning.figures import Figures
from monitor.topics.learning.lessons import Lesson

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

# scikit-learn's C, the inverse of the penalty on weights: of all labelled items average precision was 0.948 at 0.25,
# 0.949 at 0.5 and at 1, and 0.948 at 2. A logistic regression had 0.947.
_STRENGTH = 0.5
FOLDS = 4  # for calibration and threshold
# Labelled items that carry a topic: with fewer, a match begins at an uncalibrated score of one half.
_ENOUGH = 20
_DIGITS = 6
_EXACT = 1e-3  # where fitting stops: no score moves by more than 0.0001 against a tenth of it
_NEVER = -20.0  # a bias that no text outweighs
_HALF = 0.5  # where a match begins as long as no wish is heard


@dataclass(frozen=True)
class Fit:
    weights: Mapping[str, float]  # of the features that Figures names
    head: Head


def fit(slug: str, taught: Sequence[Lesson], figures: Figures, unseen: Mapping[str, float]) -> Fit:
    """What the lessons teach of one topic. A topic that they give nothing to tell apart by is never matched.

    `unseen` are the logits of an encoder for items that it was not taught, by their id: with enough of them it has its
    say beside the words.
    """
    if not _two_sided(taught):
        return Fit({}, Head(slug, _NEVER, 1.0, 0.0, _HALF))
    fitted = _machine(figures.of(taught), taught)
    slope, offset, possible, joint = _calibration(taught, figures, unseen)
    bias = round(float(fitted.intercept_[0]), _DIGITS)
    weights = dict(zip(figures.names, fitted.coef_[0].tolist(), strict=True))
    return Fit(weights, Head(slug, bias, slope, offset, _HALF, possible, joint))


def surest(ways: Sequence[Sequence[Lesson]], figures: Figures) -> Sequence[Lesson]:
    """Of the ways to teach one topic, that which ranks its own examples best when they are held out; else the first."""
    if len(ways) == 1:
        return ways[0]
    return max(ways, key=lambda taught: _ranks(taught, figures.unspelt))


def _ranks(taught: Sequence[Lesson], figures: Figures) -> float:
    """How often an example that carries the topic is held likelier to than one that does not (the area under ROC)."""
    from sklearn.metrics import roc_auc_score

    totals = out_of_fold(taught, figures, lambda lesson: lesson.example)
    answers = [lesson.carries for lesson in taught if lesson.example]
    return float(roc_auc_score(answers, totals)) if totals is not None else 0.0


def _two_sided(taught: Sequence[Lesson]) -> bool:
    return len({lesson.carries for lesson in taught}) == 2


def _machine(figures: csr_matrix, taught: Sequence[Lesson]) -> LinearSVC:
    """Fitted so that the items with the topic weigh as much, all together, as those without."""
    from sklearn.svm import LinearSVC

    # The dual problem: there are far fewer items than features, and it has the same solution.
    model = LinearSVC(
        C=_STRENGTH,
        dual=True,
        max_iter=10_000,
        tol=_EXACT,
        class_weight="balanced",
        random_state=0,
    )
    answers = [lesson.carries for lesson in taught]
    return model.fit(figures, answers, sample_weight=[lesson.weight for lesson in taught])


def _calibration(
    taught: Sequence[Lesson], figures: Figures, unseen: Mapping[str, float]
) -> tuple[float, float, tuple[Choice, ...], Joint | None]:
    """Slope and offset of the probability, what each wish comes to, and how the encoder joins in.

    By items that were held out when scored.
    """
    by_example = any(lesson.gauge for lesson in taught)
    real = [lesson for lesson in taught if _gauges(lesson)]
    answers = [lesson.carries for lesson in real]
    totals = out_of_fold(taught, figures, _gauges)
    if totals is None or (sum(answers) < _ENOUGH and not by_example):
        return 1.0, 0.0, (), None
    slope, offset = _platt(totals, answers)
    if by_example:  # too few to find a threshold for each wish: a match begins at a probability of one half
        return slope, offset, (), None
    scores = [logistic(slope * total + offset) for total in totals]
    asked = [
        _Asked(total, score, unseen[lesson.item], lesson)
        for total, score, lesson in zip(totals, scores, real, strict=True)
        if lesson.item in unseen
    ]
    if joint := _joint(asked):
        real = [one.lesson for one in asked]
        answers = [lesson.carries for lesson in real]
        scores = [joint.score(one.total, one.logit) if one.score >= OPEN else one.score for one in asked]
    return slope, offset, choices(scores, answers, [fold_of(lesson.group) for lesson in real]), joint


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item that neither the words nor the encoder were taught, with what both say."""

    total: float
    score: float  # by the words
    logit: float
    lesson: Lesson


def _joint(asked: Sequence[_Asked]) -> Joint | None:
    """What words and encoder weigh; None where too few items tell."""
    open_ones = [one for one in asked if one.score >= OPEN]
    answers = [one.lesson.carries for one in open_ones]
    if min(sum(answers), len(answers) - sum(answers)) < _ENOUGH:
        return None
    fitted = _plain([[one.total, one.logit] for one in open_ones], answers)
    words, encoder = (round(float(weight), _DIGITS) for weight in fitted.coef_[0])
    return Joint(words, encoder, round(float(fitted.intercept_[0]), _DIGITS))


def held_out_matches(taught: Sequence[Lesson], figures: Figures, wish: Wish) -> list[bool] | None:
    """Whether each lesson that gauges would be matched, in order, had it taught neither weights nor threshold.

    None where some fold leaves nothing to tell apart.
    """
    real = [lesson for lesson in taught if _gauges(lesson)]
    answers = [lesson.carries for lesson in real]
    totals = out_of_fold(taught, figures, _gauges) if _two_sided(taught) else None
    if totals is None:
        return None
    if sum(answers) < _ENOUGH:
        return [logistic(total) >= _HALF for total in totals]
    return held_out_by(wish, totals, answers, [fold_of(lesson.group) for lesson in real])


def out_of_fold(
    taught: Sequence[Lesson], figures: Figures, wanted: Callable[[Lesson], bool]
) -> list[float] | None:
    """The sum of weights of each wanted lesson, in order; None where some fold leaves nothing to tell apart."""
    totals: dict[int, float] = {}
    for fold in range(FOLDS):
        held = {i for i, lesson in enumerate(taught) if wanted(lesson) and fold_of(lesson.group) == fold}
        if not held:
            continue
        rest = [lesson for i, lesson in enumerate(taught) if i not in held]
        if not _two_sided(rest):
            return None
        fitted = _machine(figures.of(rest), rest)
        scored = fitted.decision_function(figures.of([taught[i] for i in sorted(held)]))
        totals.update(zip(sorted(held), scored.tolist(), strict=True))
    return [total for _, total in sorted(totals.items())]


def _gauges(lesson: Lesson) -> bool:
    """Whether it is held out once, to tell how probable a match is."""
    return lesson.labelled or lesson.gauge


def fold_of(group: str) -> int:
    return crc32(group.encode()) % FOLDS


def _platt(totals: Sequence[float], answers: Sequence[bool]) -> tuple[float, float]:
    """Platt's scaling: how probable a match is, given the sum of weights."""
    fitted = _plain([[total] for total in totals], answers)
    return round(float(fitted.coef_[0][0]), _DIGITS), round(float(fitted.intercept_[0]), _DIGITS)


def _plain(figures: Sequence[Sequence[float]], answers: Sequence[bool]) -> LogisticRegression:
    """Of few figures an item, with next to no penalty on their weights."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=1e6, random_state=0).fit(figures, answers)

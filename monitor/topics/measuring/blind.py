"""What the classifier misses: some of the articles that it does not match are drawn at random and read by people.

They are read blind: nobody sees the score. Misses are rare, and sit where the score is high: the articles are
therefore put into strata by score, and of the small strata at the top a larger part is drawn. Each answer then counts
for as many articles as its stratum has for one that was read (the stratified estimator: W. G. Cochran, Sampling
Techniques, 3rd edition, 1977, chapter 5).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import ceil

from monitor.topics.intervals import Share

SIZE = 20  # articles a topic and week

# Where strata begin and end: parts of the articles, the highest scores first.
_ENDS = (0.0, 0.01, 0.05, 0.2, 1.0)
_DRAWS = 4_000  # of the posterior
_SEED = 7


class Answer(StrEnum):
    CARRIES = "carries"
    NOT = "not"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Articles to be read, in an order that says nothing of their scores."""

    strata: tuple[int, ...]  # how many articles each has, the highest scores first
    articles: tuple[tuple[int, int], ...]  # id and stratum


@dataclass(frozen=True, slots=True)
class Stratum:
    size: int  # articles in it
    read: int  # of them, with a clear answer
    carrying: int  # of those that were read


def draw(scores: Mapping[int, float], seed: str, size: int = SIZE) -> Drawn:
    """Articles that were not matched, by id, put into strata by their scores; some of each, the same for the same seed.

    The strata share the number evenly; what one is too small to give, the lower ones do.
    """
    ranked = sorted(scores, key=lambda article_id: (-scores[article_id], article_id))
    cuts = [ceil(end * len(ranked)) for end in _ENDS]
    strata = [ranked[start:end] for start, end in pairwise(cuts)]
    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    chosen: list[tuple[int, int]] = []
    for number, stratum in enumerate(strata):
        share = ceil((size - len(chosen)) / (len(strata) - number))
        chosen += [(one, number) for one in chance.sample(stratum, min(share, len(stratum)))]
    chance.shuffle(chosen)
    return Drawn(tuple(map(len, strata)), tuple(chosen))


def recall(matched: int, precision: tuple[int, int], strata: Sequence[Stratum]) -> Share | None:
    """The part of the articles with a topic that the classifier matches, and how many were read to know it.

    `matched` articles were matched; of those that people have judged (second of `precision`), the first were right.
    The value is the stratified estimate. The interval is the beta-binomial one with a prior of one half (W. Webber,
    "Approximate recall confidence intervals", ACM Transactions on Information Systems 31 (2013), number 1): each
    share is drawn from its posterior, and the articles that nobody has read from the binomial distribution.
    None: nothing was read, no match was judged, or nothing was found.
    """
    right, judged = precision
    read = sum(stratum.read for stratum in strata)
    if not read or (matched and not judged):
        return None
    found = matched * right / judged if judged else 0.0
    missed = sum(one.size * one.carrying / one.read for one in strata if one.read)
    if not found + missed:
        return None
    low, high = _interval(matched, precision, strata)
    value = found / (found + missed)
    return Share(value, min(low, value), max(high, value), read)


def _interval(matched: int, precision: tuple[int, int], strata: Sequence[Stratum]) -> tuple[float, float]:
    import numpy  # with scikit-learn; a desk that shows no quality does without

    chance = numpy.random.default_rng(_SEED)
    right, judged = precision
    found = chance.binomial(matched, chance.beta(right + 0.5, judged - right + 0.5, _DRAWS))
    missed = numpy.zeros(_DRAWS)
    for one in strata:
        shares = chance.beta(one.carrying + 0.5, one.read - one.carrying + 0.5, _DRAWS)
        missed += one.carrying + chance.binomial(max(0, one.size - one.read), shares)
    low, high = numpy.quantile(found / numpy.maximum(found + missed, 1), [0.025, 0.975])
    return float(low), float(high)

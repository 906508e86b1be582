"""What is normal for a day or a week, by those before it. Pure.

The radar (monitor.stories.radar) tells a spike from one hour to the next; this is its measure for longer times. Each
day is held against the eight weeks before it: the mean of its weekday, drawn towards that of all days, and how far
days have lain from the mean that the others give them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.stories.radar import BAND, chances

WEEKS = 8  # that are learnt from
_KNOWN = 2  # weeks, before which nothing is normal
_PRIOR = 2.0  # weeks for which the mean of all days counts
_OUTLIERS = 0.05  # of the days, the most uneven, are no part of the measure: past spikes
_LEFT_OUT = 1.32  # what that takes away from the variance of normally distributed figures

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Normal:
    usual: float
    low: int  # nine of ten lie from here
    high: int  # to here


def normals(counts: Sequence[int], a_week: int, shown: int, known: int = 0) -> list[Normal | None]:
    """What is normal for each of the last `shown` counts; None where less than two weeks are known before it.

    Counts are consecutive, the earliest first, with `a_week` of them a week: 7 for days, 1 for weeks. Those before
    the place `known` are not learnt from: there were no records yet.
    """
    values = np.asarray(counts, np.float64)
    slots = np.arange(len(values)) % a_week
    places = range(len(values) - shown, len(values))
    return [_normal(values, slots, max(known, place - WEEKS * a_week, 0), place, a_week) for place in places]


def _normal(values: _Numbers, slots: NDArray[np.int64], begin: int, place: int, a_week: int) -> Normal | None:
    if place - begin < _KNOWN * a_week:
        return None
    before, of_slot = values[begin:place], slots[begin:place]
    mine = before[of_slot == slots[place]]
    usual = (mine.sum() + before.mean() * _PRIOR) / (len(mine) + _PRIOR)
    at_most = chances(np.array([usual]), _unevenness(before, of_slot), len(mine), int(usual))[0]
    low, high = (int((at_most < part).sum()) for part in BAND)
    return Normal(float(usual), low, high)


def _unevenness(values: _Numbers, slots: NDArray[np.int64]) -> float:
    """Variance over mean, each value held against the mean that the others give it; 1 for what chance alone brings."""
    totals, numbers = np.bincount(slots, values)[slots], np.bincount(slots)[slots]
    expected = (totals - values + values.mean() * _PRIOR) / (numbers - 1 + _PRIOR)
    squares = np.sort((values - expected) ** 2 / np.maximum(expected, 1e-9))
    kept = squares[: len(squares) - round(len(squares) * _OUTLIERS)]
    return max(1.0, float(kept.mean()) * _LEFT_OUT)

"""Which of the reports held may tell of an arriving one's event: an inverted index in memory."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from monitor.stories.grouping.keys import keys, telling
from monitor.stories.grouping.weighing import SECONDS, Floats, Indices, Weighed

HELD = 200  # reports to which one term leads, the latest: ten times as many found no more of those wanted
NEAR = 100  # candidates that are looked at

_DAY = 86400.0
_NONE = array("I")


class Postings:
    """Reports by their telling terms, some of them known from the beginning. A state: `add` changes it."""

    def __init__(self, known: Sequence[Weighed] = ()) -> None:
        self._terms, self._numbers = np.empty(0, np.uint32), np.empty(0, np.intp)  # of those known, by term
        self._later: dict[int, array[int]] = {}  # those added, under each term
        self._worth, self._at = array("d"), array("d")
        if known:
            found = telling(known)
            by_term = np.argsort(found.terms, kind="stable")
            self._terms, self._numbers = found.terms[by_term], found.report[by_term]
            worth: Floats = np.bincount(found.report, found.worth, len(known)).astype(np.float64)
            self._worth.frombytes(_root(worth).tobytes())
            self._at.frombytes(np.array([one.sums[SECONDS] for one in known]).tobytes())

    def add(self, weighed: Weighed) -> int:
        """Holds a report; returns its number, counted from 0."""
        number, worth = len(self._at), keys(weighed)
        self._worth.append(float(_root(np.array(sum(worth.values())))))
        self._at.append(weighed.sums[SECONDS])
        for term in worth:
            held = self._later.setdefault(term, array("I"))
            held.append(number)
            if len(held) >= 2 * HELD:
                del held[:-HELD]
        return number

    def near(self, weighed: Weighed, longest: float) -> Indices:
        """The numbers of the reports that share most with one, of those within so many seconds; the likest first."""
        worth = keys(weighed)
        found = self._held(list(worth))
        if not any(map(len, found)):
            return np.empty(0, np.intp)
        numbers = np.concatenate(found)
        values = np.repeat(list(worth.values()), list(map(len, found)))
        lowest = int(numbers.min())
        sums = np.bincount(numbers - lowest, values)
        met = np.flatnonzero(sums)
        sums, met = sums[met], met + lowest
        apart = np.abs(np.frombuffer(self._at, np.float64)[met] - weighed.sums[SECONDS])
        scores = sums / np.frombuffer(self._worth, np.float64)[met] / (1 + apart / _DAY)
        scores[apart > longest] = -1.0
        likest = np.argsort(-scores, kind="stable")[:NEAR]
        chosen: Indices = met[likest[scores[likest] >= 0]]
        return chosen

    def _held(self, terms: Sequence[int]) -> list[Indices]:
        """The latest reports under each term."""
        asked = np.array(terms, np.uint32)
        first = np.searchsorted(self._terms, asked).tolist()
        last = np.searchsorted(self._terms, asked, side="right").tolist()
        found = []
        for term, begin, end in zip(terms, first, last, strict=True):
            later = self._later.get(term, _NONE)[-HELD:]
            known: Indices = self._numbers[max(begin, end - HELD + len(later)) : end]
            found.append(np.concatenate((known, np.array(later, np.intp))) if later else known)
        return found


def _root(worth: Floats) -> Floats:
    """What sums are divided by: else long texts were like everything."""
    root: Floats = np.maximum(worth, 1.0) ** 0.5
    return root

"""Which of the reports held may tell of an arriving one's event: an inverted index in memory."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from monitor.stories.grouping.keys import keys, telling
from monitor.stories.grouping.weighing import SECONDS, Floats, Indices, Weighed

HELD = 200  # reports to which one term leads, the latest: ten times as many found no more of those wanted
# Candidates that are looked at. Of 16,815 labelled items at 1,000 a day B-cubed F1 is 0.905 with 60, 0.906 with 100.
NEAR = 60

_DAY = 86400.0


def _none() -> array[int]:
    return array("I")


_NONE = _none()


class Postings:
    """Reports by their telling terms, some of them known from the beginning. A state: `add` changes it."""

    def __init__(self, known: Sequence[Weighed] = ()) -> None:
        self._terms, self._numbers = np.empty(0, np.uint32), np.empty(0, np.intp)  # of those known, by term
        self._later: defaultdict[int, array[int]] = defaultdict(_none)  # those added, under each term
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
            held = self._later[term]
            held.append(number)
            if len(held) >= 2 * HELD:
                del held[:-HELD]
        return number

    def near(self, weighed: Weighed, longest: float) -> Indices:
        """The numbers of the reports that share most with one, of those within so many seconds; the likest first."""
        worth = keys(weighed)
        numbers, values = self._held(list(worth), list(worth.values()))
        if not len(numbers):
            return np.empty(0, np.intp)
        lowest = int(numbers.min())
        sums = np.bincount(numbers - lowest, values)
        met = np.flatnonzero(sums)
        sums, met = sums[met], met + lowest
        apart = np.abs(np.frombuffer(self._at, np.float64)[met] - weighed.sums[SECONDS])
        scores = sums / np.frombuffer(self._worth, np.float64)[met] / (1 + apart / _DAY)
        scores[apart > longest] = -1.0
        least = max(0.0, float(np.partition(scores, -NEAR)[-NEAR])) if len(scores) > NEAR else 0.0
        likely = np.flatnonzero(scores >= least)
        chosen: Indices = met[likely[np.argsort(-scores[likely], kind="stable")[:NEAR]]]
        return chosen

    def _held(self, terms: Sequence[int], worths: Sequence[float]) -> tuple[Indices, Floats]:
        """The latest reports under each term, those known before those added, with what it says of each."""
        asked = np.array(terms, np.uint32)
        added, lengths = array("I"), []
        for term in terms:
            later = self._later.get(term, _NONE)[-HELD:]
            added.extend(later)
            lengths.append(len(later))
        later_of = np.array(lengths, np.intp)
        last = self._terms.searchsorted(asked, side="right")
        first = np.maximum(self._terms.searchsorted(asked), last - HELD + later_of)
        known_of = last - first
        known = np.repeat(last - np.cumsum(known_of), known_of) + np.arange(known_of.sum())
        numbers: Indices = np.concatenate((self._numbers[known], np.frombuffer(added, np.uint32)))
        says: Floats = np.repeat(np.array((*worths, *worths)), np.concatenate((known_of, later_of)))
        return numbers, says


def _root(worth: Floats) -> Floats:
    """What sums are divided by: else long texts were like everything."""
    root: Floats = np.maximum(worth, 1.0) ** 0.5
    return root

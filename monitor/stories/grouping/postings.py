"""Which of the reports held may tell of an arriving one's event: an inverted index in memory."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from monitor.stories.grouping.keys import telling
from monitor.stories.grouping.weighing import SECONDS, Indices, Weighed

HELD = 200  # reports to which one term leads, the latest: ten times as many found no more of those wanted
NEAR = 100  # candidates that are looked at

_DAY = 86400.0


@dataclass
class Postings:
    """Reports by their telling terms. A state: `add` changes it."""

    _places: dict[int, array[int]] = field(default_factory=dict)
    _worth: array[float] = field(default_factory=lambda: array("d"))
    _at: array[float] = field(default_factory=lambda: array("d"))

    def add(self, weighed: Weighed) -> int:
        """Holds a report; returns its number, counted from 0."""
        number = len(self._at)
        places, worth = telling(weighed)
        self._worth.append(max(float(worth.sum()), 1.0) ** 0.5)  # else long texts were like everything
        self._at.append(weighed.sums[SECONDS])
        for term in weighed.terms[places].tolist():
            held = self._places.setdefault(term, array("I"))
            held.append(number)
            if len(held) >= 2 * HELD:
                del held[:-HELD]
        return number

    def near(self, weighed: Weighed, longest: float) -> Indices:
        """The numbers of the reports that share most with one, of those within so many seconds; the likest first."""
        places, worth = telling(weighed)
        held = [self._places.get(term, ()) for term in weighed.terms[places].tolist()]
        found = [np.frombuffer(one, np.uint32)[-HELD:] for one in held if one]
        if not found:
            return np.empty(0, np.intp)
        numbers = np.concatenate(found)
        values = np.repeat(worth, [min(len(one), HELD) for one in held])
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

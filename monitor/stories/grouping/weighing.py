"""A report with what its terms weigh, in arrays: what grouping compares by the hundred.

A term is a number of 32 bits, the same in every process: three bits for its kind and a checksum (CRC-32) of its text.
Two terms of one kind share a number once in half a billion pairs, which no likeness would show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

import numpy as np

from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report, Terms
from monitor.topics.text.remembered import Remembered

Codes = np.ndarray[Any, np.dtype[np.uint32]]
Marks = np.ndarray[Any, np.dtype[np.uint16]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Indices = np.ndarray[Any, np.dtype[np.intp]]

STEMS, ROOTS, NAMES, FIGURES, PLACES, CONCEPTS, MEANING = range(7)
KINDS = 7

# What `sums` holds of a report: three figures for each kind, three for all.
LENGTHS, COUNTS = slice(0, KINDS), slice(KINDS, 2 * KINDS)  # a length: the root of the sum of squared weights
# Of the headline its length and the sum of its weights; the date.
TITLE_LENGTH, TITLE, SECONDS = range(2 * KINDS, 2 * KINDS + 3)

_SHIFT = 29
_STEP = 16  # parts of one to which weights are told
_HEAVIEST = 255  # such parts
MARK_BITS, MARK = 9, 511  # what a mark takes of a number that holds a term too


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What a report is compared by, under the state of Rarity in which it arrived."""

    id: str
    at: datetime
    language: str
    terms: Codes  # in ascending order
    marks: Marks  # of each term: twice its weight in sixteenths, and one more where the headline holds it
    sums: Floats


class Scales:
    """Weighs reports under one state of Rarity, which must not change meanwhile: a term is weighed once."""

    def __init__(self, rarity: Rarity) -> None:
        self.rarity = rarity
        self._known: dict[tuple[int, str], Remembered[int]] = {}

    def weigh(self, report: Report) -> Weighed:
        """The report as it compares to others."""
        found: list[int] = []
        for kind, name, held in _kinds(report):
            known = self._known.get((kind, name)) or self._empty(kind, name)
            if kind == STEMS:
                found += [known[term] | 1 for term in report.title & held]
                held -= report.title
            found += map(known.__getitem__, held)
        found += [code(MEANING, end) << MARK_BITS | _mark(far) for end, far in report.meaning.items()]
        both = np.sort(np.array(found, np.uint64))
        terms, marks = (both >> MARK_BITS).astype(np.uint32), (both & MARK).astype(np.uint16)
        return weighed(report.id, report.at, report.language, terms, marks)

    def _empty(self, kind: int, name: str) -> Remembered[int]:
        """For each term of a kind its number and its mark, in one."""
        times, weight = self.rarity.times(name), self.rarity.weigher(name)

        @cache  # most terms are as rare as thousands of others
        def mark(held_by: int) -> int:
            return _mark(weight(held_by))

        def marked(term: str) -> int:
            return code(kind, term) << MARK_BITS | mark(times.get(term, 0))

        return self._known.setdefault((kind, name), Remembered(marked))


def weigh(report: Report, rarity: Rarity) -> Weighed:
    """The report as it compares to others, under a Rarity that changes with each."""
    return Scales(rarity).weigh(report)


def weighed(name: str, at: datetime, language: str, terms: Codes, marks: Marks) -> Weighed:
    """A report of which the terms are known, in ascending order, with their marks."""
    (sums,) = sums_of(terms, marks, np.array([len(terms)]), [at])
    return Weighed(name, at, language, terms, marks, sums)


def sums_of(terms: Codes, marks: Marks, numbers: Indices, at: Sequence[datetime]) -> Floats:
    """A row of `sums` for each of several reports, whose terms stand one after another, in these numbers."""
    count = len(numbers)
    owner, weights = np.repeat(np.arange(count), numbers), weights_of(marks)
    squares, group, heading = weights * weights, owner * KINDS + kinds_of(terms), np.flatnonzero(marks & 1)
    sums = np.empty((count, SECONDS + 1))
    sums[:, LENGTHS] = np.sqrt(np.bincount(group, squares, count * KINDS)).reshape(count, KINDS)
    sums[:, COUNTS] = np.bincount(group, minlength=count * KINDS).reshape(count, KINDS)
    sums[:, TITLE_LENGTH] = np.sqrt(np.bincount(owner[heading], squares[heading], count))
    sums[:, TITLE] = np.bincount(owner[heading], weights[heading], count)
    sums[:, SECONDS] = [one.timestamp() for one in at]
    return sums


def _mark(weight: float) -> int:
    """Of a term that does not stand in the headline."""
    return min(int(weight * _STEP + 0.5), _HEAVIEST) << 1


@lru_cache(maxsize=1 << 18)
def code(kind: int, term: str) -> int:
    """The number of a term of a kind."""
    return kind << _SHIFT | crc32(term.encode()) & ((1 << _SHIFT) - 1)


def kinds_of(terms: Codes) -> Indices:
    """The kind of each term."""
    return (terms >> _SHIFT).astype(np.intp)


def weights_of(marks: Marks) -> Floats:
    """The weight of each term, by its mark."""
    weights: Floats = (marks >> 1) / _STEP
    return weights


def titled(marks: Marks) -> Flags:
    """Whether the headline holds each term, by its mark."""
    return (marks & 1).astype(np.bool_)


def _kinds(report: Report) -> tuple[tuple[int, str, Terms], ...]:
    """Words count in any language: those that two languages share are names most often."""
    return (
        (STEMS, f"stems:{report.language}", report.stems),
        (ROOTS, "roots", report.roots),
        (NAMES, "names", report.names),
        (FIGURES, "figures", report.figures),
        (PLACES, "places", report.places),
        (CONCEPTS, "concepts", report.concepts),
    )

"""A report with what its terms weigh, in arrays: what grouping compares by the hundred.

A term is a number of 32 bits, the same in every process: three bits for its kind and a checksum (CRC-32) of its text.
Two terms of one kind share a number once in half a billion pairs, which no likeness would show.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np

from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report, Terms

Codes = np.ndarray[Any, np.dtype[np.uint32]]
Marks = np.ndarray[Any, np.dtype[np.uint16]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Indices = np.ndarray[Any, np.dtype[np.intp]]

STEMS, ROOTS, NAMES, FIGURES, PLACES, CONCEPTS = range(6)
KINDS = 6

# What `sums` holds of a report: three figures for each kind, three for all.
LENGTHS, COUNTS = slice(0, KINDS), slice(KINDS, 2 * KINDS)  # a length: the root of the sum of squared weights
TITLE_LENGTH, TITLE, SECONDS = range(
    2 * KINDS, 2 * KINDS + 3
)  # and the sum of the headline's weights, the date

_SHIFT = 29
_STEP = 16  # parts of one to which weights are told
_HEAVIEST = 255  # such parts


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What a report is compared by, under the state of Rarity in which it arrived."""

    id: str
    at: datetime
    language: str
    terms: Codes  # in ascending order
    marks: Marks  # of each term: twice its weight in sixteenths, and one more where the headline holds it
    sums: Floats


def weigh(report: Report, rarity: Rarity) -> Weighed:
    """The report as it compares to others."""
    terms: list[int] = []
    marks: list[int] = []
    for kind, name, held in _kinds(report):
        for term, weight in rarity.weights(name, held).items():
            terms.append(code(kind, term))
            titled = kind == STEMS and term in report.title
            marks.append(min(int(weight * _STEP + 0.5), _HEAVIEST) << 1 | titled)
    order = np.argsort(np.array(terms, np.uint32))
    return weighed(
        report.id,
        report.at,
        report.language,
        np.array(terms, np.uint32)[order],
        np.array(marks, np.uint16)[order],
    )


def weighed(name: str, at: datetime, language: str, terms: Codes, marks: Marks) -> Weighed:
    """A report of which the terms are known, in ascending order, with their marks."""
    kinds, weights = kinds_of(terms), weights_of(marks)
    heading = weights[titled(marks)]
    sums = np.empty(SECONDS + 1)
    sums[LENGTHS] = np.sqrt(np.bincount(kinds, weights * weights, KINDS))
    sums[COUNTS] = np.bincount(kinds, minlength=KINDS)
    sums[TITLE_LENGTH:] = np.sqrt(heading @ heading), heading.sum(), at.timestamp()
    return Weighed(name, at, language, terms, marks, sums)


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

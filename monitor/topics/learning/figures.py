"""The features of many lessons as one sparse matrix."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from monitor.topics.judging.vocabulary import NATIONS, Vocabulary
from monitor.topics.learning.lessons import Lesson
from monitor.topics.text.features import Features

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_Columns = Mapping[str, tuple[int, float]]  # a feature's column and its own weight
_Part = tuple["array[int]", "array[float]"]  # columns and their values


class Figures:
    """A row for each different text, a column for each feature; `names` gives the columns' features.

    A letter before a feature tells its kind: s: stems, c: concepts, n: nations.
    """

    def __init__(self, features: Sequence[Features], words: Vocabulary) -> None:
        self.names: list[str] = []
        self._stems = self._columns("s:", words.stems)
        self._concepts = self._columns("c:", words.concepts)
        self._nations = self._columns("n:", words.nations)
        self._row = {one: row for row, one in enumerate(dict.fromkeys(features))}
        self._matrix = self._filled() if self.names else None

    def of(self, lessons: Sequence[Lesson]) -> csr_matrix:
        assert self._matrix is not None
        return self._matrix[[self._row[lesson.features] for lesson in lessons]]

    def _columns(self, kind: str, weights: Mapping[str, float]) -> _Columns:
        first = len(self.names)
        self.names += [kind + name for name in weights]
        return {name: (first + place, weight) for place, (name, weight) in enumerate(weights.items())}

    def _filled(self) -> csr_matrix:
        from numpy import asarray, float64, int32
        from scipy.sparse import csr_matrix

        # The library that fits takes 32-bit indices only.
        columns, values, ends = array("i"), array("d"), array("i", [0])
        for one in self._row:
            for kind, names, weight in (
                (self._stems, one.stems, 1.0),
                (self._concepts, one.concepts, 1.0),
                (self._nations, one.nations, NATIONS),
            ):
                part = _unit(kind, names, weight)
                columns.extend(part[0])
                values.extend(part[1])
            ends.append(len(columns))
        parts = (asarray(values, float64), asarray(columns, int32), asarray(ends, int32))
        matrix = csr_matrix(parts, (len(self._row), len(self.names)))
        matrix.sort_indices()  # once here, and not again in every fit
        return matrix


def _unit(known: _Columns, names: Iterable[str], length: float) -> _Part:
    """The known ones among the names as a vector of that length."""
    found = sorted(known[name] for name in names if name in known)
    scale = length / (sqrt(sum(weight * weight for _, weight in found)) or 1.0)
    return array("i", [column for column, _ in found]), array("d", [weight * scale for _, weight in found])

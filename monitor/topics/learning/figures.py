"""The features of many lessons as one sparse matrix."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from monitor.topics.judging.vocabulary import NATIONS, Vocabulary
from monitor.topics.learning.lessons import Lesson
from monitor.topics.text.features import Features

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# Stems, concepts, nations: the length of each, its names' begin.
_KINDS = ((1.0, "s:"), (1.0, "c:"), (NATIONS, "n:"))


class Figures:
    """A row for each different text, a column for each feature; `names` gives the columns' features.

    A letter before a feature tells its kind: s: stems, c: concepts, n: nations.
    """

    def __init__(self, features: Sequence[Features], words: Vocabulary) -> None:
        self._kinds = (words.stems, words.concepts, words.nations)
        self.names = [
            kind + name for (_, kind), weights in zip(_KINDS, self._kinds, strict=True) for name in weights
        ]
        self._row = {one: row for row, one in enumerate(dict.fromkeys(features))}
        self._matrix = self._filled() if self.names else None

    def of(self, lessons: Sequence[Lesson]) -> csr_matrix:
        assert self._matrix is not None
        return self._matrix[[self._row[lesson.features] for lesson in lessons]]

    def _filled(self) -> csr_matrix:
        import numpy as np
        from scipy.sparse import csr_matrix

        columns, ends = self._columns()
        # What a text holds of one kind is a part. Its columns are put in order: sums hang on it in their last digits.
        parts = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
        ordered = np.sort(parts * len(self.names) + columns)
        columns = (ordered % len(self.names)).astype(np.int32)  # the library that fits takes no larger ones
        weights = np.array([weight for kind in self._kinds for weight in kind.values()])[columns]
        squares = np.bincount(parts, weights * weights, len(ends))
        lengths = np.tile([length for length, _ in _KINDS], len(self._row))
        values = weights * (lengths / np.sqrt(np.where(squares, squares, 1.0)))[parts]
        of_texts = np.append(0, ends[len(_KINDS) - 1 :: len(_KINDS)]).astype(np.int32)
        matrix = csr_matrix((values, columns, of_texts), (len(self._row), len(self.names)))
        matrix.sort_indices()  # once here, and not again in every fit
        return matrix

    def _columns(self) -> tuple[NDArray[int32], NDArray[int32]]:
        """The columns of what each text holds, kind after kind, and where each of these parts ends."""
        from numpy import asarray

        column = count()
        stems, concepts, nations = [{name: next(column) for name in kind} for kind in self._kinds]
        columns, ends = array("i"), array("i")
        for one in self._row:
            for known, names in ((stems, one.stems), (concepts, one.concepts), (nations, one.nations)):
                columns.extend([known[name] for name in names if name in known])
                ends.append(len(columns))
        return asarray(columns), asarray(ends)

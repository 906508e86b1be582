"""The features of many lessons as one sparse matrix."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from copy import copy
from functools import cache, cached_property
from itertools import chain, count
from typing import TYPE_CHECKING

from monitor.topics.judging.vocabulary import NATIONS, Vocabulary
from monitor.topics.learning.lessons import Lesson
from monitor.topics.text.features import Features
from monitor.topics.text.spelling import runs

if TYPE_CHECKING:
    from numpy import int32
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_RUNS = "r:"
# Stems, runs of letters, concepts, nations: the length of each, its names' begin.
_KINDS = ((1.0, "s:"), (1.0, _RUNS), (1.0, "c:"), (NATIONS, "n:"))


class Figures:
    """A row for each different text, a column for each feature; `names` gives the columns' features.

    A letter before a feature tells its kind: s: stems, r: runs of letters, c: concepts, n: nations.
    """

    def __init__(self, features: Sequence[Features], words: Vocabulary) -> None:
        self._kinds = (words.stems, words.runs, words.concepts, words.nations)
        self.names = [
            kind + name for (_, kind), weights in zip(_KINDS, self._kinds, strict=True) for name in weights
        ]
        self._row = {one: row for row, one in enumerate(dict.fromkeys(features))}
        self._matrix = self._filled() if self.names else None

    def of(self, lessons: Sequence[Lesson]) -> csr_matrix:
        assert self._matrix is not None
        return self._matrix[[self._row[lesson.features] for lesson in lessons]]

    @cached_property
    def unspelt(self) -> Figures:
        """The same without the runs of letters: their columns are empty."""
        from scipy.sparse import diags

        assert self._matrix is not None
        found = copy(self)
        found._matrix = self._matrix @ diags([float(not name.startswith(_RUNS)) for name in self.names])
        found._matrix.eliminate_zeros()
        return found

    def _filled(self) -> csr_matrix:
        import numpy as np
        from scipy.sparse import csr_matrix

        columns, ends = self._columns()
        # What a text holds of one kind is a part. Its columns are put in order: sums hang on it in their last digits.
        # A run stands there once for each word that holds it.
        parts = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
        ordered = np.sort(parts * len(self.names) + columns)
        columns = (ordered % len(self.names)).astype(np.int32)  # the library that fits takes no larger ones
        weights = np.array([weight for kind in self._kinds for weight in kind.values()])[columns]
        squares = np.bincount(parts, weights * weights, len(ends))
        lengths = np.tile([length for length, _ in _KINDS], len(self._row))
        values = weights * (lengths / np.sqrt(np.where(squares, squares, 1.0)))[parts]
        of_texts = np.append(0, ends[len(_KINDS) - 1 :: len(_KINDS)]).astype(np.int32)
        matrix = csr_matrix((values, columns, of_texts), (len(self._row), len(self.names)))
        matrix.sum_duplicates()  # which sorts too: once here, and not again in every fit
        return matrix

    def _columns(self) -> tuple[NDArray[int32], NDArray[int32]]:
        """The columns of what each text holds, kind after kind, and where each of these parts ends."""
        from numpy import asarray

        column = count()
        stems, spelt, concepts, nations = [{name: next(column) for name in kind} for kind in self._kinds]
        of_word = cache(lambda word: [spelt[run] for run in runs(word) if run in spelt])
        columns, ends = array("i"), array("i")

        def add(part: list[int]) -> None:
            columns.extend(part)
            ends.append(len(columns))

        for one in self._row:
            add([stems[name] for name in one.stems if name in stems])
            add([*chain.from_iterable(map(of_word, one.words))])
            add([concepts[name] for name in one.concepts if name in concepts])
            add([nations[name] for name in one.nations if name in nations])
        return asarray(columns), asarray(ends)

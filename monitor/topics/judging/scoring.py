"""Scores the passages of an article: what a model's tables say of their `features`, without naming each of these.

tests/topics/judging/test_scoring.py holds this against the plain way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from math import sqrt
from typing import NamedTuple

from monitor.model import Article
from monitor.topics.judging.tables import Table, figures, number, numbers
from monitor.topics.judging.vocabulary import NATIONS
from monitor.topics.text.features import pair_name, title_name, two_name
from monitor.topics.text.lexicon import Finder
from monitor.topics.text.nations import nation_features
from monitor.topics.text.passages import stretches
from monitor.topics.text.scan import Said, Scan, scan
from monitor.topics.text.spelling import runs

_NO_PAIRS: dict[str, int] = {}


class Passage(NamedTuple):
    """A passage by the places of its sentences, with the total of each head."""

    sentences: Sequence[int]
    totals: Sequence[float]


class Scorer:
    """The tables of a model with the biases of its heads, ready to score by."""

    def __init__(
        self, finder: Finder, stems: Table, spelling: Table, named: Table, nations: Table,
        biases: Sequence[float],
    ) -> None:  # fmt: skip
        self._biases, self._width = biases, len(biases) + 1  # of a row
        self._finder = finder.numbering(_Words(stems, spelling, self._width).of)
        self._concepts = _Concepts(numbers(named))
        self._nations = numbers(nations)

    def passages(self, article: Article) -> tuple[Scan, list[Passage]]:
        """The article looked through, and each passage of it that holds a word."""
        found = scan(article, self._finder)
        words = [one.number for one in found.words]
        pairs = [one.pairs.get(following.stem, 0) for one, following in pairwise(found.words)]
        passages = []
        for parts in stretches(found.sentences):
            held: set[int] = set()
            spans = [slice(found.of_words[part[0]][0], found.of_words[part[-1]][1]) for part in parts if part]
            for span in spans:
                held.update(words[span], pairs[span])
            places = [*chain(*parts)]
            if any(first < last for first, last in map(found.of_words.__getitem__, places)):
                said = [found.said[at] for at in places]
                passages.append(Passage(places, self._totals(held, said)))
        return found, passages

    def _totals(self, words: Iterable[int], said: Sequence[Said]) -> Sequence[float]:
        """For each head its bias and what the features say, each kind brought to its length."""
        width = self._width
        of_words = figures(sum(words), 2 * width)
        nations = nation_features([(one.field, one.nations) for one in said if one.nations])
        kinds = (
            (of_words[:width], 1.0),
            (of_words[width:], 1.0),
            (figures(sum(self._concepts.of(said)), width), 1.0),
            (figures(sum([self._nations.get(name, 0) for name in nations]), width), NATIONS),
        )
        totals = self._biases
        for (square, *sums), length in kinds:
            if square:
                scale = length / sqrt(square)
                totals = [total + part * scale for total, part in zip(totals, sums, strict=True)]
        return totals


class _Words:
    """The numbers of words and of neighbours: the lower half of the figures for themselves, the upper for spelling."""

    def __init__(self, stems: Table, spelling: Table, width: int) -> None:
        self._stems, self._spelling = stems, spelling
        self._nothing = (0.0,) * width
        self._pairs: dict[str, dict[str, int]] = {}
        for place, (name, row) in enumerate(stems.items(), start=1):
            first, joined, second = name.partition(" ")
            if joined:
                self._pairs.setdefault(first, {})[second] = number(place, (*row, *self._nothing))

    def of(self, stem: str) -> tuple[int, dict[str, int]]:
        """The number of a stem, and those of it with each that is known to follow it."""
        spelt = [self._spelling[run] for run in runs(stem) if run in self._spelling]
        row = (*self._stems.get(stem, self._nothing), *map(sum, zip(self._nothing, *spelt, strict=True)))
        # By its letters: a stem that is not in the table may well be spelt in a way that is known.
        place = len(self._stems) + 1 + int.from_bytes(stem.encode(), "big")
        return number(place, row), self._pairs.get(stem, _NO_PAIRS)


class _Concepts:
    """The numbers of the features of concepts, as `features` has them."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._alone = _Numbers(numbers, str)
        self._title = _Numbers(numbers, title_name)
        self._two = _Numbers(numbers, two_name)
        self._pairs = _Pairs(numbers)

    def of(self, said: Sequence[Said]) -> set[int]:
        """Of a passage's sentences."""
        term: dict[str, str] = {}  # the first one met of each concept
        headline: frozenset[str] = frozenset()
        before: frozenset[str] = frozenset()
        found: set[int] = set()
        for field, terms, here, _ in said:
            if here:
                for concept, written in terms:
                    if term.setdefault(concept, written) != written:
                        found.add(self._two[concept])
                beside = here | before | headline
                for concept in here:
                    found.update(map(self._pairs[concept].__getitem__, beside))
                if field == "title":
                    headline |= here
            before = here
        found.update(map(self._alone.__getitem__, term), map(self._title.__getitem__, headline))
        return found


class _Numbers(dict[str, int]):
    """The number of a feature by the concept that it is named by; 0 of one that the model does not know."""

    def __init__(self, numbers: Mapping[str, int], name: Callable[[str], str]) -> None:
        super().__init__()
        self._numbers, self._name = numbers, name

    def __missing__(self, concept: str) -> int:
        number = self[concept] = self._numbers.get(self._name(concept), 0)
        return number


class _Pairs(dict[str, _Numbers]):
    """The numbers of two concepts that meet, by the one and then the other."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, one: str) -> _Numbers:
        found = self[one] = _Numbers(self._numbers, lambda other: pair_name(sorted((one, other))))
        return found

"""What a reader of the beat knows whatever the topic: its ideas, its nations, its affairs. (I/O, at first use)

The lexicon comes with the product (seeds/lexicon). It says nothing about any topic: training finds out which of its
concepts speak for which. A topic's own concepts, in its file, are looked for beside them.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from monitor.shipped import LEXICON
from monitor.topics.text.concepts import Hit
from monitor.topics.text.phrases import HEAD, Phrase, Standing, longest
from monitor.topics.text.remembered import Remembered
from monitor.topics.text.terms import Terms, Uses, uses
from monitor.topics.text.words import pieces

_NATIONS = "nations"  # the file whose tables are nations, by ISO 3166-1 code, and [many]


class Found(NamedTuple):
    """What a text names, each in order of place."""

    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]  # their concepts are "us/capitals": the nation and the list that knows it


Naming = tuple[str, str]  # a concept, and the term by which it is named


class Met(NamedTuple):
    """What the pieces of a text name."""

    cut: Sequence[str]
    letters: Sequence[int]  # up to the end of each piece; between two of them stands one character more
    namings: Sequence[tuple[Naming, ...]]  # of each piece: by itself, then with those that follow
    longer: Mapping[int, Sequence[Standing]]  # the latter, for the few pieces that begin any

    def hits(self, first: int, last: int, begin: int = 0) -> Iterator[Hit]:
        """Those of the pieces from `first` to before `last`, in order of place, their text counted from `begin`."""
        for place in range(first, last):
            if named := self.namings[place]:
                phrases = self.longer.get(place, ())
                end = self.letters[place] + place - begin
                start = end - len(self.cut[place])
                for concept, term in named[: len(named) - len(phrases)]:
                    yield Hit(start, end, concept, term)
                for end, concept, term in phrases:
                    yield Hit(start, end - begin, concept, term)


class Finder:
    """Finds the concepts of some topics, those of the lexicon ("trade/permit", by file and table), and nations."""

    def __init__(self, own: Terms, lexicon: Terms, nations: frozenset[str]) -> None:
        self.nations = nations  # the concepts that are
        self._words = Remembered(lambda word: uses(word, (own, lexicon)))

    def find(self, folded: str) -> Found:
        """Everything that a folded text names; at each place the longest term of a concept."""
        met = self.meet(folded, pieces(folded))
        sides: tuple[list[Hit], list[Hit]] = ([], [])
        for hit in met.hits(0, len(met.cut)):
            sides[hit.concept in self.nations].append(hit)
        return Found(tuple(sides[False]), tuple(sides[True]))

    def meet(self, folded: str, cut: Sequence[str]) -> Met:
        """The same piece by piece; `cut` are the `pieces` of the folded text."""
        known = list(map(self._words.__getitem__, cut))
        letters = list(accumulate(map(len, cut)))
        namings = [one.named for one in known]
        longer = {}
        for place, phrases in _candidates(known, cut).items():
            if standing := longest(phrases, folded, letters[place] + place):
                longer[place] = standing
                concepts = {concept for _, concept, _ in standing}
                alone = [one for one in namings[place] if one[0] not in concepts]
                namings[place] = (*alone, *[(concept, term) for _, concept, term in standing])
        return Met(cut, letters, namings, longer)


def _candidates(known: Sequence[Uses], cut: Sequence[str]) -> dict[int, tuple[Phrase, ...]]:
    """Where phrases may stand, and which."""
    heads = [*[one[:HEAD] for one in cut[1:]], ""]
    begun = enumerate(map(dict.get, [one.begins for one in known], heads))
    found = {place: phrases for place, phrases in begun if phrases}
    for place in [place for place, one in enumerate(known) if one.alone and heads[place]]:
        found[place] = (*found.get(place, ()), *known[place].alone)
    return found


def finder(concepts: Mapping[str, tuple[str, ...]]) -> Finder:
    """Of these concepts, each with its terms, and of the shipped lexicon."""
    return Finder(Terms(concepts), *shipped())


@cache
def shipped() -> tuple[Terms, frozenset[str]]:
    """The terms of the lexicon that comes with the product, and its concepts that are nations; read once a process."""
    concepts: dict[str, list[str]] = {}
    nations: dict[str, list[str]] = {}
    for path in _paths():
        for name, lists in tomllib.loads(path.read_text("utf-8")).items():
            if path.stem == _NATIONS:
                nations |= {f"{name}/{known_by}": terms for known_by, terms in lists.items()}
            else:
                terms = {term for written in lists.values() for term in written}
                concepts[f"{path.stem}/{name}"] = sorted(terms)
    return Terms(concepts | nations), frozenset(nations)


@cache
def version() -> str:
    """A digest that changes with any file of the lexicon."""
    digest = sha256()
    for path in _paths():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _paths() -> list[Path]:
    return sorted(LEXICON.glob("*.toml"))

"""What a reader of the beat knows whatever the topic: its ideas, its nations, its affairs. (I/O, at first use)

The lexicon comes with the product (seeds/lexicon). It says nothing about any topic: training finds out which of its
concepts speak for which. A topic's own concepts, in its file, are looked for beside them.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate, compress, pairwise
from pathlib import Path
from typing import NamedTuple

from monitor.shipped import LEXICON
from monitor.topics.text.concepts import Hit
from monitor.topics.text.phrases import HEAD, Phrase, Standing, longest
from monitor.topics.text.remembered import Remembered
from monitor.topics.text.terms import NOTHING, Begins, Terms, uses
from monitor.topics.text.words import pieces, stem

_NATIONS = "nations"  # the file whose tables are nations, by ISO 3166-1 code, and [many]


class Found(NamedTuple):
    """What a text names, each in order of place."""

    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]  # their concepts are "us/capitals": the nation and the list that knows it


Naming = tuple[str, str]  # a concept, and the term by which it is named


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What a word is by itself, whatever stands beside it."""

    named: tuple[Naming, ...]
    alone: tuple[Phrase, ...]
    begins: Begins
    head: str  # its first letters, by which phrases that it goes on are found
    stem: str
    number: int  # by Numbers
    pairs: dict[str, int]


# What somebody has numbered: a stem, and two neighbours by the second; 0 and nothing for what is not.
Numbers = Callable[[str], tuple[int, dict[str, int]]]


_NO_PAIRS: dict[str, int] = {}


def _unnumbered(_: str) -> tuple[int, dict[str, int]]:
    return 0, _NO_PAIRS


class Met(NamedTuple):
    """What the pieces of a text name."""

    cut: Sequence[str]
    starts: Sequence[int]  # of each piece, and where one after the last would begin
    namings: Sequence[tuple[Naming, ...]]  # of each piece: by itself, then with those that follow
    longer: Mapping[int, Sequence[Standing]]  # the latter, for the few pieces that begin any

    def hits(self, first: int, last: int) -> Iterator[Hit]:
        """Those of the pieces from `first` to before `last`, in order of place, their text counted from its begin."""
        begin = self.starts[first]
        for place in compress(range(first, last), self.namings[first:last]):
            named, phrases = self.namings[place], self.longer.get(place, ())
            start = self.starts[place] - begin
            end = start + len(self.cut[place])
            for concept, term in named[: len(named) - len(phrases)]:
                yield Hit(start, end, concept, term)
            for end, concept, term in phrases:
                yield Hit(start, end - begin, concept, term)


class Finder:
    """Finds the concepts of some topics, those of the lexicon ("trade/permit", by file and table), and nations."""

    def __init__(
        self, own: Terms, lexicon: Terms, nations: frozenset[str], numbers: Numbers = _unnumbered
    ) -> None:
        self.nations = nations  # the concepts that are
        self.words = Remembered(self._known)
        self._terms, self._numbers = (own, lexicon), numbers

    def numbering(self, numbers: Numbers) -> "Finder":
        """One that finds the same, and knows these numbers of each word."""
        return Finder(*self._terms, self.nations, numbers)

    def find(self, folded: str) -> Found:
        """Everything that a folded text names; at each place the longest term of a concept."""
        cut = pieces(folded)
        met = self.meet(folded, cut, list(map(self.words.__getitem__, cut)))
        sides: tuple[list[Hit], list[Hit]] = ([], [])
        for hit in met.hits(0, len(met.cut)):
            sides[hit.concept in self.nations].append(hit)
        return Found(tuple(sides[False]), tuple(sides[True]))

    def meet(self, folded: str, cut: Sequence[str], known: Sequence[Known]) -> Met:
        """The same piece by piece; `cut` are the `pieces` of the folded text, `known` what is known of each."""
        starts = list(accumulate([len(one) + 1 for one in cut], initial=0))
        namings = [one.named for one in known]
        longer = {}
        for place, phrases in _candidates(known):
            if standing := longest(phrases, folded, starts[place + 1] - 1):
                longer[place] = standing
                concepts = {concept for _, concept, _ in standing}
                alone = [one for one in namings[place] if one[0] not in concepts]
                namings[place] = (*alone, *[(concept, term) for _, concept, term in standing])
        return Met(cut, starts, namings, longer)

    def _known(self, word: str) -> Known:
        found = stem(word) if word else ""
        one = NOTHING if "'" in word else uses(word, self._terms)
        return Known(one.named, one.alone, one.begins, word[:HEAD], found, *self._numbers(found))


def _candidates(known: Sequence[Known]) -> Iterator[tuple[int, tuple[Phrase, ...]]]:
    """Where phrases may stand, and which."""
    for place, (one, following) in enumerate(pairwise(known)):
        if one.begins and (phrases := one.begins.get(following.head, one.alone)):
            yield place, phrases


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

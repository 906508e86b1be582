"""What a reader of the beat knows whatever the topic: its ideas, its nations, its affairs. (I/O, at first use)

The lexicon comes with the product (seeds/lexicon). It says nothing about any topic: training finds out which of its
concepts speak for which. A topic's own concepts, in its file, are looked for beside them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from monitor.shipped import LEXICON
from monitor.topics.concepts import Hit, Matcher, is_word

_NATIONS = "nations"  # the file whose tables are nations, by ISO 3166-1 code, and [many]
_REMEMBERED = 2**15  # words with what they name
_LONGEST = 40  # letters of a word that is worth remembering
_WORD = re.compile(r"\w+")


class Terms:
    """Terms of one word, which a word has whatever stands around it, apart from those that take the text."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        apart = {True: dict[str, list[str]](), False: dict[str, list[str]]()}
        for concept, terms in concepts.items():
            for term in terms:
                apart[is_word(term)].setdefault(concept, []).append(term)
        self.words, self.phrases = Matcher(apart[True]), Matcher(apart[False])


class Found(NamedTuple):
    """What a text names, each in order of place."""

    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]  # their concepts are "us/capitals": the nation and the list that knows it


class Finder:
    """Finds the concepts of some topics, those of the lexicon ("trade/permit", by file and table), and nations.

    What a word names by itself is remembered, for most words of an article have been met before.
    """

    def __init__(self, own: Terms, lexicon: Terms, nations: frozenset[str]) -> None:
        self._terms = (own, lexicon)
        self._nations = nations  # the concepts that are
        self._names = lru_cache(maxsize=_REMEMBERED)(self._looked_up)

    def find(self, folded: str) -> Found:
        """Everything that a folded text names; at each place the longest term of a concept."""
        found = [hit for terms in self._terms for hit in terms.phrases.hits(folded)]
        longer = {(hit.start, hit.concept) for hit in found}  # than the word they begin with
        for met in _WORD.finditer(folded):
            word = met[0]
            if names := self._names(word) if len(word) <= _LONGEST else self._looked_up(word):
                start, end = met.span()
                for concept, term in names:
                    if (start, concept) not in longer:
                        found.append(Hit(start, end, concept, term))
        if longer:
            found.sort()
        nations = self._nations
        return Found(
            tuple([hit for hit in found if hit.concept not in nations]),
            tuple([hit for hit in found if hit.concept in nations]),
        )

    def _looked_up(self, word: str) -> tuple[tuple[str, str], ...]:
        """Each concept that the word names by itself, with the term; in order of names."""
        hits = sorted(hit for terms in self._terms for hit in terms.words.hits(word))
        return tuple([(hit.concept, hit.term) for hit in hits])


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

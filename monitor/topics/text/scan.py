"""An article looked through at one go: its sentences, the words of each, and what they name. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from monitor.model import Article
from monitor.topics.text.concepts import Hit
from monitor.topics.text.fold import fold
from monitor.topics.text.lexicon import Finder, Met, Naming
from monitor.topics.text.passages import Sentence, sentences
from monitor.topics.text.words import BREAK, forms, pieces, stem_of

_BETWEEN = f" {BREAK} "
_Bounds = Sequence[tuple[int, int]]  # for each sentence the first place, and that after the last


class Said(NamedTuple):
    """What a sentence names."""

    field: str
    terms: Sequence[Naming]  # its concepts with the terms that name them, in order of place
    concepts: frozenset[str]
    nations: Sequence[str]  # as the lexicon knows them: "us/capitals"


class Named(NamedTuple):
    """A sentence with the places of its concepts, in order."""

    sentence: Sentence
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """All sentences of an article, read together: one by one they would take a dozen calls each."""

    sentences: Sequence[Sentence]
    forms: Sequence[str]  # the words of all sentences, BREAK between them
    of_forms: _Bounds
    met: Met
    of_pieces: _Bounds
    nations: frozenset[str]  # the concepts that are

    def said(self, place: int) -> Said:
        """What the sentence at this place names."""
        first, last = self.of_pieces[place]
        terms = list(chain.from_iterable(self.met.namings[first:last]))
        concepts = frozenset([concept for concept, _ in terms])
        nations: list[str] = []
        if not concepts.isdisjoint(self.nations):
            nations = [concept for concept, _ in terms if concept in self.nations]
            terms = [one for one in terms if one[0] not in self.nations]
            concepts -= self.nations
        return Said(self.sentences[place].field, terms, concepts, nations)

    def named(self, place: int) -> Named:
        """The sentence at this place with its concepts, nations left out."""
        first, last = self.of_pieces[place]
        begin = self.met.letters[first - 1] + first if first else 0
        hits = tuple([hit for hit in self.met.hits(first, last, begin) if hit.concept not in self.nations])
        return Named(self.sentences[place], hits)

    def stems(self, place: int) -> tuple[str, ...]:
        """The stems of the words of the sentence at this place."""
        first, last = self.of_forms[place]
        return tuple(map(stem_of, self.forms[first:last]))


def scan(article: Article, finder: Finder) -> Scan:
    found = sentences(article)
    folded = fold(_BETWEEN.join([one.text.replace(BREAK, "\1") for one in found]))
    cut = pieces(folded)
    words = forms(folded, cut)
    return Scan(found, words, _bounds(words), finder.meet(folded, cut), _bounds(cut), finder.nations)


def _bounds(parts: Sequence[str]) -> _Bounds:
    breaks = [place for place, one in enumerate(parts) if one == BREAK]
    return list(zip([0, *[place + 1 for place in breaks]], [*breaks, len(parts)], strict=True))

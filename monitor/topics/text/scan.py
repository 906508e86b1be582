"""An article looked through at one go: its sentences, the words of each, and what they name. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import NamedTuple

from monitor.model import Article
from monitor.topics.text.concepts import Hit
from monitor.topics.text.fold import fold
from monitor.topics.text.lexicon import Finder, Known, Met, Naming
from monitor.topics.text.passages import Sentence, sentences
from monitor.topics.text.words import BREAK, joined, pieces

_BETWEEN = f" {BREAK} "
_Bounds = Sequence[tuple[int, int]]  # for each sentence the first place, and that after the last


class Said(NamedTuple):
    """What a sentence names."""

    field: str
    terms: Sequence[Naming]  # its concepts with the terms that name them, in order of place
    concepts: frozenset[str]
    nations: Sequence[str]  # as the lexicon knows them: "us/capitals"


@dataclass(frozen=True, slots=True)
class Scan:
    """All sentences of an article, read together: one by one they would take a dozen calls each."""

    sentences: Sequence[Sentence]
    said: Sequence[Said]  # by each of them
    words: Sequence[Known]  # of all sentences, BREAK between them
    of_words: _Bounds
    met: Met
    of_pieces: _Bounds
    nations: frozenset[str]  # the concepts that are
    # Of sentences asked for.
    _by_concept: dict[int, Mapping[str, Sequence[Hit]]] = field(default_factory=dict)

    def hits(self, place: int) -> list[Hit]:
        """The concepts in the sentence at this place, in order, nations left out."""
        first, last = self.of_pieces[place]
        return [hit for hit in self.met.hits(first, last) if hit.concept not in self.nations]

    def by_concept(self, place: int) -> Mapping[str, Sequence[Hit]]:
        """These hits by their concepts; looked up once."""
        if place not in self._by_concept:
            found: dict[str, list[Hit]] = {}
            for hit in self.hits(place):
                found.setdefault(hit.concept, []).append(hit)
            self._by_concept[place] = found
        return self._by_concept[place]

    def stems(self, place: int) -> tuple[str, ...]:
        """The stems of the words of the sentence at this place."""
        first, last = self.of_words[place]
        return tuple([one.stem for one in self.words[first:last]])


def scan(article: Article, finder: Finder) -> Scan:
    found = sentences(article)
    folded = fold(_BETWEEN.join([one.text.replace(BREAK, "\1") for one in found]))
    cut = pieces(folded)
    known = list(map(finder.words.__getitem__, cut))
    met, of_pieces = finder.meet(folded, cut, known), _bounds(cut, len(found))
    whole = list(cut)
    for place, form in joined(folded, cut, met.starts).items():
        whole[place], known[place] = form, finder.words[form]
    said = [
        _said(sentence.field, met.namings[first:last], finder.nations)
        for sentence, (first, last) in zip(found, of_pieces, strict=False)  # no sentence has bounds too
    ]
    words, of_words = list(compress(known, whole)), _bounds(list(filter(None, whole)), len(found))
    return Scan(found, said, words, of_words, met, of_pieces, finder.nations)


def _said(field: str, namings: Iterable[Sequence[Naming]], nations: frozenset[str]) -> Said:
    terms = list(chain.from_iterable(filter(None, namings)))
    concepts = frozenset([concept for concept, _ in terms])
    if concepts.isdisjoint(nations):
        return Said(field, terms, concepts, ())
    named = [concept for concept, _ in terms if concept in nations]
    return Said(field, [one for one in terms if one[0] not in nations], concepts - nations, named)


def _bounds(parts: Sequence[str], texts: int) -> _Bounds:
    found, first = [], 0
    for _ in range(texts - 1):
        last = parts.index(BREAK, first)
        found.append((first, last))
        first = last + 1
    return [*found, (first, len(parts))]

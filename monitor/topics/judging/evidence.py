"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby, product
from operator import itemgetter
from typing import NamedTuple

from monitor.model import Evidence
from monitor.topics.judging.weights import Model, Speaking
from monitor.topics.text import glossary
from monitor.topics.text.concepts import Hit
from monitor.topics.text.fold import fold
from monitor.topics.text.passages import Sentence
from monitor.topics.text.scan import Scan
from monitor.topics.text.words import Word, stem, words

_PAIRS = 3  # spans of two concepts that are shown at most
_SPANS = 5  # spans altogether
_FEW = 2  # spans of concepts: with fewer, single words are shown too
_LETTERS = 4  # of a word that is worth showing: shorter ones are mostly articles and the like


class _Placed(NamedTuple):
    """Words that speak for the topic, and where they stand."""

    order: int  # of the sentence in the passage
    start: int  # in the sentence
    end: int
    parts: tuple[Hit | Word, ...]  # a concept, two of them, or a word


# What may be shown: its weight below zero, so that sorted the heaviest come first; the order of its sentence in the
# passage; and a word, a concept or two.
_Candidate = tuple[float, int, Word | tuple[str, ...]]


def evidence(found: Scan, places: Sequence[int], topic: int, model: Model) -> tuple[Evidence, ...]:
    """One to five spans that do not overlap, in reading order, of the passage of the sentences at these places.

    `topic` is the place of its head in the model. First come concepts that stand together, then single concepts, and
    only where these are few, single words. Should none of them speak for the topic, it was the wording as a whole that
    decided: the first sentence is given.
    """
    speaking, chosen = model.speaking[topic], _Chosen(found, places)
    named = [found.said[place].concepts for place in places]
    chosen.fill(_pairs(named, speaking), _PAIRS)
    chosen.fill(_concepts(named, speaking), _SPANS)
    if len(chosen.kept) < _FEW:
        chosen.fill(_words(chosen.sentences, topic, model), _SPANS)
    if not chosen.kept:
        first = chosen.sentences[0]
        return (_span(first, 0, len(first.text.rstrip()), "the wording as a whole, more than any one word"),)
    return tuple(
        _span(chosen.sentences[one.order], one.start, one.end, why) for one, why in sorted(chosen.kept)
    )


def _pairs(named: Iterable[frozenset[str]], speaking: Speaking) -> Iterator[_Candidate]:
    """Each two concepts of a sentence that together speak for the topic."""
    for order, concepts in enumerate(named):
        for two in filter(speaking.together.__contains__, combinations(sorted(concepts), 2)):
            yield -speaking.together[two], order, two


def _concepts(named: Iterable[frozenset[str]], speaking: Speaking) -> Iterator[_Candidate]:
    for order, concepts in enumerate(named):
        for concept in concepts:
            if concept in speaking.alone:
                yield -speaking.alone[concept], order, (concept,)


def _words(sentences: Iterable[Sentence], topic: int, model: Model) -> Iterator[_Candidate]:
    for order, sentence in enumerate(sentences):
        for word in words(fold(sentence.text)):
            weight = model.tells(stem(word.form), topic)
            if weight > 0 and len(word.form) >= _LETTERS:
                yield -weight, order, word


class _Chosen:
    """What is shown of a passage: places that do not overlap, each with a reason that no other gives."""

    def __init__(self, found: Scan, places: Sequence[int]) -> None:
        self.sentences = [found.sentences[place] for place in places]
        self.kept: list[tuple[_Placed, str]] = []
        self._found, self._places = found, places
        self._reasons: set[str] = set()

    def fill(self, candidates: Iterable[_Candidate], most: int) -> None:
        """Adds the heaviest of the candidates until there are so many."""
        for one in self._in_turn(sorted(candidates)):
            if len(self.kept) >= most:
                break
            if not self._overlaps(one) and (why := self._why(one)) not in self._reasons:
                self.kept.append((one, why))
                self._reasons.add(why)

    def _in_turn(self, ranked: Iterable[_Candidate]) -> Iterator[_Placed]:
        """Where they stand; of equal weight, as they come in the text. Looked up late, for most have no turn."""
        for _, equals in groupby(ranked, key=itemgetter(0)):
            placed = [place for _, order, what in equals for place in self._standing(order, what)]
            yield from sorted(placed, key=self._in_text) if len(placed) > 1 else placed

    def _in_text(self, one: _Placed) -> tuple[int, ...]:
        return self.sentences[one.order].start, one.start, one.order, one.parts[0].end

    def _standing(self, order: int, what: Word | tuple[str, ...]) -> Sequence[_Placed]:
        """Every place of a word or concept; of two concepts that where they stand closest, if they share no letters."""
        if isinstance(what, Word):
            return [_Placed(order, what.start, what.end, (what,))]
        hits = self._found.by_concept(self._places[order])
        some, *others = [hits[concept] for concept in what]
        if not others:
            return [_Placed(order, hit.start, hit.end, (hit,)) for hit in some]
        closest = _closest(some, others[0])
        return [_Placed(order, closest[0].start, closest[1].end, closest)] if closest else []

    def _overlaps(self, one: _Placed) -> bool:
        order, start, end, _ = one
        return any(other.order == order and start < other.end and other.start < end for other, _ in self.kept)

    def _why(self, one: _Placed) -> str:
        return " beside ".join([_quoted(part, self.sentences[one.order]) for part in one.parts])


def _closest(some: Sequence[Hit], others: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """One of each, in order of place, with the least between them; None if every two share letters."""
    nearest: tuple[int, Hit, Hit] | None = None
    for pair in product(some, others):
        first, second = pair if pair[0] < pair[1] else pair[::-1]
        between = second.start - first.end
        if between >= 0 and (nearest is None or (between, first, second) < nearest):
            nearest = between, first, second
    return nearest and nearest[1:]


def _quoted(part: Hit | Word, sentence: Sentence) -> str:
    text = sentence.text[part.start : part.end]
    if isinstance(part, Word):
        return f"word that speaks for it: '{text}'"
    return f"{glossary.plain(part.concept)} ('{text}')"


def _span(sentence: Sentence, start: int, end: int, why: str) -> Evidence:
    first, last = sentence.start + start, sentence.start + end
    return Evidence(sentence.field, first, last, sentence.text[start:end], why)

"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, product
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
    passage, speaking = _Passage(found, places), model.speaking[topic]
    chosen = passage.best(_pairs(passage.named, speaking), _PAIRS, [])
    chosen = passage.best(_concepts(passage.named, speaking), _SPANS, chosen)
    if len(chosen) < _FEW:
        chosen = passage.best(_words(passage.sentences, topic, model), _SPANS, chosen)
    if not chosen:
        first = passage.sentences[0]
        return (_span(first, 0, len(first.text.rstrip()), "the wording as a whole, more than any one word"),)
    chosen.sort()
    return tuple(passage.span(one) for one in chosen)


def _pairs(named: Iterable[frozenset[str]], speaking: Speaking) -> Iterator[_Candidate]:
    """Each two concepts of a sentence that together speak for the topic."""
    for order, concepts in enumerate(named):
        for first in concepts & speaking.together.keys():
            says = speaking.together[first]
            for second in concepts & says.keys():
                yield -says[second], order, (first, second)


def _concepts(named: Iterable[frozenset[str]], speaking: Speaking) -> Iterator[_Candidate]:
    for order, concepts in enumerate(named):
        for concept in concepts & speaking.alone.keys():
            yield -speaking.alone[concept], order, (concept,)


def _words(sentences: Iterable[Sentence], topic: int, model: Model) -> Iterator[_Candidate]:
    for order, sentence in enumerate(sentences):
        for word in words(fold(sentence.text)):
            weight = model.tells(stem(word.form), topic)
            if weight > 0 and len(word.form) >= _LETTERS:
                yield -weight, order, word


class _Passage:
    """The sentences of a passage with what they name."""

    def __init__(self, found: Scan, places: Sequence[int]) -> None:
        self.sentences = [found.sentences[place] for place in places]
        self.named = [found.said[place].concepts for place in places]
        self._hits = cache(lambda order: _by_concept(found.hits(places[order])))

    def best(self, candidates: Iterable[_Candidate], most: int, chosen: Sequence[_Placed]) -> list[_Placed]:
        """`chosen`, filled up to `most` by the heaviest that overlap with none and give a reason not given yet."""
        kept, reasons = list(chosen), set(map(self._why, chosen))
        for one in self._in_turn(sorted(candidates)):
            if len(kept) >= most:
                break
            if not _overlaps(one, kept) and (why := self._why(one)) not in reasons:
                kept.append(one)
                reasons.add(why)
        return kept

    def span(self, one: _Placed) -> Evidence:
        return _span(self.sentences[one.order], one.start, one.end, self._why(one))

    def _in_turn(self, ranked: Iterable[_Candidate]) -> Iterator[_Placed]:
        """Where they stand; of equal weight, as they come in the text. Looked up late, for most have no turn."""
        for _, equals in groupby(ranked, key=itemgetter(0)):
            placed = [place for _, order, what in equals for place in self._places(order, what)]
            yield from sorted(placed, key=self._in_text) if len(placed) > 1 else placed

    def _in_text(self, one: _Placed) -> tuple[int, ...]:
        return self.sentences[one.order].start, one.start, one.order, one.parts[0].end

    def _places(self, order: int, what: Word | tuple[str, ...]) -> Sequence[_Placed]:
        """Every place of a word or concept; of two concepts that where they stand closest, if they share no letters."""
        if isinstance(what, Word):
            return [_Placed(order, what.start, what.end, (what,))]
        some, *others = [self._hits(order)[concept] for concept in what]
        if not others:
            return [_Placed(order, hit.start, hit.end, (hit,)) for hit in some]
        closest = _closest(some, others[0])
        return [_Placed(order, closest[0].start, closest[1].end, closest)] if closest else []

    def _why(self, one: _Placed) -> str:
        return " beside ".join([_quoted(part, self.sentences[one.order]) for part in one.parts])


def _by_concept(hits: Iterable[Hit]) -> Mapping[str, Sequence[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.concept, []).append(hit)
    return found


def _overlaps(one: _Placed, kept: Iterable[_Placed]) -> bool:
    order, start, end, _ = one
    return any(other.order == order and start < other.end and other.start < end for other in kept)


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

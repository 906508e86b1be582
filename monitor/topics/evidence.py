"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import NamedTuple

from monitor.model import Evidence
from monitor.topics import glossary
from monitor.topics.concepts import Hit
from monitor.topics.features import Reading, pair_name
from monitor.topics.fold import fold
from monitor.topics.passages import Sentence
from monitor.topics.weights import Model
from monitor.topics.words import Word, words

_PAIRS = 3  # spans of two concepts that are shown at most
_SPANS = 5  # spans altogether
_FEW = 2  # spans of concepts: with fewer, single words are shown too
_LETTERS = 4  # of a word that is worth showing: shorter ones are mostly articles and the like


class _Candidate(NamedTuple):
    weight: float
    reading: Reading
    parts: tuple[Hit | Word, ...]  # a concept, two of them, or a word

    @property
    def start(self) -> int:  # in the sentence
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def why(self) -> str:
        return " beside ".join([_quoted(part, self.reading) for part in self.parts])


def evidence(readings: Sequence[Reading], topic: int, model: Model) -> tuple[Evidence, ...]:
    """One to five spans that do not overlap, in reading order; `topic` is the place of its head in the model.

    First come concepts that stand together, then single concepts, and only where these are few, single words.
    Should none of them speak for the topic, it was the wording as a whole that decided: the first sentence is given.
    """
    chosen = _best([c for reading in readings for c in _pairs(reading, topic, model)], _PAIRS, [])
    chosen = _best([c for reading in readings for c in _concepts(reading, topic, model)], _SPANS, chosen)
    if len(chosen) < _FEW:
        chosen = _best([c for reading in readings for c in _words(reading, topic, model)], _SPANS, chosen)
    if not chosen:
        first = readings[0].sentence
        return (_span(first, 0, len(first.text.rstrip()), "the wording as a whole, more than any one word"),)
    order = {reading.sentence: place for place, reading in enumerate(readings)}
    chosen.sort(key=lambda c: (order[c.reading.sentence], c.start))
    return tuple(_span(c.reading.sentence, c.start, c.end, c.why) for c in chosen)


def _best(candidates: Iterable[_Candidate], most: int, chosen: list[_Candidate]) -> list[_Candidate]:
    """`chosen`, filled up to `most` by the heaviest that overlap with none and give a reason not given yet."""
    kept, reasons = list(chosen), {one.why for one in chosen}
    for one in sorted(candidates, key=lambda c: (-c.weight, c.reading.sentence.start, c.start)):
        if len(kept) >= most:
            break
        if one.why not in reasons and not any(_overlap(one, other) for other in kept):
            kept.append(one)
            reasons.add(one.why)
    return kept


def _overlap(a: _Candidate, b: _Candidate) -> bool:
    return a.reading.sentence == b.reading.sentence and a.start < b.end and b.start < a.end


def _pairs(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    """Each two concepts that together speak for the topic, where they stand closest without sharing letters."""
    by_concept = defaultdict[str, list[Hit]](list)
    for hit in reading.hits:
        by_concept[hit.concept].append(hit)
    pairs = list(combinations(sorted(by_concept), 2))
    weights = map(model.speaking[topic].get, map(pair_name, pairs))
    for (a, b), together in zip(pairs, weights, strict=True):
        closest = _closest(by_concept[a], by_concept[b]) if together else None
        if together and closest:
            weight = sum((_named(model, hit.concept, topic) for hit in closest), start=together)
            if weight > 0:
                yield _Candidate(weight, reading, closest)


def _closest(some: Sequence[Hit], others: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """One of each, in order of place, with the least between them; None if every two share letters."""
    beside = [
        (second.start - first.end, first, second)
        for first, second in map(sorted, product(some, others))
        if second.start >= first.end
    ]
    return min(beside)[1:] if beside else None


def _concepts(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    speaking = model.speaking[topic]
    for hit in reading.hits:
        if hit.concept in speaking:
            yield _Candidate(speaking[hit.concept], reading, (hit,))


def _words(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    weights = map(model.telling[topic].get, reading.stems)
    for word, weight in zip(words(fold(reading.sentence.text)), weights, strict=True):
        if weight and len(word.form) >= _LETTERS:
            yield _Candidate(weight, reading, (word,))


def _named(model: Model, feature: str, topic: int) -> float:
    row = model.named.get(feature)
    return row[topic + 1] if row else 0.0


def _quoted(part: Hit | Word, reading: Reading) -> str:
    text = reading.sentence.text[part.start : part.end]
    if isinstance(part, Word):
        return f"word that speaks for it: '{text}'"
    return f"{glossary.plain(part.concept)} ('{text}')"


def _span(sentence: Sentence, start: int, end: int, why: str) -> Evidence:
    first, last = sentence.start + start, sentence.start + end
    return Evidence(sentence.field, first, last, sentence.text[start:end], why)

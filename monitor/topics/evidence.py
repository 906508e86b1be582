"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from monitor.model import Evidence
from monitor.topics import glossary
from monitor.topics.concepts import Hit
from monitor.topics.features import Reading, pair_name
from monitor.topics.passages import Sentence
from monitor.topics.weights import Model
from monitor.topics.words import Word, stem

_PAIRS = 3  # spans of two concepts that are shown at most
_SPANS = 5  # spans altogether
_FEW = 2  # spans of concepts: with fewer, single words are shown too
_LETTERS = 4  # of a word that is worth showing: shorter ones are mostly articles and the like
_TELLING = 3.3**2  # idf squared of a word that is worth showing: fewer than one text in ten has it


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
        return " beside ".join(_quoted(part, self.reading) for part in self.parts)


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
    kept = list(chosen)
    for one in sorted(candidates, key=lambda c: (-c.weight, c.reading.sentence.start, c.start)):
        if len(kept) >= most:
            break
        if all(not _overlap(one, other) and one.why != other.why for other in kept):
            kept.append(one)
    return kept


def _overlap(a: _Candidate, b: _Candidate) -> bool:
    return a.reading.sentence == b.reading.sentence and a.start < b.end and b.start < a.end


def _pairs(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    """Each two concepts that together speak for the topic, where they stand closest without sharing letters."""
    closest: dict[str, tuple[Hit, Hit]] = {}
    for a, b in combinations(reading.hits, 2):
        if a.concept == b.concept or b.start < a.end:
            continue
        name = pair_name(a.concept, b.concept)
        if _named(model, name, topic) <= 0:
            continue
        if name not in closest or b.start - a.end < closest[name][1].start - closest[name][0].end:
            closest[name] = (a, b)
    for name, (a, b) in closest.items():
        weight = sum(_named(model, feature, topic) for feature in (name, a.concept, b.concept))
        if weight > 0:
            yield _Candidate(weight, reading, (a, b))


def _concepts(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    for hit in reading.hits:
        weight = _named(model, hit.concept, topic)
        if weight > 0:
            yield _Candidate(weight, reading, (hit,))


def _words(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    for word in reading.words:
        row = model.stems.get(stem(word.form)) if len(word.form) >= _LETTERS else None
        weight = row[topic + 1] if row and row[0] >= _TELLING else 0.0
        if weight > 0:
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

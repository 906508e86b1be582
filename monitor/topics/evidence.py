"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.model import Evidence
from monitor.topics import glossary
from monitor.topics.concepts import Hit
from monitor.topics.features import Reading, pairs
from monitor.topics.weights import Model
from monitor.topics.words import Word, stem

_PAIRS = 3  # spans of two concepts that are shown at most
_SPANS = 5  # spans altogether
_FEW = 2  # spans of concepts: with fewer, single words are shown too
_LETTERS = 4  # of a word that is worth showing: shorter ones are mostly articles and the like
_TELLING = 3.3  # idf of a word that is worth showing: fewer than one text in ten has it


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    reading: Reading
    start: int  # in the sentence
    end: int
    why: str


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
        first = readings[0]
        end = len(first.sentence.text.rstrip())
        chosen = [_Candidate(0.0, first, 0, end, "the wording as a whole, more than any one word")]
    order = {reading.sentence: place for place, reading in enumerate(readings)}
    return tuple(_span(c) for c in sorted(chosen, key=lambda c: (order[c.reading.sentence], c.start)))


def _best(candidates: Iterable[_Candidate], most: int, chosen: list[_Candidate]) -> list[_Candidate]:
    """`chosen`, filled up to `most` by the heaviest that overlap with none and give a reason not given yet."""
    kept = list(chosen)
    for one in sorted(candidates, key=lambda c: (-c.weight, c.reading.sentence.start, c.start)):
        if len(kept) >= most:
            break
        if all(one.why != other.why and not _overlap(one, other) for other in kept):
            kept.append(one)
    return kept


def _overlap(a: _Candidate, b: _Candidate) -> bool:
    return a.reading.sentence == b.reading.sentence and a.start < b.end and b.start < a.end


def _pairs(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    for name, (first, second) in pairs(reading.hits).items():
        weight = sum(_named(model, feature, topic) for feature in (name, first.concept, second.concept))
        if _named(model, name, topic) > 0 and weight > 0:
            why = f"{_quoted(first, reading)} beside {_quoted(second, reading)}"
            yield _Candidate(weight, reading, first.start, second.end, why)


def _concepts(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    for hit in reading.hits:
        weight = _named(model, hit.concept, topic)
        if weight > 0:
            yield _Candidate(weight, reading, hit.start, hit.end, _quoted(hit, reading))


def _words(reading: Reading, topic: int, model: Model) -> Iterable[_Candidate]:
    for word in reading.words:
        row = model.stems.get(stem(word.form)) if len(word.form) >= _LETTERS else None
        weight = row[topic + 1] if row and row[0] >= _TELLING else 0.0
        if weight > 0:
            why = f"word that speaks for it: '{_text(word, reading)}'"
            yield _Candidate(weight, reading, word.start, word.end, why)


def _named(model: Model, feature: str, topic: int) -> float:
    row = model.named.get(feature)
    return row[topic + 1] if row else 0.0


def _quoted(hit: Hit, reading: Reading) -> str:
    return f"{glossary.plain(hit.concept)} ('{_text(hit, reading)}')"


def _text(part: Hit | Word, reading: Reading) -> str:
    return reading.sentence.text[part.start : part.end]


def _span(found: _Candidate) -> Evidence:
    sentence = found.reading.sentence
    start, end = sentence.start + found.start, sentence.start + found.end
    return Evidence(sentence.field, start, end, sentence.text[found.start : found.end], found.why)

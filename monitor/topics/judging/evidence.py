"""Which words of a passage speak for a topic, as spans of the article's own text."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, groupby, product
from operator import itemgetter
from typing import NamedTuple

from monitor.model import Evidence
from monitor.topics.judging.weights import Model
from monitor.topics.text import glossary
from monitor.topics.text.concepts import Hit
from monitor.topics.text.fold import fold
from monitor.topics.text.passages import Sentence
from monitor.topics.text.scan import Named
from monitor.topics.text.words import Word, stem, words

_PAIRS = 3  # spans of two concepts that are shown at most
_SPANS = 5  # spans altogether
_FEW = 2  # spans of concepts: with fewer, single words are shown too
_LETTERS = 4  # of a word that is worth showing: shorter ones are mostly articles and the like


class _Placed(NamedTuple):
    """Words that speak for the topic."""

    sentence: Sentence
    parts: tuple[Hit | Word, ...]  # a concept, two of them, or a word

    @property
    def start(self) -> int:  # in the sentence
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def why(self) -> str:
        return " beside ".join([_quoted(part, self.sentence) for part in self.parts])


class _One(NamedTuple):
    """A concept or a word that may be shown."""

    weight: float
    sentence: Sentence
    part: Hit | Word

    def placed(self) -> _Placed | None:
        return _Placed(self.sentence, (self.part,))


class _Two(NamedTuple):
    """Two concepts that may be shown: most are not, so their places are compared only when it is their turn."""

    weight: float
    sentence: Sentence
    some: Sequence[Hit]
    others: Sequence[Hit]

    def placed(self) -> _Placed | None:
        """Where they stand closest; None if they share letters everywhere."""
        closest = _closest(self.some, self.others)
        return closest and _Placed(self.sentence, closest)


_Candidate = _One | _Two


def evidence(named: Sequence[Named], topic: int, model: Model) -> tuple[Evidence, ...]:
    """One to five spans that do not overlap, in reading order; `topic` is the place of its head in the model.

    First come concepts that stand together, then single concepts, and only where these are few, single words.
    Should none of them speak for the topic, it was the wording as a whole that decided: the first sentence is given.
    """
    chosen = _best(chain.from_iterable(_pairs(one, topic, model) for one in named), _PAIRS, [])
    chosen = _best(chain.from_iterable(_concepts(one, topic, model) for one in named), _SPANS, chosen)
    if len(chosen) < _FEW:
        chosen = _best(chain.from_iterable(_words(one, topic, model) for one in named), _SPANS, chosen)
    if not chosen:
        first = named[0].sentence
        return (_span(first, 0, len(first.text.rstrip()), "the wording as a whole, more than any one word"),)
    order = {one.sentence: place for place, one in enumerate(named)}
    chosen.sort(key=lambda one: (order[one.sentence], one.start))
    return tuple(_span(one.sentence, one.start, one.end, one.why) for one in chosen)


def _best(candidates: Iterable[_Candidate], most: int, chosen: list[_Placed]) -> list[_Placed]:
    """`chosen`, filled up to `most` by the heaviest that overlap with none and give a reason not given yet."""
    kept, reasons = list(chosen), {one.why for one in chosen}
    ranked = sorted(candidates, key=itemgetter(0), reverse=True)
    for _, equals in groupby(ranked, key=itemgetter(0)):
        if len(kept) >= most:
            break
        placed = filter(None, [one.placed() for one in equals])
        for one in sorted(placed, key=lambda one: (one.sentence.start, one.start)):
            if (
                len(kept) < most
                and one.why not in reasons
                and not any(_overlap(one, other) for other in kept)
            ):
                kept.append(one)
                reasons.add(one.why)
    return kept


def _overlap(a: _Placed, b: _Placed) -> bool:
    return a.sentence == b.sentence and a.start < b.end and b.start < a.end


def _pairs(named: Named, topic: int, model: Model) -> Iterable[_Candidate]:
    """Each two concepts that together speak for the topic."""
    by_concept = defaultdict[str, list[Hit]](list)
    for hit in named.hits:
        by_concept[hit.concept].append(hit)
    together = model.speaking[topic].together
    concepts = sorted(by_concept)
    for place, first in enumerate(concepts):
        if says := together.get(first):
            for second in concepts[place + 1 :]:
                if weight := says.get(second):
                    yield _Two(weight, named.sentence, by_concept[first], by_concept[second])


def _closest(some: Sequence[Hit], others: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """One of each, in order of place, with the least between them; None if every two share letters."""
    beside = [
        (second.start - first.end, first, second)
        for first, second in map(sorted, product(some, others))
        if second.start >= first.end
    ]
    return min(beside)[1:] if beside else None


def _concepts(named: Named, topic: int, model: Model) -> Iterable[_Candidate]:
    speaking = model.speaking[topic].alone
    for hit in named.hits:
        if hit.concept in speaking:
            yield _One(speaking[hit.concept], named.sentence, hit)


def _words(named: Named, topic: int, model: Model) -> Iterable[_Candidate]:
    for word in words(fold(named.sentence.text)):
        weight = model.tells(stem(word.form), topic)
        if weight > 0 and len(word.form) >= _LETTERS:
            yield _One(weight, named.sentence, word)


def _quoted(part: Hit | Word, sentence: Sentence) -> str:
    text = sentence.text[part.start : part.end]
    if isinstance(part, Word):
        return f"word that speaks for it: '{text}'"
    return f"{glossary.plain(part.concept)} ('{text}')"


def _span(sentence: Sentence, start: int, end: int, why: str) -> Evidence:
    first, last = sentence.start + start, sentence.start + end
    return Evidence(sentence.field, first, last, sentence.text[start:end], why)

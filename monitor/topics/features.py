"""What the classifier sees of a text: its words, the words' letters, and the concepts it names.

Outlet, address, language and story are left out on purpose: a topic is given by what the item says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from monitor.topics.concepts import Hit, Matcher
from monitor.topics.fold import fold
from monitor.topics.passages import Sentence
from monitor.topics.words import Word, stem, words


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with what was found in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    stems: tuple[str, ...]  # one a word
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What a passage holds; how often does not count.

    `concepts` names each concept met ("export"), met in the headline ("title:export"), met in two different
    terms ("two:country"), and each two that meet ("export+weapon"): in one sentence, in neighbouring ones,
    or one of them in the headline. These carry over from language to language.
    """

    stems: frozenset[str]  # and pairs of neighbours, with a space between
    forms: frozenset[str]
    concepts: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.forms)


def read(sentence: Sentence, matcher: Matcher) -> Reading:
    folded = fold(sentence.text)
    found = tuple(words(folded))
    return Reading(sentence, found, tuple(stem(word.form) for word in found), tuple(matcher.hits(folded)))


def features(readings: Iterable[Reading]) -> Features:
    """The features of a passage out of its sentences."""
    known = tuple(readings)
    stems: set[str] = set()
    for reading in known:
        stems.update(reading.stems)
        stems.update(f"{a} {b}" for a, b in zip(reading.stems, reading.stems[1:], strict=False))
    return Features(
        stems=frozenset(stems),
        forms=frozenset(word.form for reading in known for word in reading.words),
        concepts=frozenset(_concept_features(known)),
    )


def pair_name(a: str, b: str) -> str:
    return f"{a}+{b}" if a < b else f"{b}+{a}"


def pairs(hits: tuple[Hit, ...]) -> dict[str, tuple[Hit, Hit]]:
    """Each two different concepts of a sentence, where they stand closest without sharing letters."""
    closest: dict[str, tuple[Hit, Hit]] = {}
    for a, b in combinations(hits, 2):
        if a.concept == b.concept or b.start < a.end:
            continue
        name = pair_name(a.concept, b.concept)
        if name not in closest or b.start - a.end < closest[name][1].start - closest[name][0].end:
            closest[name] = (a, b)
    return closest


def _concept_features(readings: tuple[Reading, ...]) -> Iterable[str]:
    terms: dict[str, set[str]] = {}
    headline: set[str] = set()
    before: set[str] = set()
    for reading in readings:
        here = {hit.concept for hit in reading.hits}
        for hit in reading.hits:
            terms.setdefault(hit.concept, set()).add(hit.term)
        for concept in here:
            yield from (pair_name(concept, other) for other in here | before | headline if other != concept)
        if reading.sentence.field == "title":
            headline |= here
        before = here
    for concept, different in terms.items():
        yield concept
        if concept in headline:
            yield f"title:{concept}"
        if len(different) > 1:
            yield f"two:{concept}"

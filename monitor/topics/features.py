"""What the classifier sees of a text: its words, the concepts it names, how many nations.

Outlet, address, language and story are left out on purpose: a topic is given by what the item says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product

from monitor.topics.concepts import Hit
from monitor.topics.fold import fold
from monitor.topics.lexicon import Finder
from monitor.topics.nations import nation_features
from monitor.topics.passages import Sentence
from monitor.topics.words import Word, stem, words


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with what was found in it."""

    sentence: Sentence
    words: tuple[Word, ...]
    stems: tuple[str, ...]  # one a word
    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """What a passage holds; how often does not count.

    `concepts` names each concept met ("export"), met in the headline ("title:export"), met in two different
    terms ("two:country"), and each two that meet ("export+weapon"): in one sentence, in neighbouring ones,
    or one of them in the headline. These carry over from language to language.
    """

    stems: frozenset[str]  # and pairs of neighbours, with a space between
    concepts: frozenset[str]
    nations: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stems)


def read(sentence: Sentence, finder: Finder) -> Reading:
    folded = fold(sentence.text)
    found = tuple(words(folded))
    named = finder.find(folded)
    return Reading(
        sentence=sentence,
        words=found,
        stems=tuple(stem(word.form) for word in found),
        hits=named.hits,
        nations=named.nations,
    )


def features(readings: Iterable[Reading]) -> Features:
    """The features of a passage out of its sentences."""
    known = tuple(readings)
    stems: set[str] = set()
    for reading in known:
        stems.update(reading.stems)
        stems.update(f"{a} {b}" for a, b in zip(reading.stems, reading.stems[1:], strict=False))
    return Features(
        stems=frozenset(stems),
        concepts=frozenset(_concept_features(known)),
        nations=nation_features((one.sentence.field, one.nations) for one in known),
    )


def pair_name(a: str, b: str) -> str:
    return f"{a}+{b}" if a < b else f"{b}+{a}"


def _concept_features(readings: tuple[Reading, ...]) -> Iterable[str]:
    terms: dict[str, set[str]] = {}
    headline: set[str] = set()
    before: set[str] = set()
    for reading in readings:
        here = {hit.concept for hit in reading.hits}
        for hit in reading.hits:
            terms.setdefault(hit.concept, set()).add(hit.term)
        yield from (f"{a}+{b}" for a, b in combinations(sorted(here), 2))
        yield from (pair_name(a, b) for a, b in product(here, (before | headline) - here))
        if reading.sentence.field == "title":
            headline |= here
        before = here
    for concept, different in terms.items():
        yield concept
        if concept in headline:
            yield f"title:{concept}"
        if len(different) > 1:
            yield f"two:{concept}"

"""What the classifier sees of a text: its words, the concepts it names, how many nations.

Outlet, address, language and story are left out on purpose: a topic is given by what the item says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from monitor.topics.concepts import Hit
from monitor.topics.fold import fold
from monitor.topics.lexicon import Finder
from monitor.topics.nations import nation_features
from monitor.topics.passages import Sentence
from monitor.topics.words import stems


class Reading(NamedTuple):
    """One sentence with what was found in it."""

    sentence: Sentence
    stems: tuple[str, ...]  # one a word
    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]


pair_name = "+".join  # the feature of two concepts that meet, given in alphabetical order


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
    named = finder.find(folded)
    return Reading(sentence, stems(folded), named.hits, named.nations)


def features(readings: Iterable[Reading]) -> Features:
    """The features of a passage out of its sentences."""
    known = tuple(readings)
    return Features(
        stems=frozenset(chain.from_iterable(map(_with_pairs, known))),
        concepts=frozenset(_concept_features(known)),
        nations=nation_features((one.sentence.field, one.nations) for one in known),
    )


def _with_pairs(reading: Reading) -> Iterable[str]:
    return chain(reading.stems, map(" ".join, pairwise(reading.stems)))


def _concept_features(readings: tuple[Reading, ...]) -> set[str]:
    term: dict[str, str] = {}  # the first one met of each concept
    two: set[str] = set()
    headline: set[str] = set()
    before: set[str] = set()
    found: set[str] = set()
    for reading in readings:
        here = set()
        for _, _, concept, written in reading.hits:
            here.add(concept)
            if term.setdefault(concept, written) != written:
                two.add(concept)
        # Those of the headline and the sentence before have met each other already.
        found.update(map(pair_name, combinations(sorted(here | before | headline), 2)))
        if reading.sentence.field == "title":
            headline |= here
        before = here
    found.update(term)
    found.update(f"title:{concept}" for concept in headline)
    found.update(f"two:{concept}" for concept in two)
    return found

"""What the classifier sees of a text: its words, the concepts it names, how many nations.

Outlet, address, language and story are left out on purpose: a topic is given by what the item says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, pairwise
from typing import NamedTuple

from monitor.model import Article
from monitor.topics.text.lexicon import Finder
from monitor.topics.text.nations import nation_features
from monitor.topics.text.passages import stretches
from monitor.topics.text.scan import Said, scan


class Reading(NamedTuple):
    """One sentence with what was found in it."""

    stems: tuple[str, ...]  # one a word
    said: Said


# The names of features of concepts: of two that meet, given in alphabetical order; of one met in the headline; of one
# met in two different terms.
PAIR = "+"
pair_name = PAIR.join
title_name = "title:{}".format
two_name = "two:{}".format


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

    @property
    def words(self) -> list[str]:
        """The single stems."""
        return [stem for stem in self.stems if " " not in stem]


def read(article: Article, finder: Finder) -> list[Reading]:
    """The first passage of an article."""
    found = scan(article, finder)
    first = chain(*next(iter(stretches(found.sentences)), ()))
    return [Reading(found.stems(place), found.said[place]) for place in first]


def features(readings: Sequence[Reading]) -> Features:
    """The features of a passage out of its sentences."""
    said = [one.said for one in readings]
    return Features(
        stems=frozenset(chain.from_iterable(map(_with_pairs, readings))),
        concepts=frozenset(_concept_features(said)),
        nations=nation_features((one.field, one.nations) for one in said),
    )


def _with_pairs(reading: Reading) -> Iterable[str]:
    return chain(reading.stems, map(" ".join, pairwise(reading.stems)))


def _concept_features(sentences: Iterable[Said]) -> set[str]:
    term: dict[str, str] = {}  # the first one met of each concept
    two: set[str] = set()
    headline: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    found: set[str] = set()
    for field, terms, here, _ in sentences:
        for concept, written in terms:
            if term.setdefault(concept, written) != written:
                two.add(concept)
        # Those of the headline and the sentence before have met each other already.
        found.update(map(pair_name, combinations(sorted(here | before | headline), 2)))
        if field == "title":
            headline |= here
        before = here
    found.update(term)
    found.update(map(title_name, headline))
    found.update(map(two_name, two))
    return found

"""Turns features into figures: rarer words weigh more, and a long text weighs no more than a short one.

Words are weighted by TF-IDF with smoothed idf (as in scikit-learn) and presence for frequency; words that are common
in their language are left out, for there they are noise. Runs of letters are weighted likewise, and count once for each
different word that holds them. Concepts weigh the same each, and so do nations. Each kind of feature is brought to
length 1 by itself.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import log

from monitor.topics.text.features import Features
from monitor.topics.text.spelling import runs

_WORDS_SEEN, _RUNS_SEEN = 2, 5  # texts in which a feature must occur to count
# Share of a language's texts: a word found in so many is an article, a preposition, "year" ...
_COMMON = 0.05
_LANGUAGE = 20  # texts that it takes to tell which words of a language are common
NATIONS = 0.5  # what the nations weigh beside the words and the concepts


@dataclass(frozen=True)
class Vocabulary:
    """The features that count, each with its own weight before training."""

    stems: Mapping[str, float]
    runs: Mapping[str, float]
    concepts: Mapping[str, float]
    nations: Mapping[str, float]


def common(texts: Iterable[tuple[str, Features]]) -> frozenset[str]:
    """The stems that are common in some language, by texts each given with its language."""
    by_language: dict[str, list[Features]] = {}
    for language, features in texts:
        by_language.setdefault(language, []).append(features)
    found: set[str] = set()
    for written in by_language.values():
        if len(written) >= _LANGUAGE:
            frequency = Counter(chain.from_iterable([features.stems for features in written]))
            least = _COMMON * len(written)
            found |= {name for name, times in frequency.items() if times >= least}
    return frozenset(found)


def learn(texts: Sequence[Features], concepts: Iterable[str], ignored: frozenset[str]) -> Vocabulary:
    """The vocabulary of a set of texts, with these concept features and without the stems to be ignored."""
    runs_of = cache(runs)
    spelt = (set().union(*map(runs_of, text.words)) for text in texts)
    stems = _idf((text.stems for text in texts), len(texts), _WORDS_SEEN)
    return Vocabulary(
        stems={name: idf for name, idf in stems.items() if not ignored.issuperset(name.split())},
        runs=_idf(spelt, len(texts), _RUNS_SEEN),
        concepts=dict.fromkeys(sorted(concepts), 1.0),
        nations=dict.fromkeys(sorted({name for text in texts for name in text.nations}), 1.0),
    )


def _idf(texts: Iterable[Collection[str]], count: int, least: int) -> dict[str, float]:
    """Of the features that at least so many of the texts hold, which are `count`."""
    frequency = Counter(chain.from_iterable(texts))
    seen = sorted(name for name, times in frequency.items() if times >= least)
    return {name: log((1 + count) / (1 + frequency[name])) + 1 for name in seen}

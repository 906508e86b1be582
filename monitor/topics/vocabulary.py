"""Turns features into figures: rarer words weigh more, and a long text weighs no more than a short one.

Words are weighted by TF-IDF with smoothed idf (as in scikit-learn) and presence for frequency; words that are common
in their language are left out, for there they are noise. Concepts weigh the same each. Each kind of feature is brought
to length 1 by itself. Letters are brought to length 1 word by word, so that what a word contributes does not hang on
its neighbours and can be remembered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from monitor.topics.features import Features
from monitor.topics.words import grams

_WORDS_SEEN = 2  # texts in which a feature must occur to count
_GRAMS_SEEN = 3
_COMMON = 0.1  # share of a language's texts: a word found in so many is an article, a preposition, "year" ...
_LANGUAGE = 20  # texts that it takes to tell which words of a language are common
_LETTERS = 0.5  # what a text's letters weigh beside its words and its concepts


@dataclass(frozen=True)
class Vocabulary:
    """The features that count, each with its own weight before training."""

    stems: Mapping[str, float]
    grams: Mapping[str, float]
    concepts: Mapping[str, float]
    _spelt: dict[str, dict[str, float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def figures(self, features: Features) -> dict[str, float]:
        """Feature to value. The kinds are told apart by a letter before the name: s: stems, g: letters, c: concepts."""
        values = {f"s:{name}": value for name, value in unit(self.stems, features.stems).items()}
        values |= {f"c:{name}": value for name, value in unit(self.concepts, features.concepts).items()}
        share = letters_share(features)
        for form in sorted(features.forms):
            for gram, value in self._letters(form).items():
                values[gram] = values.get(gram, 0.0) + share * value
        return values

    def _letters(self, form: str) -> Mapping[str, float]:
        """What the letters of a word give; words come again and again."""
        if form not in self._spelt:
            self._spelt[form] = {
                f"g:{name}": value for name, value in unit(self.grams, set(grams(form))).items()
            }
        return self._spelt[form]


def letters_share(features: Features) -> float:
    """What the letters of each word weigh in a text."""
    return _LETTERS / sqrt(max(1, len(features.forms)))


def unit(weights: Mapping[str, float], names: Iterable[str]) -> dict[str, float]:
    """The known ones among the names as a vector of length 1."""
    known = {name: weights[name] for name in sorted(names) if name in weights}
    length = sqrt(sum(value * value for value in known.values()))
    return {name: value / length for name, value in known.items()}


def common(texts: Iterable[tuple[str, Features]]) -> frozenset[str]:
    """The stems that are common in some language, by texts each given with its language."""
    by_language: dict[str, list[Features]] = {}
    for language, features in texts:
        by_language.setdefault(language, []).append(features)
    found: set[str] = set()
    for written in by_language.values():
        if len(written) >= _LANGUAGE:
            frequency = Counter(name for features in written for name in features.stems)
            found |= {name for name, times in frequency.items() if times >= _COMMON * len(written)}
    return frozenset(found)


def learn(texts: Sequence[Features], concepts: Iterable[str], ignored: frozenset[str]) -> Vocabulary:
    """The vocabulary of a set of texts, with these concept features and without the stems to be ignored."""
    stems = ([name for name in text.stems if not ignored.issuperset(name.split())] for text in texts)
    letters = ({gram for form in text.forms for gram in grams(form)} for text in texts)
    return Vocabulary(
        stems=_idf(stems, len(texts), _WORDS_SEEN),
        grams=_idf(letters, len(texts), _GRAMS_SEEN),
        concepts=dict.fromkeys(sorted(concepts), 1.0),
    )


def _idf(texts: Iterable[Iterable[str]], count: int, seen: int) -> dict[str, float]:
    frequency = Counter(name for names in texts for name in names)
    return {
        name: log((1 + count) / (1 + times)) + 1 for name, times in sorted(frequency.items()) if times >= seen
    }

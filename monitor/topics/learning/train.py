"""Learns the model of all topics from their lessons: a support vector machine for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from monitor.model import QueryRole, Topic
from monitor.topics.judging import vocabulary
from monitor.topics.judging.tables import Table
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.figures import Figures
from monitor.topics.learning.fitting import Fit, fit, surest
from monitor.topics.learning.lessons import (
    Lesson,
    Text,
    labelled_topics,
    lessons,
    read_exemplars,
    teach_spelling,
)
from monitor.topics.query.rule import Rule, rule_of
from monitor.topics.text import glossary
from monitor.topics.text.features import Features
from monitor.topics.text.lexicon import Finder, finder

if TYPE_CHECKING:  # with numpy, which only training needs
    from monitor.topics.learning.vectors import Vectors

_DIGITS = 6  # of a weight: enough to score by, and few enough to be the same everywhere


@dataclass(frozen=True)
class School:
    """All that does not change from one training to the next: read once, trained on often by cross-validation."""

    topics: tuple[Topic, ...]
    rules: tuple[Rule, ...]  # of those that have a query
    terms: Mapping[str, glossary.Terms]
    finder: Finder
    texts: tuple[Text, ...]
    labelled: frozenset[str]
    encoder: str = ""  # the name of the encoder that the heads are to be joint with; empty: none
    # What it says of items, by id and topic.
    unseen: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    # What the lessons of a topic by example mean to it, by slug and item.
    vectors: Mapping[str, Vectors] = field(default_factory=dict)


def school(topics: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str = "") -> School:
    """All that is there to learn from; `encoder` names the one that reads beside the words, if one does."""
    terms = glossary.terms(topics)
    found = finder(terms)
    ordered = tuple(sorted(topics, key=lambda topic: topic.slug))
    return School(
        topics=ordered,
        rules=tuple(rule for topic in ordered if (rule := rule_of(topic))),
        terms=terms,
        finder=found,
        texts=tuple(read_exemplars(exemplars, found)),
        labelled=labelled_topics(exemplars),
        encoder=encoder,
        unseen=_unseen(exemplars) if encoder else {},
        vectors=_vectors(_learning(ordered), exemplars) if encoder else {},
    )


@dataclass(frozen=True)
class Taught:
    """All that weights are fitted to."""

    topics: tuple[Topic, ...]  # those that are learnt
    lessons: tuple[Sequence[Lesson], ...]  # of each
    figures: tuple[Figures, ...]  # of all lessons, as each is learnt by
    words: vocabulary.Vocabulary


def teach(school: School, without: frozenset[str] = frozenset()) -> Taught:
    """The lessons of all texts but those whose story is in `without`."""
    texts = [text for text in school.texts if text.exemplar.story not in without]
    learning = _learning(school.topics)
    ways = tuple(
        lessons(topic, school.topics, texts, school.finder, topic.slug in school.labelled)
        for topic in learning
    )
    everything = [lesson for topic in ways for way in topic for lesson in way]
    read = [text.features for text in texts] + [lesson.features for lesson in everything if lesson.example]
    common = vocabulary.common((text.exemplar.language, text.features) for text in texts)
    words = vocabulary.learn(read, _often([lesson.features for lesson in everything]), common)
    figures = Figures([lesson.features for lesson in everything], words)
    chosen = tuple(
        way[-1] if topic.slug in school.vectors else surest(way, figures)
        for topic, way in zip(learning, ways, strict=True)
    )
    spelt = tuple(figures if teach_spelling(way) else figures.unspelt for way in chosen)
    return Taught(learning, chosen, spelt, words)


def train(school: School, without: frozenset[str] = frozenset(), version: str = "") -> Model:
    """The model of all texts but those whose story is in `without`. The same input gives the same model."""
    taught = teach(school, without)
    each = zip(taught.topics, taught.lessons, taught.figures, strict=True)
    fits = [_fitted(school, topic, lessons, figures) for topic, lessons, figures in each]
    heads = [one.head.wishing(topic.wish) for topic, one in zip(taught.topics, fits, strict=True)]
    return Model(
        version=version,
        concepts=school.terms,
        stems=_table("s:", taught.words.stems, fits),
        spelling=_table("r:", taught.words.runs, fits),
        named=_table("c:", taught.words.concepts, fits),
        nations=_table("n:", taught.words.nations, fits),
        heads=tuple(heads),
        rules=school.rules,
        encoder=school.encoder,
    )


def _learning(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """Those that a query does not decide alone."""
    return tuple(topic for topic in topics if topic.query_as is not QueryRole.ALONE)


def _fitted(school: School, topic: Topic, lessons: Sequence[Lesson], figures: Figures) -> Fit:
    found = fit(topic.slug, lessons, figures, _of_topic(school, topic))
    if topic.slug not in school.vectors:
        return found
    from monitor.topics.learning.by_meaning import learn

    direction, joint = learn(lessons, figures, school.vectors[topic.slug]) or (None, None)
    return replace(found, head=replace(found.head, direction=direction, joint=joint))


def _vectors(topics: Sequence[Topic], exemplars: Sequence[Exemplar]) -> Mapping[str, Vectors]:
    from monitor.topics.learning.vectors import vectors

    return vectors(topics, exemplars)


def _unseen(exemplars: Sequence[Exemplar]) -> Mapping[str, Mapping[str, float]]:
    from monitor.topics.learning.unseen import unseen  # only with the extra

    return unseen().of(exemplars)


def _of_topic(school: School, topic: Topic) -> Mapping[str, float]:
    """What the encoder says of items for one topic, by id; nothing for a topic that it was not taught."""
    return {item: said[topic.slug] for item, said in school.unseen.items() if topic.slug in said}


def _often(features: Sequence[Features]) -> frozenset[str]:
    """The concept features of more than one lesson."""
    met: set[str] = set()
    often: set[str] = set()
    for one, times in Counter(features).items():
        often |= one.concepts if times > 1 else one.concepts & met
        met |= one.concepts
    return frozenset(often)


def _table(kind: str, own: Mapping[str, float], fits: Sequence[Fit]) -> Table:
    """Feature to its row; features that say nothing for any topic are left out."""
    table = {}
    for name, weight in sorted(own.items()):
        row = [round(weight * one.weights.get(kind + name, 0.0), _DIGITS) for one in fits]
        if any(row):
            table[name] = (round(weight * weight, _DIGITS), *row)
    return table

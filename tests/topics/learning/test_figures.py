"""What weights are fitted to is what scoring adds up."""

from itertools import chain
from math import sqrt

import numpy as np
import pytest

from monitor.topics.judging.vocabulary import Vocabulary, learn
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.figures import Figures
from monitor.topics.learning.lessons import Lesson, lessons, read_exemplars, teach_spelling
from monitor.topics.text.features import Features
from monitor.topics.text.lexicon import finder
from monitor.topics.text.spelling import runs


def test_a_run_of_letters_counts_once_for_each_word_that_holds_it():
    one, two = (
        Features(frozenset({"armour"}), frozenset()),
        Features(frozenset({"armour", "army"}), frozenset()),
    )
    words = learn([one, two] * 5, [], frozenset())
    figures = Figures([one, two], words)
    row = figures.of([Lesson(two, "", carries=True)]).toarray()[0]
    held = dict(zip(figures.names, row, strict=True))
    length = sum(words.runs[run] ** 2 for run in chain(runs("armour"), runs("army"))) ** 0.5
    assert held["r:arm"] == pytest.approx(2 * words.runs["arm"] / length)
    assert held["r:rmou"] == pytest.approx(words.runs["rmou"] / length)


def test_what_was_fitted_is_what_scoring_adds_up(model, topics, exemplars):
    texts = read_exemplars(exemplars[:200], finder(model.concepts))
    (taught,) = lessons(topics[0], topics, texts, model.finder, labelled=True)
    some = [lesson for lesson in taught if lesson.labelled]
    tables = {"s:": model.stems, "r:": model.spelling, "c:": model.named, "n:": model.nations}
    words = Vocabulary(*({name: sqrt(row[0]) for name, row in table.items()} for table in tables.values()))
    figures = Figures([lesson.features for lesson in some], words)
    weights = [row[1] / sqrt(row[0]) for table in tables.values() for row in table.values()]
    totals = figures.of(some) @ np.array(weights) + model.heads[0].bias
    for item, total in zip(exemplars[:200], totals.tolist(), strict=True):
        _, passages = model.scorer.passages(as_article(item.title, item.summary))
        assert passages[0].totals[0] == pytest.approx(total, abs=2e-4)


def test_of_a_topic_with_few_labelled_items_spelling_is_not_learnt(model, topics, exemplars):
    texts = read_exemplars(exemplars, model.finder)
    (many,) = lessons(topics[0], topics, texts, model.finder, labelled=True)
    carrying = [lesson for lesson in many if lesson.labelled and lesson.carries]
    few = [lesson for lesson in many if lesson not in carrying[49:]]
    assert (teach_spelling(many), teach_spelling(few)) == (True, False)
    figures = Figures(
        [lesson.features for lesson in few], learn([one.features for one in few], [], frozenset())
    )
    held = {name[:2] for name in np.array(figures.names)[figures.unspelt.of(few).sum(0).A1 > 0]}
    assert held == {"s:", "n:"}
    assert figures.of(few).shape == figures.unspelt.of(few).shape


def test_a_report_as_feeds_bring_them_weighs_more_than_one_written_to_teach(topics, exemplars, model):
    texts = read_exemplars(exemplars, model.finder)
    (taught,) = lessons(topics[0], topics, texts, model.finder, labelled=True)
    weight = {lesson.item: lesson.weight for lesson in taught if lesson.labelled}
    assert {weight[item.id] for item in exemplars if item.drawn} == {3.0}
    assert {weight[item.id] for item in exemplars if not item.drawn} == {1.0}

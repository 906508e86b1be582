"""Scoring by numbers gives what the features, named one by one, give."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from math import sqrt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.model import Article
from monitor.topics.judging.tables import Table, figures, numbers
from monitor.topics.judging.vocabulary import NATIONS
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import as_article
from monitor.topics.text.features import Features, Reading, features
from monitor.topics.text.passages import stretches
from monitor.topics.text.scan import scan
from monitor.topics.text.spelling import runs


def plain(article: Article, model: Model) -> list[list[float]]:
    """The totals of each passage with a word in it: for each head its bias and the rows of all features, added up."""
    found = scan(article, model.finder)
    passages = [
        features([Reading(found.stems(place), found.said[place]) for part in parts for place in part])
        for parts in stretches(found.sentences)
    ]
    return [totals(one, model) for one in passages if one]


def totals(held: Features, model: Model) -> list[float]:
    blocks = [
        block(model.stems, held.stems, 1.0, len(model.heads)),
        block(model.spelling, chain.from_iterable(map(runs, held.words)), 1.0, len(model.heads)),
        block(model.named, held.concepts, 1.0, len(model.heads)),
        block(model.nations, held.nations, NATIONS, len(model.heads)),
    ]
    return [sum(parts) for parts in zip([head.bias for head in model.heads], *blocks, strict=True)]


def block(table: Table, names: Iterable[str], length: float, heads: int) -> list[float]:
    rows = [table[name] for name in names if name in table]
    if not rows:
        return [0.0] * heads
    square, *sums = map(sum, zip(*rows, strict=True))
    return [part * length / sqrt(square) for part in sums]


def check(article: Article, model: Model) -> int:
    """How many passages were found the same."""
    _, quick = model.scorer.passages(article)
    slow = plain(article, model)
    assert len(quick) == len(slow)
    for passage, expected in zip(quick, slow, strict=True):
        assert list(passage.totals) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    return len(quick)


def test_every_exemplar_is_scored_as_its_features_are(model, exemplars):
    assert sum(check(as_article(item.title, item.summary), model) for item in exemplars) >= len(exemplars)


def test_long_texts_are_scored_passage_by_passage_as_their_features_are(model, exemplars):
    for first in range(0, len(exemplars) - 60, 100):
        content = "\n".join(item.summary for item in exemplars[first : first + 60])
        assert check(replace(as_article(exemplars[first].title, ""), content=content), model) > 1


def test_two_words_that_are_spelt_alike_to_the_model_count_twice(model):
    knowing_one_run = replace(model, spelling={"aba": (4.0, *[0.5] * len(model.heads))})
    assert check(as_article("abab ababab", ""), knowing_one_run) == 1
    (two,) = knowing_one_run.scorer.passages(as_article("abab ababab", ""))[1]
    (one,) = knowing_one_run.scorer.passages(as_article("abab", ""))[1]
    assert two.totals[0] - one.totals[0] == pytest.approx(0.5 / 2 * (sqrt(2) - 1))


SAID = "embargo l'export об'єкт joint-venture licence u.s. 51% ban no. Kyiv Berlin, army! 1,5 don't x''y 'a' _ \0 \n"
TEXT = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(SAID.split(" ")), max_size=40).map(" ".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(title=TEXT, content=TEXT)
def test_any_text_is_scored_as_its_features_are(model, title, content):
    check(replace(as_article(title, ""), content=content), model)


ROWS = st.lists(st.integers(-(10**12), 10**12).map(lambda whole: whole / 10**6), min_size=3, max_size=3)


@given(st.lists(ROWS, max_size=50))
def test_the_sum_of_some_numbers_holds_the_sums_of_their_figures(rows):
    table = {str(place): tuple(row) for place, row in enumerate(rows)}
    held = numbers(table)
    assert len(set(held.values())) == len(rows), "two features of the same figures stay two"
    expected = [sum(row[place] for row in rows) for place in range(3)]
    assert figures(sum(held.values()), 3) == pytest.approx(expected, abs=1e-6)

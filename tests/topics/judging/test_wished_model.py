"""A topic's wish says where its matches begin, and changes nothing else of its model."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from monitor.model import Topic, Wish
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.train import school, train
from tests.trial_topics import FIRES, STORMS, storm_items


def taught(*topics: Topic, items: Sequence[Exemplar] = ()) -> Model:
    return train(school(topics, items or storm_items()), version="v")


def head(model: Model, slug: str = "storms"):
    return next(one for one in model.heads if one.slug == slug)


def test_the_threshold_is_that_of_the_topics_own_wish() -> None:
    for wish in Wish:
        found = head(taught(replace(STORMS, wish=wish)))
        assert [one.wish for one in found.choices] == list(Wish)
        assert found.threshold == next(one.threshold for one in found.choices if one.wish is wish)


def test_fewer_misses_begin_lower_and_nothing_but_the_threshold_differs() -> None:
    balanced = taught(STORMS)
    keen = taught(replace(STORMS, wish=Wish.FEWER_MISSES))
    wary = taught(replace(STORMS, wish=Wish.FEWER_ALARMS))
    assert head(keen).threshold < head(balanced).threshold < head(wary).threshold
    assert balanced.wishing(Wish.FEWER_MISSES).heads == keen.heads
    assert (balanced.stems, balanced.named) == (keen.stems, keen.named)


def test_what_a_wish_comes_to_is_known_with_the_number_of_items() -> None:
    keen, balanced, wary = head(taught(STORMS)).choices
    assert keen.recall.value > balanced.recall.value
    assert wary.precision.value > balanced.precision.value
    assert keen.recall.items == balanced.recall.items == sum("storms" in one.labels for one in storm_items())


def test_with_too_few_labelled_items_a_wish_has_no_effect() -> None:
    few = [one for one in storm_items() if one.labels][:19]
    for wish in Wish:
        for slug, found in {
            one.slug: one
            for one in taught(replace(FIRES, wish=wish), replace(STORMS, wish=wish), items=few).heads
        }.items():
            assert (found.choices, found.threshold) == ((), 0.5), slug


def test_a_kept_model_knows_its_choices_and_a_wish_is_another_version(tmp_path) -> None:
    model = taught(replace(STORMS, wish=Wish.FEWER_ALARMS))
    model_file.save(model, tmp_path / "model.json")
    loaded = model_file.load(tmp_path / "model.json")
    assert loaded is not None
    assert loaded.heads == model.heads
    chance = random.Random(3)
    for item in chance.sample(storm_items(), 20):
        article = as_article(item.title, item.summary)
        assert classify(article, loaded) == classify(article, model)
    versions = {model_file.version([replace(STORMS, wish=wish)], storm_items()) for wish in Wish}
    assert len(versions) == 3


def test_a_wish_takes_the_trained_model_and_moves_its_threshold(tmp_path, monkeypatch) -> None:
    balanced = model_file.ready([STORMS, FIRES], storm_items(), tmp_path)
    keen = [replace(STORMS, wish=Wish.FEWER_MISSES), FIRES]
    trained = train(school(keen, storm_items()), version=model_file.version(keen, storm_items()))
    monkeypatch.setattr(model_file, "train", _not_again)
    taken = model_file.ready(keen, storm_items(), tmp_path)
    assert model_file.dumps(taken) == model_file.dumps(trained)
    assert taken.version != balanced.version
    assert model_file.load(model_file.path_of(tmp_path, taken.version)) is not None
    back = model_file.ready([STORMS, FIRES], storm_items(), tmp_path)
    assert model_file.dumps(back) == model_file.dumps(balanced)


def test_other_lessons_are_learnt_whatever_the_wish(tmp_path, monkeypatch) -> None:
    model_file.ready([STORMS], storm_items(), tmp_path)
    monkeypatch.setattr(model_file, "train", _not_again)
    with pytest.raises(AssertionError, match="trained"):
        model_file.ready([replace(STORMS, wish=Wish.FEWER_MISSES)], storm_items()[1:], tmp_path)


def test_a_damaged_model_of_another_wish_is_passed_over(tmp_path) -> None:
    keen = replace(STORMS, wish=Wish.FEWER_MISSES)
    other = model_file.version([keen], storm_items())
    model_file.path_of(tmp_path, other).write_bytes(b"{")
    assert model_file.ready([STORMS], storm_items(), tmp_path).version != other


def _not_again(*_: object, **__: object) -> Model:
    raise AssertionError("trained")

"""Wishes are weighed with the model that judges, on labelled items and on the archive, before one is chosen."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.model import Example, QueryRole, Topic, Wish
from monitor.pipeline import weighing
from monitor.pipeline.weighing import choose, weigh_daily
from monitor.store import Store
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.judging.wishes import Weighed
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import as_article
from tests.samples import NOW
from tests.trial_topics import FIRES, STORMS, fill, storm_items

TITLES = [item.title for item in storm_items()[:24]]  # a minute older each
LATER = NOW + timedelta(minutes=1)
PLAIN = replace(STORMS, matches=(), near_misses=())
GATED = replace(STORMS, slug="gated", query="gale", query_as=QueryRole.GATE)
QUERIED = replace(STORMS, slug="queried", query="gale", query_as=QueryRole.ALONE)


@dataclass
class Learnt:
    """What is asked of a classifier here."""

    version: str
    topics: Sequence[Topic]


def learn(folder: Path, *topics: Topic) -> tuple[Learnt, Model]:
    items = [
        replace(one, labels=frozenset({"storms", "gated"}) if one.labels else frozenset())
        for one in storm_items()
    ]
    model = model_file.ready(topics, items, folder)
    return Learnt(model.version, topics), model


def weigh(
    store: Store, folder: Path, *topics: Topic, now: datetime = LATER
) -> tuple[dict[str, Weighed], Model]:
    classifier, model = learn(folder, *topics)
    assert asyncio.run(weigh_daily(store, classifier, folder, now))
    return {slug: one.weighed for slug, one in store.wish_effects.all().items()}, model


def carried(model: Model, slug: str) -> int:
    matches = (match for title in TITLES for match in classify(as_article(title, ""), model))
    return sum(match.matched for match in matches if match.topic == slug)


def test_each_wish_is_counted_as_the_model_would_judge_with_it(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, TITLES, (STORMS,))
    found, model = weigh(sqlite_store, tmp_path, STORMS, GATED)
    assert (found["storms"].articles, found["storms"].judged) == (24, 24)
    for topic in (STORMS, GATED):
        assert [one.choice for one in found[topic.slug].effects] == list(
            next(head.choices for head in model.heads if head.slug == topic.slug)
        )
        assert [one.a_day for one in found[topic.slug].effects] == [
            carried(model.wishing(wish), topic.slug) for wish in Wish
        ]
    keen, balanced, wary = (one.a_day for one in found["storms"].effects)
    assert keen > balanced >= wary > 0
    assert found["gated"].effects[0].a_day < keen  # its query has its say under every wish


def test_articles_a_day_are_an_average_since_the_first_one(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(sqlite_store, TITLES, (STORMS,))
    whole, _ = weigh(sqlite_store, tmp_path, STORMS)
    late, _ = weigh(sqlite_store, tmp_path, STORMS, now=NOW + timedelta(days=4) - timedelta(minutes=23))
    assert late["storms"].effects[0].a_day == pytest.approx(whole["storms"].effects[0].a_day / 4)
    monkeypatch.setattr(weighing, "_MOST", 12)
    some, _ = weigh(sqlite_store, tmp_path, STORMS, now=NOW + timedelta(days=9))
    assert (some["storms"].articles, some["storms"].judged) == (24, 12)
    assert some["storms"].effects[0].a_day * 9 == pytest.approx(whole["storms"].effects[0].a_day, rel=0.5)
    gone, _ = weigh(sqlite_store, tmp_path, STORMS, now=NOW + timedelta(days=60))
    assert (gone["storms"].articles, gone["storms"].effects[0].a_day) == (0, 0.0)


def test_topics_without_choices_are_known_to_have_none(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, TITLES, (FIRES, QUERIED))
    found, _ = weigh(sqlite_store, tmp_path, FIRES, QUERIED)
    assert found == {"factory-fires": Weighed(24, 24, ()), "queried": Weighed(24, 24, ())}
    for topic in (FIRES, QUERIED):
        assert "have no effect on this topic" in choose(sqlite_store, topic, Wish.FEWER_MISSES)


def test_it_is_measured_once_a_day_and_when_the_model_is_another(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, TITLES, (STORMS,))
    first, _ = learn(tmp_path, STORMS)

    def again(classifier: Learnt, now: datetime) -> bool:
        return asyncio.run(weigh_daily(sqlite_store, classifier, tmp_path, now))

    assert not again(Learnt("", (STORMS,)), LATER)
    assert again(first, LATER)
    assert not again(first, LATER + timedelta(hours=23))
    assert again(first, LATER + timedelta(hours=24))
    second, _ = learn(tmp_path, replace(STORMS, wish=Wish.FEWER_ALARMS))
    assert again(second, LATER + timedelta(hours=24))


def test_a_wish_that_was_weighed_is_chosen(sqlite_store: Store, tmp_path: Path) -> None:
    fill(sqlite_store, TITLES, (PLAIN,))
    assert "not known yet" in choose(sqlite_store, PLAIN, Wish.FEWER_MISSES)
    weigh(sqlite_store, tmp_path, PLAIN)
    assert choose(sqlite_store, PLAIN, Wish.FEWER_MISSES) == ""
    assert sqlite_store.topics.all() == [replace(PLAIN, wish=Wish.FEWER_MISSES)]


def test_a_wish_that_the_topics_own_examples_contradict_is_refused(
    sqlite_store: Store, tmp_path: Path
) -> None:
    # Called a near miss, and yet in the very words of most that carry the topic.
    torn = replace(PLAIN, near_misses=(Example("Gale keeps the ferry in port. Ships wait out the storm"),))
    fill(sqlite_store, TITLES, (torn,))
    found, _ = weigh(sqlite_store, tmp_path, torn)
    keen = found["storms"].effects[0]
    assert "examples.near_miss #1 'Gale keeps the ferry in port." in keen.failing[0]
    assert "matches: it scored" in choose(sqlite_store, torn, Wish.FEWER_MISSES)
    assert sqlite_store.topics.all() == [torn]
    assert choose(sqlite_store, torn, torn.wish) == ""  # it stays as it is, whatever its examples say

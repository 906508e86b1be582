"""What wishes would bring is kept until it is measured again; the wish itself is a part of its topic."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import update

from monitor.model import Wish
from monitor.store import Store
from monitor.store.tables import topics
from monitor.store.topics.topics import body_of
from monitor.store.topics.wish_effects import WeighedTopic
from monitor.topics.intervals import Share
from monitor.topics.judging.wishes import Choice, Effect, Weighed
from tests.samples import NOW
from tests.trial_topics import FIRES, STORMS, fill

LATER = NOW + timedelta(hours=1)
CHOICE = Choice(Wish.BALANCED, 0.41, Share(0.8, 0.7, 0.9, 40), None)
WEIGHED = Weighed(900, 450, (Effect(CHOICE, 2.5, ("examples.match #1: does not match",)),))


def test_what_was_measured_reads_as_it_was_kept(store: Store) -> None:
    store.wish_effects.put({"storms": WEIGHED, "fires": Weighed(900, 450, ())}, "v1", NOW)
    assert store.wish_effects.all() == {
        "storms": WeighedTopic("v1", NOW, WEIGHED),
        "fires": WeighedTopic("v1", NOW, Weighed(900, 450, ())),
    }


def test_a_new_measurement_takes_the_place_of_the_old_one(store: Store) -> None:
    store.wish_effects.put({"storms": WEIGHED, "fires": WEIGHED}, "v1", NOW)
    store.wish_effects.put({"storms": WEIGHED}, "v2", LATER)
    assert store.wish_effects.all() == {"storms": WeighedTopic("v2", LATER, WEIGHED)}
    store.wish_effects.put({}, "v3", LATER)
    assert store.wish_effects.all() == {}


def test_a_topic_keeps_its_wish_and_one_can_be_chosen(store: Store) -> None:
    store.topics.put([replace(FIRES, wish=Wish.FEWER_MISSES), STORMS])
    assert [one.wish for one in store.topics.all()] == [Wish.FEWER_MISSES, Wish.BALANCED]
    store.topics.choose_wish("storms", Wish.FEWER_ALARMS)
    store.topics.choose_wish("unheard-of", Wish.FEWER_ALARMS)
    assert store.topics.all() == [
        replace(FIRES, wish=Wish.FEWER_MISSES),
        replace(STORMS, wish=Wish.FEWER_ALARMS),
    ]


def test_a_topic_that_was_stored_before_there_were_wishes_is_balanced(store: Store) -> None:
    store.topics.put([STORMS])
    old = {name: value for name, value in body_of(STORMS).items() if name != "wish"}
    with store.database.writing() as connection:
        connection.execute(update(topics).values(body=old))
    assert store.topics.all() == [STORMS]


def test_the_archive_is_spread_evenly_within_its_latest_days(store: Store) -> None:
    fill(store, [f"Article {n}" for n in range(10)])  # a minute older each
    spread = store.archive.spread(NOW - timedelta(minutes=6), 99)
    assert (spread.total, spread.earliest) == (6, NOW - timedelta(minutes=5))
    assert {one.title for one in spread.articles} == {f"Article {n}" for n in range(6)}
    some = store.archive.spread(NOW - timedelta(days=1), 5)
    assert (some.total, len(some.articles)) == (10, 5)
    numbers = sorted(int(one.title.rpartition(" ")[2]) for one in some.articles)
    assert {late - early for early, late in pairwise(numbers)} == {2}
    nothing = store.archive.spread(NOW + timedelta(days=1), 5)
    assert (nothing.total, nothing.earliest, nothing.articles) == (0, None, ())

"""Drafts judge what comes after them; what they find is kept apart from the desk."""

from dataclasses import replace
from datetime import timedelta

from monitor.model import Classified, PollOutcome
from monitor.store import Store
from monitor.store.articles.desk import DeskFilter
from monitor.store.topics.drafts import Comparison
from tests.samples import NOW, article, feed, match
from tests.trial_topics import FIRES, fill

LATER = NOW + timedelta(hours=1)


def bring(store: Store, *numbers: int) -> None:
    """More articles; those with odd numbers carry the topic."""
    (lease,) = store.feeds.claim([feed().url], LATER)
    new = tuple(Classified(article(n), (match("factory-fires"),) if n % 2 else (), "v1") for n in numbers)
    store.feeds.record(lease, PollOutcome(lease.polling, new=new))


def test_a_draft_judges_what_came_after_it_and_is_compared_on_that(store: Store) -> None:
    fill(store, ["Old news"])
    store.drafts.put(FIRES, NOW)
    (draft,) = store.drafts.all()
    assert draft.topic == FIRES
    assert store.drafts.waiting(draft, 9) == {}
    bring(store, 11, 12, 13)
    numbers = list(store.drafts.waiting(draft, 9))
    assert len(numbers) == 3
    assert store.drafts.record(draft, numbers[1], {numbers[0]: 0.9, numbers[1]: 0.8})
    assert store.drafts.compare() == [Comparison("factory-fires", NOW, articles=2, live=1, draft=2, both=1)]


def test_what_would_change_is_listed(store: Store) -> None:
    fill(store, ["Old news"])
    store.drafts.put(FIRES, NOW)
    (draft,) = store.drafts.all()
    bring(store, 11, 12, 13, 14)
    odd, even, other_odd, late = store.drafts.waiting(draft, 9)  # the odd ones carry the topic
    store.drafts.record(draft, other_odd, {odd: 0.9, even: 0.8})
    (moved,) = store.drafts.all()
    found = store.drafts.differences(moved, 9)
    assert [one.article_id for one in found.gained.newest] == [even]
    assert [one.article_id for one in found.lost.newest] == [other_odd]
    assert (found.gained.count, found.lost.count) == (1, 1)
    store.drafts.record(moved, late, {late: 0.9})
    found = store.drafts.differences(store.drafts.all()[0], 1)
    assert (found.gained.count, [one.article_id for one in found.gained.newest]) == (2, [even])


def test_what_it_finds_is_on_no_desk(store: Store) -> None:
    fill(store, ["Old news"])
    store.drafts.put(FIRES, NOW)
    (draft,) = store.drafts.all()
    bring(store, 12)
    (number,) = store.drafts.waiting(draft, 9)
    store.drafts.record(draft, number, {number: 0.9})
    assert store.desk.page(DeskFilter("factory-fires"), 9).lines == ()
    assert store.desk.counts_by_topic(NOW - timedelta(days=9)) == {}


def test_two_who_judge_the_same_batch_record_it_once(store: Store) -> None:
    fill(store, ["Old news"])
    store.drafts.put(FIRES, NOW)
    (draft,) = store.drafts.all()
    bring(store, 11)
    (number,) = store.drafts.waiting(draft, 9)
    assert store.drafts.record(draft, number, {number: 0.9})
    assert not store.drafts.record(draft, number, {number: 0.9})


def test_a_draft_that_is_replaced_or_dropped_takes_what_it_found_with_it(store: Store) -> None:
    fill(store, ["Old news"])
    store.drafts.put(FIRES, NOW)
    (draft,) = store.drafts.all()
    bring(store, 11)
    (number,) = store.drafts.waiting(draft, 9)
    store.drafts.record(draft, number, {number: 0.9})
    store.drafts.put(replace(FIRES, name="Other"), LATER)
    assert store.drafts.compare() == [Comparison("factory-fires", LATER, articles=0, live=0, draft=0, both=0)]
    assert store.drafts.drop("factory-fires")
    assert not store.drafts.drop("factory-fires")
    assert store.drafts.all() == []

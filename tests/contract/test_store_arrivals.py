"""What the store says of what feeds brought, on both databases."""

from dataclasses import replace
from datetime import timedelta

from monitor.model import Article, Feed, PollOutcome
from monitor.store import Store
from tests.samples import NOW, article, feed, outcome

MINUTE = timedelta(minutes=1)


def brought(store: Store, *articles: Article, by: Feed) -> int:
    """A poll that brings these articles; the id of its feed."""
    store.feeds.add([by], NOW - timedelta(days=10))
    (lease,) = store.feeds.claim([by.url], NOW)
    assert store.feeds.record(lease, outcome(lease, *articles))
    return lease.feed_id


def dated(number: int, delay: timedelta | None, seen: timedelta) -> Article:
    first_seen = NOW + seen
    return article(number, first_seen=first_seen, published=None if delay is None else first_seen - delay)


def test_delays_leave_out_the_first_poll_and_undated_articles(store: Store) -> None:
    one = feed(1)
    waiting = [dated(number, timedelta(days=number), timedelta(0)) for number in range(1, 4)]
    feed_id = brought(store, *waiting, by=one)
    assert store.arrivals.delays(feed_id, 200) == []
    brought(store, dated(4, 7 * MINUTE, 60 * MINUTE), dated(5, None, 60 * MINUTE), by=one)
    brought(store, dated(6, 9 * MINUTE, 90 * MINUTE), dated(7, -30 * MINUTE, 90 * MINUTE), by=one)
    assert sorted(store.arrivals.delays(feed_id, 200)) == [timedelta(0), 7 * MINUTE, 9 * MINUTE]
    assert len(store.arrivals.delays(feed_id, 2)) == 2


def test_delays_count_for_the_feed_that_was_first_alone(store: Store) -> None:
    first, second = feed(1), feed(2)
    for one in (first, second):
        brought(store, replace(dated(1, MINUTE, timedelta(0)), key=f"old {one.url}"), by=one)
    news = dated(2, 5 * MINUTE, 60 * MINUTE)
    first_id = brought(store, news, by=first)
    (lease,) = store.feeds.claim([second.url], NOW)
    late = replace(news, first_seen=NOW + timedelta(hours=5))
    store.feeds.record(lease, PollOutcome(lease.polling, elsewhere=(late,)))
    assert store.arrivals.delays(first_id, 200) == [5 * MINUTE]
    assert store.arrivals.delays(lease.feed_id, 200) == []


def test_held_articles_are_counted_once_and_for_each_feed_that_carries_them(store: Store) -> None:
    shared, own = article(1), article(2)
    first = brought(store, shared, own, by=feed(1))
    store.feeds.add([feed(2)], NOW)
    (lease,) = store.feeds.claim([feed(2).url], NOW)
    store.feeds.record(lease, PollOutcome(lease.polling, elsewhere=(shared,)))
    found = store.arrivals.held([shared.key, own.key, shared.key, "https://nobody.example/"])
    assert (found.articles, dict(found.by_feed)) == (2, {first: 2, lease.feed_id: 1})
    assert store.arrivals.held([]).articles == 0
    assert store.arrivals.held([f"https://nobody.example/{n}" for n in range(1_200)]).articles == 0


def test_what_a_feed_was_first_to_bring_is_counted_in_all_and_lately(store: Store) -> None:
    feed_id = brought(store, article(1), article(2, first_seen=NOW - timedelta(days=9)), by=feed(1))
    found = store.arrivals.brought(feed_id, NOW - timedelta(days=7))
    assert (found.total, found.recent) == (2, 1)

"""What every database must keep of leases and polls, with real threads."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from monitor.model import Classified, Feed, Lease, PollOutcome, Reason
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.polling.feed_rows import ListedFeed
from monitor.store.polling.feeds import LEASE
from monitor.store.tables import appearances, articles, matches
from tests.samples import NOW, article, feed, match, outcome


def add(store: Store, *wanted: Feed) -> list[int]:
    return store.feeds.add(wanted, NOW)


def lease_all(store: Store) -> list[Lease]:
    return store.feeds.claim_due(NOW, 1000)


def count(store: Store, table) -> int:
    with store.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def in_threads(number: int, work: Callable[[int], object]) -> list:
    barrier = threading.Barrier(number)

    def run(index: int) -> object:
        barrier.wait()
        return work(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_a_feed_is_added_once_by_its_address(store: Store) -> None:
    assert len(add(store, feed(1), feed(2), feed(1, name="Again"))) == 2
    assert add(store, feed(2)) == []
    assert [row.feed.name for row in store.feeds.all()] == ["Outlet 1", "Outlet 2"]


def test_lists_offer_every_feed_by_name_and_say_which_was_never_polled(store: Store) -> None:
    second, first = store.feeds.add([feed(1, name="b", country="SE"), feed(2, name="A", language="de")], NOW)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    store.feeds.record(lease, outcome(lease))
    assert store.feeds.listed() == [ListedFeed(first, "A", False), ListedFeed(second, "b", True)]
    origins = store.feeds.circumstances()
    assert (origins[first].language, origins[first].outlet, origins[second].country) == ("de", "A", "SE")


def test_eight_claimers_share_400_feeds_and_none_is_claimed_twice(store: Store) -> None:
    add(store, *(feed(number) for number in range(400)))

    def claim_until_empty(_: int) -> list[int]:
        mine: list[int] = []
        while leases := store.feeds.claim_due(NOW, 7):
            mine += [lease.feed_id for lease in leases]
        return mine

    claimed = Counter(feed_id for mine in in_threads(8, claim_until_empty) for feed_id in mine)
    assert len(claimed) == 400
    assert set(claimed.values()) == {1}


def test_a_leased_feed_is_free_again_only_when_its_lease_has_run_out(store: Store) -> None:
    add(store, feed())
    assert len(lease_all(store)) == 1
    assert store.feeds.claim_due(NOW + LEASE - timedelta(seconds=1), 10) == []
    assert len(store.feeds.claim_due(NOW + LEASE, 10)) == 1


def test_paused_and_later_feeds_are_not_claimed(store: Store) -> None:
    paused, later, due = add(store, feed(1), feed(2), feed(3))
    store.feeds.set_paused(paused, True)
    store.feeds.make_due(later, NOW + timedelta(hours=1))
    assert [lease.feed_id for lease in lease_all(store)] == [due]


def test_named_feeds_are_claimed_even_when_not_due(store: Store) -> None:
    (feed_id, _) = add(store, feed(1), feed(2))
    store.feeds.make_due(feed_id, NOW + timedelta(days=1))
    assert [lease.feed_id for lease in store.feeds.claim([feed(1).url], NOW)] == [feed_id]


def test_a_poll_is_recorded_whole_and_ends_the_lease(store: Store) -> None:
    add(store, feed())
    (lease,) = lease_all(store)
    polling = replace(
        lease.polling,
        etag='W/"ü-1"',
        last_modified="whenever",
        body_hash=b"\0\xff",
        failures=2,
        reason=Reason.TIMEOUT,
        failing_since=NOW,
        next_poll_at=NOW + timedelta(hours=2),
    )
    new = Classified(article(), (match(), match("coproduction", score=0.2, matched=False)))
    assert store.feeds.record(lease, PollOutcome(polling, (new,)))
    (row,) = store.feeds.all()
    assert row.polling == polling
    (line,) = store.desk.page(DeskFilter(), 10).lines
    assert line.title == article().title
    assert line.matches == (match(),)
    assert len(store.feeds.claim_due(NOW + timedelta(hours=2), 10)) == 1


def test_a_lost_lease_records_nothing(store: Store) -> None:
    add(store, feed())
    (lost,) = lease_all(store)
    (held,) = store.feeds.claim_due(NOW + LEASE, 10)
    assert not store.feeds.record(lost, outcome(lost, article(1)))
    assert count(store, articles) == 0
    assert store.feeds.record(held, outcome(held, article(1)))
    assert not store.feeds.record(held, outcome(held, article(2)))
    assert count(store, articles) == 1


def test_two_workers_record_the_same_article_at_once_and_it_is_stored_once(store: Store) -> None:
    add(store, *(feed(number) for number in range(8)))
    leases = lease_all(store)
    same = [article(number) for number in range(20)]

    recorded = in_threads(8, lambda index: store.feeds.record(leases[index], outcome(leases[index], *same)))

    assert recorded == [True] * 8
    assert count(store, articles) == 20
    assert count(store, matches) == 20
    assert count(store, appearances) == 8 * 20


def test_articles_are_sorted_into_new_changed_elsewhere_and_known(store: Store) -> None:
    first, second = add(store, feed(1), feed(2))
    leases = {lease.feed_id: lease for lease in lease_all(store)}
    store.feeds.record(leases[first], outcome(leases[first], article(1), article(2)))
    edited = article(2, title="Licences granted after all")

    found = store.appearances.sort_out(first, [article(1), edited, article(3)])
    assert (found.new, found.changed, found.elsewhere, found.known) == ((article(3),), (edited,), (), 1)

    other = store.appearances.sort_out(second, [article(1), article(4)])
    assert (other.new, other.elsewhere) == ((article(4),), (article(1),))


def test_an_edit_replaces_text_and_matches_and_keeps_the_place_in_time(store: Store) -> None:
    (feed_id,) = add(store, feed())
    (lease,) = lease_all(store)
    store.feeds.record(lease, outcome(lease, article(1)))
    store.feeds.make_due(feed_id, NOW)
    (lease,) = lease_all(store)
    edited = article(1, title="Film festival opens", first_seen=NOW + timedelta(hours=1))
    store.feeds.record(lease, outcome(lease, changed=(Classified(edited, ()),)))
    (line,) = store.desk.page(DeskFilter(topic=ALL), 10).lines
    assert line.title == "Film festival opens"
    assert line.edited_at == NOW + timedelta(hours=1)
    assert line.first_seen == NOW
    assert line.matches == ()
    assert store.appearances.sort_out(feed_id, [edited]).known == 1


def test_changing_the_address_forgets_the_validators_of_the_old_one(store: Store) -> None:
    (feed_id,) = add(store, feed())
    (lease,) = lease_all(store)
    polling = replace(lease.polling, etag='"1"', body_hash=b"x")
    store.feeds.record(lease, PollOutcome(polling))
    assert store.feeds.change(feed_id, feed(name="Renamed"))
    assert store.feeds.get(feed_id).polling.etag == '"1"'
    assert store.feeds.change(feed_id, feed(9))
    assert store.feeds.get(feed_id).polling.etag == ""
    assert not store.feeds.change(999, feed(10))


def test_a_feed_cannot_take_the_address_of_another(store: Store) -> None:
    first, _ = add(store, feed(1), feed(2))
    with pytest.raises(IntegrityError):
        store.feeds.change(first, feed(2))
    assert store.feeds.get(first).feed == feed(1)


def test_deleting_a_feed_takes_its_articles_along_but_not_those_of_others(store: Store) -> None:
    first, second = add(store, feed(1), feed(2))
    leases = {lease.feed_id: lease for lease in lease_all(store)}
    store.feeds.record(leases[first], outcome(leases[first], article(1)))
    store.feeds.record(leases[second], outcome(leases[second], article(2), elsewhere=(article(1),)))
    assert store.feeds.delete(first)
    assert [line.title for line in store.desk.page(DeskFilter(), 10).lines] == [article(2).title]
    assert not store.feeds.delete(first)

"""The searches that people keep, the same on every database."""

from monitor.store import Store
from tests.contract.test_store_candidates import bring
from tests.samples import NOW, article


def test_one_sees_ones_own_searches_and_those_that_others_share(store: Store) -> None:
    mine = store.searches.add(1, "bans", "ban*", "", False, NOW)
    shared = store.searches.add(2, "Alarms", "alarm", "export-bans", True, NOW)
    store.searches.add(2, "secret", "x", "", False, NOW)
    assert [one.number for one in store.searches.of(1)] == [shared, mine]
    assert store.searches.one(mine, 2) is None
    found = store.searches.one(shared, 1)
    assert found is not None
    assert (found.query, found.topic, found.shared, found.user_id) == ("alarm", "export-bans", True, 2)
    store.searches.share(shared, False)
    assert store.searches.one(shared, 1) is None


def test_what_is_stored_before_counts_as_seen_and_one_never_unsees(store: Store) -> None:
    bring(store, article(1), article(2))
    number = store.searches.add(1, "bans", "ban*", "", True, NOW)
    (kept,) = store.searches.of(1)
    assert kept.seen_to == 2
    assert store.searches.of(2)[0].seen_to == 0
    store.searches.look(number, 2, 5)
    store.searches.look(number, 2, 3)
    assert store.searches.of(2)[0].seen_to == 5
    assert store.searches.of(1)[0].seen_to == 2


def test_a_search_that_asks_for_more_keeps_what_was_seen(store: Store) -> None:
    bring(store, article(1), article(2))
    number, other = (store.searches.add(1, name, "ban*", "", False, NOW) for name in ("a", "b"))
    store.searches.rewrite(number, "ban* OR alarm")
    assert [(one.query, one.seen_to) for one in store.searches.of(1)] == [("ban* OR alarm", 2), ("ban*", 2)]
    assert other != number


def test_a_feed_has_one_address_and_a_new_one_takes_its_place(store: Store) -> None:
    number = store.searches.add(1, "bans", "ban*", "", False, NOW)
    assert store.searches.by_feed("") is None
    for token in ("first", "second"):
        store.searches.set_feed(number, token)
    assert store.searches.by_feed("first") is None
    followed = store.searches.by_feed("second")
    assert followed is not None
    assert followed.number == number
    store.searches.set_feed(number, "")
    assert store.searches.by_feed("second") is None


def test_a_dropped_search_is_gone_with_its_looks(store: Store) -> None:
    number = store.searches.add(1, "bans", "ban*", "", False, NOW)
    store.searches.drop(number)
    assert store.searches.of(1) == []
    again = store.searches.add(1, "bans", "ban*", "", False, NOW)
    assert store.searches.one(again, 1) is not None

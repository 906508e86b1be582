"""What every database must keep of hubs and of what they push."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.feeds.websub import after_call, before_asking, is_due
from monitor.model import HubCall, HubLink, HubState, HubSubscription
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.polling.feeds import LEASE
from monitor.store.polling.hubs import MOST_WAITING
from tests.samples import NOW, article, feed, outcome

LINK = HubLink("https://hub.example/", "https://outlet1.example/feed.xml")
OTHER = HubLink("https://other.example/", "https://outlet1.example/feed.xml")


@pytest.fixture
def feed_id(store: Store) -> int:
    (added,) = store.feeds.add([feed(1)], NOW)
    return added


def named(store: Store, feed_id: int, link: HubLink = LINK, token: str = "t1") -> HubSubscription:
    assert store.hubs.name(feed_id, link, token, f"secret of {token}", NOW)
    found = store.hubs.by_token(token)
    assert found
    return found


def agree(store: Store, subscription: HubSubscription) -> HubSubscription:
    ask(store, subscription, NOW)
    call = HubCall("subscribe", subscription.link.topic)
    agreed = store.hubs.decide(subscription.id, lambda found: after_call(found, call, NOW))
    assert agreed
    return agreed


def ask(store: Store, subscription: HubSubscription, now: datetime) -> HubSubscription:
    asked = store.hubs.decide(subscription.id, lambda found: before_asking(found, now))
    assert asked
    return asked


def due(store: Store, now: datetime = NOW) -> list[str]:
    found = store.hubs.due(now, 100)
    assert all(is_due(subscription, now) for subscription in found)
    return [subscription.token for subscription in found]


def test_a_hub_that_a_feed_names_is_remembered_once_and_due_at_once(store: Store, feed_id: int) -> None:
    subscription = named(store, feed_id)
    assert (subscription.feed_id, subscription.wanted, subscription.link) == (feed_id, True, LINK)
    assert (subscription.state, subscription.secret) == (HubState.PENDING, "secret of t1")
    assert not store.hubs.name(feed_id, LINK, "t2", "another secret", NOW)
    assert store.hubs.of_feed(feed_id) == subscription
    assert due(store) == ["t1"]


def test_a_feed_without_a_hub_leaves_no_trace(store: Store, feed_id: int) -> None:
    assert not store.hubs.name(feed_id, None, "t1", "secret", NOW)
    assert store.hubs.of_feed(feed_id) is None


def test_a_question_puts_a_subscription_off_for_everybody(store: Store, feed_id: int) -> None:
    asked = ask(store, named(store, feed_id), NOW)
    assert due(store) == []
    assert asked.next_try_at
    assert due(store, asked.next_try_at) == ["t1"]


def test_what_was_agreed_is_kept(store: Store, feed_id: int) -> None:
    agreed = agree(store, named(store, feed_id))
    assert store.hubs.of_feed(feed_id) == agreed
    assert agreed.state is HubState.ACTIVE
    assert due(store, NOW + timedelta(days=8)) == []
    assert due(store, NOW + timedelta(days=9)) == ["t1"]


def test_a_decision_to_change_nothing_changes_nothing(store: Store, feed_id: int) -> None:
    subscription = named(store, feed_id)
    assert store.hubs.decide(subscription.id, lambda _: None) is None
    assert store.hubs.decide(999, lambda found: replace(found, detail="?")) is None
    assert store.hubs.of_feed(feed_id) == subscription


def test_a_feed_that_is_paused_is_to_be_left_and_when_resumed_to_be_taken_up(
    store: Store, feed_id: int
) -> None:
    agree(store, named(store, feed_id))
    store.feeds.set_paused(feed_id, True)
    assert due(store) == ["t1"]
    left = ask(store, store.hubs.due(NOW, 1)[0], NOW)
    assert left.state is HubState.LEAVING
    store.hubs.decide(left.id, lambda found: after_call(found, HubCall("unsubscribe", LINK.topic), NOW))
    assert due(store, NOW + timedelta(days=999)) == []
    store.feeds.set_paused(feed_id, False)
    assert due(store) == ["t1"]


def test_a_deleted_feed_is_left_and_then_forgotten(store: Store, feed_id: int) -> None:
    agree(store, named(store, feed_id))
    store.feeds.delete(feed_id)
    (orphan,) = store.hubs.due(NOW, 10)
    assert (orphan.feed_id, orphan.wanted) == (None, False)
    leaving = ask(store, orphan, NOW)
    assert store.hubs.by_token("t1")
    store.hubs.decide(leaving.id, lambda found: after_call(found, HubCall("unsubscribe", LINK.topic), NOW))
    assert store.hubs.by_token("t1") is None


def test_another_hub_takes_the_place_of_the_one_before_which_is_left(store: Store, feed_id: int) -> None:
    agree(store, named(store, feed_id))
    second = named(store, feed_id, OTHER, "t2")
    assert store.hubs.of_feed(feed_id) == second
    assert sorted(due(store)) == ["t1", "t2"]
    first = store.hubs.by_token("t1")
    assert first
    assert not first.wanted


def test_a_hub_that_is_named_no_longer_is_left(store: Store, feed_id: int) -> None:
    agree(store, named(store, feed_id))
    assert store.hubs.name(feed_id, None, "", "", NOW)
    assert store.hubs.of_feed(feed_id) is None
    assert due(store) == ["t1"]


def test_a_feed_that_gets_another_address_takes_nothing_more_from_the_old_ones_hub(
    store: Store, feed_id: int
) -> None:
    agree(store, named(store, feed_id))
    store.feeds.change(feed_id, feed(1, name="Renamed"))
    assert store.hubs.of_feed(feed_id)
    store.feeds.change(feed_id, feed(2))
    assert store.hubs.of_feed(feed_id) is None
    assert due(store) == ["t1"]


def test_pushes_wait_in_their_order_while_the_feed_is_free(store: Store, feed_id: int) -> None:
    subscription = agree(store, named(store, feed_id))
    assert store.hubs.pushed(NOW) == []
    for body in (b"first", b"second"):
        assert store.hubs.receive(subscription.id, "application/atom+xml", body, NOW)
    assert store.hubs.pushed(NOW) == [feed(1).url]
    push = store.hubs.next_push(feed_id)
    assert push
    assert (push.body, push.content_type) == (b"first", "application/atom+xml")
    found = store.hubs.of_feed(feed_id)
    assert found
    assert found.last_push_at == NOW
    store.hubs.drop(push)
    second = store.hubs.next_push(feed_id)
    assert second
    assert second.body == b"second"


def test_a_feed_that_is_being_polled_is_left_in_peace_until_that_is_done(store: Store, feed_id: int) -> None:
    subscription = agree(store, named(store, feed_id))
    store.feeds.claim_due(NOW, 1)
    store.hubs.receive(subscription.id, "", b"body", NOW)
    assert store.hubs.pushed(NOW) == []
    assert store.hubs.pushed(NOW + LEASE) == [feed(1).url]


def test_no_more_is_kept_than_can_be_read_soon(store: Store, feed_id: int) -> None:
    subscription = agree(store, named(store, feed_id))
    taken = [store.hubs.receive(subscription.id, "", b"body", NOW) for _ in range(MOST_WAITING + 2)]
    assert taken == [True] * MOST_WAITING + [False] * 2
    store.feeds.delete(feed_id)
    assert not store.hubs.receive(subscription.id, "", b"body", NOW)


def test_what_a_push_brought_is_stored_with_it_and_the_polls_go_on_as_before(
    store: Store, feed_id: int
) -> None:
    subscription = agree(store, named(store, feed_id))
    store.hubs.receive(subscription.id, "", b"body", NOW)
    push = store.hubs.next_push(feed_id)
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    before = lease.polling
    brought = outcome(lease, article(1), polling=replace(before, last_new_at=NOW))
    assert push
    assert store.hubs.take(lease, push, brought, NOW)
    assert store.hubs.next_push(feed_id) is None
    assert store.feeds.claim([feed(1).url], NOW) == []
    store.feeds.make_due(feed_id, NOW - timedelta(hours=1))
    store.hubs.give_back(lease)
    row = store.feeds.get(feed_id)
    assert row
    assert row.polling == replace(before, last_new_at=NOW, next_poll_at=NOW - timedelta(hours=1))
    assert len(store.feeds.claim([feed(1).url], NOW)) == 1
    assert len(store.desk.page(DeskFilter(topic=ALL), 10).lines) == 1


def test_a_lost_lease_stores_nothing_and_keeps_the_push(store: Store, feed_id: int) -> None:
    subscription = agree(store, named(store, feed_id))
    store.hubs.receive(subscription.id, "", b"body", NOW)
    push = store.hubs.next_push(feed_id)
    (lost,) = store.feeds.claim([feed(1).url], NOW)
    (held,) = store.feeds.claim([feed(1).url], NOW + LEASE)
    assert push
    assert not store.hubs.take(lost, push, outcome(lost, article(1)), NOW)
    store.hubs.give_back(lost)
    assert store.hubs.next_push(feed_id) == push
    assert store.hubs.take(held, push, outcome(held, article(1)), NOW)

"""Signing up, confirming, stopping. On both databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from monitor.digests import links
from monitor.model import DeliveryState, SubscriptionState
from monitor.pipeline import subscriptions
from monitor.pipeline.digests import prepare
from monitor.store import Store
from tests.digests.newsroom import (
    CONFIRMED,
    MORNING,
    SECRET,
    article,
    open_newsroom,
    publish,
    settings,
    subscribe,
)

ANNA = "anna@norrland.example"
NOW = CONFIRMED


@pytest.fixture(autouse=True)
def newsroom(store: Store) -> None:
    open_newsroom(store)


def sign_up(store: Store, email: str = ANNA, now: datetime = NOW, **changes: Any) -> dict[str, str]:
    wishes = {"topics": ["coproduction", "export-bans"], "hour": 7, "zone": "Europe/Kyiv", **changes}
    return subscriptions.sign_up(store, settings(), SECRET, email, **wishes, now=now)


def letters(store: Store) -> list[Any]:
    rows = reversed(store.deliveries.latest(100))
    return [message_from_bytes(row.delivery.message, policy=policy.default) for row in rows]


def token_in(mail: Any) -> str:
    text = mail.get_body(("plain",)).get_content()
    return next(line for line in text.split() if "/subscriptions/" in line).rpartition("/")[2]


def test_signing_up_queues_a_letter_and_nothing_is_active_before_the_confirmation(store: Store) -> None:
    assert sign_up(store) == {}
    (mail,) = letters(store)
    assert mail["To"] == ANNA
    assert mail["Subject"] == "Please confirm your Wiredesk digest"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    subscription = store.subscriptions.by_email(ANNA)
    assert subscription.state == SubscriptionState.PENDING
    assert subscription.topics == ("export-bans", "coproduction")


def test_looking_at_the_link_changes_nothing_and_confirming_does(store: Store) -> None:
    sign_up(store)
    token = token_in(letters(store)[0])
    for _ in range(3):
        assert subscriptions.to_confirm(store, SECRET, token, NOW).state == SubscriptionState.PENDING
    confirmed = subscriptions.confirm(store, SECRET, token, NOW + timedelta(hours=1))
    assert (confirmed.state, confirmed.confirmed_at) == (SubscriptionState.ACTIVE, NOW + timedelta(hours=1))
    again = subscriptions.confirm(store, SECRET, token, NOW + timedelta(hours=2))
    assert again == confirmed


def test_a_link_is_dead_after_48_hours(store: Store) -> None:
    sign_up(store)
    token = token_in(letters(store)[0])
    assert subscriptions.confirm(store, SECRET, token, NOW + timedelta(hours=48)) is None
    assert store.subscriptions.by_email(ANNA).state == SubscriptionState.PENDING


def test_whoever_has_stopped_is_not_brought_back_by_an_old_link(store: Store) -> None:
    sign_up(store)
    token = token_in(letters(store)[0])
    store.subscriptions.stop(store.subscriptions.by_email(ANNA).id, NOW)
    assert subscriptions.confirm(store, SECRET, token, NOW) is None
    assert store.subscriptions.by_email(ANNA).state == SubscriptionState.STOPPED


def test_forged_links_say_nothing(store: Store) -> None:
    reader = subscribe(store)
    for token in ("", "1", f"{reader.id}.AAAA", "é" * 50):
        assert subscriptions.to_confirm(store, SECRET, token, NOW) is None
        assert subscriptions.to_stop(store, SECRET, token) is None
        assert subscriptions.confirm(store, SECRET, token, NOW) is None
        assert subscriptions.stop(store, SECRET, token, NOW) is None
    assert store.subscriptions.by_email(ANNA).state == SubscriptionState.ACTIVE


def test_problems_are_told_and_nothing_is_kept(store: Store) -> None:
    assert set(sign_up(store, "anna", topics=["weather"], hour=24, zone="x")) == {
        "email",
        "topics",
        "hour",
        "zone",
    }
    assert letters(store) == []


def test_a_subscriber_who_signs_up_again_is_told_so_by_mail_only(store: Store) -> None:
    subscribe(store)
    assert sign_up(store, hour=20) == sign_up(store, "somebody.else@norrland.example")
    mail = letters(store)[0]
    assert mail["Subject"] == "You already get the Wiredesk digest"
    assert store.subscriptions.by_email(ANNA).hour == 7
    assert subscriptions.stop(store, SECRET, token_in(mail), NOW).state == SubscriptionState.STOPPED


def test_the_same_address_typed_differently_is_one_subscription(store: Store) -> None:
    sign_up(store)
    sign_up(store, " Anna@NORRLAND.example ", hour=9)
    assert [mail["To"] for mail in letters(store)] == [ANNA, ANNA]
    assert store.subscriptions.by_email(ANNA).hour == 9


def test_an_address_gets_three_letters_a_day_at_most_and_the_visitor_cannot_tell(store: Store) -> None:
    answers = [sign_up(store, now=NOW + timedelta(minutes=minute)) for minute in range(6)]
    assert answers == [{}] * 6
    assert len(letters(store)) == 3
    sign_up(store, now=NOW + timedelta(days=1, minutes=1))
    assert len(letters(store)) == 4


def test_signing_up_eight_times_at_once_makes_one_subscription(store: Store) -> None:
    barrier = threading.Barrier(8)

    def work(_: int) -> dict[str, str]:
        barrier.wait()
        return sign_up(store)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [{}] * 8
    assert len(store.subscriptions.in_state(SubscriptionState.PENDING)) == 1


def test_stopping_gives_up_what_still_waits_and_is_harmless_twice(store: Store) -> None:
    reader = subscribe(store)
    other = subscribe(store, "piet@norrland.example")
    publish(store, article(1))
    assert prepare(store, settings(), SECRET, MORNING) == 2
    token = links.stop_token(SECRET, reader.id)
    first = subscriptions.stop(store, SECRET, token, MORNING)
    assert first == subscriptions.stop(store, SECRET, token, MORNING + timedelta(days=400))
    states = {row.delivery.recipient: row.delivery.state for row in store.deliveries.latest(9)}
    assert states == {reader.email: DeliveryState.FAILED, other.email: DeliveryState.QUEUED}

"""What we agree with hubs, as decisions: when to ask, what to ask, whom to believe."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.feeds import websub
from monitor.feeds.websub import after_call, after_failure, before_asking, ended, is_due, is_signed, question
from monitor.model import FetchFailed, HubCall, HubLink, HubState, HubSubscription, Reason
from tests.samples import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TOPIC = "https://outlet.example/feed.xml"
NEW = HubSubscription(1, 7, True, HubLink("https://hub.example/", TOPIC), "token", "secret", next_try_at=NOW)


def subscribed(lease: str = "864000") -> HubSubscription:
    agreed = after_call(before_asking(NEW, NOW), call(lease_seconds=lease), NOW)
    assert agreed
    return agreed


def call(mode: str = "subscribe", topic: str = TOPIC, **changes: str) -> HubCall:
    return HubCall(mode, topic, "challenge", **changes)


def test_a_new_subscription_is_asked_for_at_once_and_then_with_longer_and_longer_waits() -> None:
    waits, found = [], NEW
    for _ in range(12):
        assert found.next_try_at
        moment = found.next_try_at
        assert is_due(found, moment)
        found = before_asking(found, moment)
        assert found.state is HubState.PENDING
        assert not is_due(found, moment)
        waits.append(found.next_try_at - moment)
    assert waits[:4] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
    assert waits[-1] == DAY


def test_the_question_names_mode_topic_callback_secret_and_lease() -> None:
    asked = before_asking(NEW, NOW)
    assert question(asked, "https://desk.example") == {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.callback": "https://desk.example/websub/token",
        "hub.secret": "secret",
        "hub.lease_seconds": "864000",
    }


@pytest.mark.parametrize(
    ("granted", "lease", "renewal"),
    [
        ("864000", 10 * DAY, 9 * DAY),
        ("3600", 60 * MINUTE, 40 * MINUTE),
        ("1", 5 * MINUTE, timedelta(seconds=200)),
        ("9" * 4000, 365 * DAY, 364 * DAY),
        ("", 10 * DAY, 9 * DAY),
        ("-5", 10 * DAY, 9 * DAY),
        ("٣٦٠٠", 10 * DAY, 9 * DAY),
    ],
)
def test_a_lease_is_believed_within_bounds_and_renewed_well_before_it_ends(
    granted: str, lease: timedelta, renewal: timedelta
) -> None:
    found = subscribed(granted)
    assert (found.state, found.since, found.tries) == (HubState.ACTIVE, NOW, 0)
    assert found.expires_at == NOW + lease
    assert found.next_try_at == NOW + renewal


def test_a_subscription_stays_active_while_it_is_renewed_and_keeps_its_beginning() -> None:
    later = NOW + 9 * DAY
    renewing = before_asking(subscribed(), later)
    assert (renewing.state, renewing.tries) == (HubState.ACTIVE, 1)
    renewed = after_call(renewing, call(), later)
    assert renewed
    assert (renewed.since, renewed.expires_at) == (NOW, later + 10 * DAY)


def test_a_lease_that_ran_out_unrenewed_is_pending_again() -> None:
    found = before_asking(subscribed(), NOW + 11 * DAY)
    assert (found.state, found.since) == (HubState.PENDING, None)


@pytest.mark.parametrize(
    "wrong",
    [
        call(topic="https://outlet.example/other.xml"),
        call(mode="unsubscribe"),
        call(mode="publish"),
        call(mode=""),
        call(mode="denied", topic=""),
    ],
)
def test_a_call_that_we_did_not_ask_for_is_not_confirmed(wrong: HubCall) -> None:
    assert after_call(before_asking(NEW, NOW), wrong, NOW) is None
    assert after_call(subscribed(), wrong, NOW) is None


def test_nothing_is_confirmed_before_it_was_asked_nor_once_the_feed_is_paused() -> None:
    assert after_call(NEW, call(), NOW) is None
    assert after_call(replace(subscribed(), wanted=False), call(), NOW) is None


def test_a_hub_that_denies_is_asked_again_after_days() -> None:
    for found in (before_asking(NEW, NOW), subscribed()):
        denied = after_call(found, call("denied", reason="not\n welcome" + "!" * 500), NOW)
        assert denied
        assert denied.state is HubState.REFUSED
        assert denied.detail.startswith("not welcome!")
        assert len(denied.detail) == 200
        assert not is_due(denied, NOW + 6 * DAY)
        assert is_due(denied, NOW + 7 * DAY)
        assert before_asking(denied, NOW + 7 * DAY).state is HubState.PENDING


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (FetchFailed(Reason.HTTP_STATUS, "HTTP 400"), HubState.REFUSED),
        (FetchFailed(Reason.FORBIDDEN, "HTTP 403"), HubState.REFUSED),
        (FetchFailed(Reason.REFUSED_ADDRESS, "not a public address"), HubState.REFUSED),
        (FetchFailed(Reason.HTTP_STATUS, "HTTP 408"), HubState.PENDING),
        (FetchFailed(Reason.SERVER_ERROR, "HTTP 500"), HubState.PENDING),
        (FetchFailed(Reason.TIMEOUT, "30 s"), HubState.PENDING),
        (FetchFailed(Reason.RATE_LIMITED, "HTTP 429", "7200"), HubState.PENDING),
    ],
)
def test_a_hub_that_refuses_for_good_is_told_from_one_that_fails_for_now(
    failure: FetchFailed, state: HubState
) -> None:
    asked = before_asking(NEW, NOW)
    found = after_failure(asked, asked, failure, NOW)
    assert found
    assert found.state is state
    assert failure.reason.sentence in found.detail
    least = {HubState.REFUSED: 7 * DAY, HubState.PENDING: 5 * MINUTE}[state]
    assert found.next_try_at == NOW + (timedelta(hours=2) if failure.retry_after else least)


def test_a_failure_is_forgotten_where_the_hub_has_confirmed_in_the_meantime() -> None:
    asked = before_asking(NEW, NOW)
    assert after_failure(subscribed(), asked, FetchFailed(Reason.TIMEOUT), NOW) is None


def test_a_feed_that_is_paused_or_gone_is_left_and_the_hub_asked_to_confirm() -> None:
    unwanted = replace(subscribed(), wanted=False)
    assert is_due(unwanted, NOW)
    leaving = before_asking(unwanted, NOW)
    assert leaving.state is HubState.LEAVING
    assert set(question(leaving, "https://desk.example")) == {"hub.mode", "hub.topic", "hub.callback"}
    assert question(leaving, "")["hub.mode"] == "unsubscribe"
    assert after_call(leaving, call("unsubscribe"), NOW) == ended(leaving)
    assert not is_due(ended(leaving), NOW + 999 * DAY)


def test_a_hub_that_never_confirms_the_end_is_left_without_a_word_after_five_tries() -> None:
    found, tries = replace(subscribed(), wanted=False), 0
    while found.state is not HubState.ENDED:
        found = before_asking(found, NOW)
        tries += 1
    assert tries == 6


def test_a_subscription_that_was_never_agreed_ends_without_a_question() -> None:
    refused = replace(NEW, state=HubState.REFUSED)
    for found in (NEW, refused):
        assert before_asking(replace(found, wanted=False), NOW).state is HubState.ENDED


def test_a_feed_that_is_resumed_is_subscribed_to_again() -> None:
    left = ended(subscribed())
    assert is_due(left, NOW)
    again = before_asking(left, NOW)
    assert (again.state, again.tries) == (HubState.PENDING, 1)
    assert after_call(again, call("unsubscribe"), NOW) is None


def test_pushes_are_taken_until_the_feed_is_not_wanted() -> None:
    assert websub.takes_pushes(subscribed())
    assert websub.takes_pushes(before_asking(NEW, NOW))
    assert not websub.takes_pushes(replace(subscribed(), wanted=False))
    assert not websub.takes_pushes(ended(subscribed()))


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_each_recommended_signature_is_believed_and_a_changed_body_is_not(method: str) -> None:
    body = "новини".encode()
    signature = f"{method}={hmac.new(b'secret', body, method).hexdigest()}"
    assert is_signed(signature, body, "secret")
    assert is_signed(signature.upper(), body, "secret")
    assert not is_signed(signature, body + b" ", "secret")
    assert not is_signed(signature, body, "another")


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256",
        "sha256=",
        "=",
        "md5=" + hmac.new(b"secret", b"body", "md5").hexdigest(),
        "sha256=" + hashlib.sha256(b"body").hexdigest(),
        "sha256=ä",
        "sha3_256=" + hmac.new(b"secret", b"body", "sha3_256").hexdigest(),
        hmac.new(b"secret", b"body", "sha256").hexdigest(),
    ],
)
def test_anything_else_proves_nothing(signature: str) -> None:
    assert not is_signed(signature, b"body", "secret")

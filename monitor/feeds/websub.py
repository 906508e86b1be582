"""What we agree with hubs: when to ask, what to ask, what to believe of what they say. Pure.

After the W3C recommendation WebSub of 23 January 2018; section numbers are its.
"""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.feeds.schedule import told_to_wait
from monitor.model import FetchFailed, HubCall, HubState, HubSubscription, Reason

ASKED_LEASE = timedelta(days=10)

# A hub that grants less or more is taken to have said this.
_LEASES = (timedelta(minutes=5), timedelta(days=365))
_RENEWAL_TIME = timedelta(days=1)  # kept for renewing, where that is less than a third of the lease
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)  # between two tries
_REFUSED_WAIT = timedelta(days=7)
_FAREWELLS = 5  # then we leave without a word: a push is answered with 410, which says the same
_DETAIL = 200  # characters of a hub's reason

_SIGNATURES = frozenset({"sha1", "sha256", "sha384", "sha512"})  # section 7.1
_FOR_GOOD = frozenset({Reason.REFUSED_ADDRESS, Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.GONE})
_LEFT = frozenset({HubState.LEAVING, HubState.ENDED})


def callback(base_url: str, token: str) -> str:
    """The address that a hub is to call."""
    return f"{base_url}/websub/{token}"


def is_due(subscription: HubSubscription, now: datetime) -> bool:
    """Whether there is something to ask the hub, or to forget."""
    left = subscription.state in _LEFT
    if subscription.wanted == left:
        return True  # the feed was paused, resumed or deleted since
    return subscription.next_try_at is not None and subscription.next_try_at <= now


def before_asking(subscription: HubSubscription, now: datetime) -> HubSubscription:
    """The subscription as it stands when its hub is asked now; ENDED: there is no need to ask."""
    if not subscription.wanted:
        return _leaving(subscription, now)
    state, tries, since = subscription.state, subscription.tries, subscription.since
    if state in _LEFT:
        tries = 0
    if state is not HubState.ACTIVE or _has_lapsed(subscription, now):
        state, since = HubState.PENDING, None
    asked = replace(subscription, state=state, since=since, tries=tries + 1, detail="")
    return replace(asked, next_try_at=now + _wait(asked.tries))


def _leaving(subscription: HubSubscription, now: datetime) -> HubSubscription:
    state, tries = subscription.state, subscription.tries
    if state is not HubState.LEAVING:
        never_agreed = state is HubState.REFUSED or (state is HubState.PENDING and tries == 0)
        if never_agreed or state is HubState.ENDED:
            return ended(subscription)
        tries = 0
    if tries >= _FAREWELLS:
        return ended(subscription)
    return replace(
        subscription, state=HubState.LEAVING, tries=tries + 1, next_try_at=now + _wait(tries + 1), detail=""
    )


def ended(subscription: HubSubscription) -> HubSubscription:
    """Nothing is agreed with the hub any longer."""
    return replace(
        subscription,
        state=HubState.ENDED,
        since=None,
        expires_at=None,
        next_try_at=None,
        tries=0,
        detail="",
    )


def question(subscription: HubSubscription, base_url: str) -> Mapping[str, str]:
    """The form to send to the hub (section 5.1).

    The secret goes to hubs without TLS too, against the advice there: without one, anybody could push to us.
    """
    form = {
        "hub.mode": "unsubscribe" if subscription.state is HubState.LEAVING else "subscribe",
        "hub.topic": subscription.link.topic,
        "hub.callback": callback(base_url, subscription.token),
    }
    if subscription.state is not HubState.LEAVING:
        form["hub.secret"] = subscription.secret
        form["hub.lease_seconds"] = str(int(ASKED_LEASE.total_seconds()))
    return form


def after_failure(
    subscription: HubSubscription, asked: HubSubscription, failure: FetchFailed, now: datetime
) -> HubSubscription | None:
    """What to make of a hub that did not take the question; None: it has answered it otherwise in the meantime."""
    if (subscription.tries, subscription.state) != (asked.tries, asked.state):
        return None
    detail = f"{failure.reason.sentence}: {failure.detail}" if failure.detail else failure.reason.sentence
    if _is_for_good(failure):
        return _refused(subscription, detail, now)
    soonest = max(subscription.next_try_at or now, now + told_to_wait(failure, now))
    return replace(subscription, next_try_at=soonest, detail=detail[:_DETAIL])


def after_call(subscription: HubSubscription, call: HubCall, now: datetime) -> HubSubscription | None:
    """What is agreed after a hub's question whether we meant it, or its refusal (section 5.3, 5.2); None: we did not.

    A call that names another topic is none of ours.
    """
    if call.topic != subscription.link.topic:
        return None
    if call.mode == "denied":
        return _refused(subscription, call.reason, now)
    if call.mode == "unsubscribe" and subscription.state is HubState.LEAVING:
        return ended(subscription)
    if call.mode == "subscribe" and _is_meant(subscription):
        return _agreed(subscription, _lease(call.lease_seconds), now)
    return None


def takes_pushes(subscription: HubSubscription) -> bool:
    """Whether what this hub sends is still to be read."""
    return subscription.wanted and subscription.state not in _LEFT


def is_signed(signature: str, body: bytes, secret: str) -> bool:
    """Whether the value of an X-Hub-Signature header proves that the body comes from who knows the secret."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in _SIGNATURES:
        return False
    expected = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())


def _agreed(subscription: HubSubscription, lease: timedelta, now: datetime) -> HubSubscription:
    return replace(
        subscription,
        state=HubState.ACTIVE,
        since=subscription.since or now,
        expires_at=now + lease,
        next_try_at=now + max(lease * 2 / 3, lease - _RENEWAL_TIME),
        tries=0,
        detail="",
    )


def _refused(subscription: HubSubscription, reason: str, now: datetime) -> HubSubscription:
    if subscription.state in _LEFT:
        return ended(subscription)
    return replace(
        subscription,
        state=HubState.REFUSED,
        since=None,
        next_try_at=now + _REFUSED_WAIT,
        tries=0,
        detail=" ".join(reason.split())[:_DETAIL],
    )


def _is_meant(subscription: HubSubscription) -> bool:
    asked = subscription.tries > 0 or subscription.state is HubState.ACTIVE
    return subscription.wanted and asked and subscription.state not in _LEFT


def _has_lapsed(subscription: HubSubscription, now: datetime) -> bool:
    return subscription.expires_at is None or subscription.expires_at <= now


def _is_for_good(failure: FetchFailed) -> bool:
    refused = failure.reason is Reason.HTTP_STATUS and failure.detail.startswith("HTTP 4")
    return failure.reason in _FOR_GOOD or (refused and failure.detail != "HTTP 408")


def _wait(tries: int) -> timedelta:
    return min(_FIRST_WAIT * (1 << min(tries - 1, 20)), _LONGEST_WAIT)


def _lease(seconds: str) -> timedelta:
    """What a hub grants; without a usable number, as from hubs of the time before the recommendation, what we asked."""
    least, most = _LEASES
    if not (seconds.isascii() and seconds.isdigit()):
        return ASKED_LEASE
    return max(least, min(timedelta(seconds=min(int(seconds[:12]), 10**9)), most))

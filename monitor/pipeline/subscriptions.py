"""Sign up for the digest, confirm, stop."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import make_msgid

from monitor.digests import letters, links
from monitor.digests.message import Message, domain_of, to_bytes
from monitor.digests.wishes import Wishes, normal_address, problems
from monitor.model import Subscription, SubscriptionState, Topic
from monitor.settings import Settings
from monitor.store import Store

_LETTERS_A_DAY = 3  # to one address: nobody can be flooded through the sign-up page


def sign_up(
    store: Store,
    settings: Settings,
    secret: bytes,
    email: str,
    topics: Sequence[str],
    hour: int,
    zone: str,
    now: datetime,
) -> dict[str, str]:
    """Ask for a digest; a mail with a link to confirm is queued. Returns what is wrong, a sentence a field.

    An empty answer says nothing of who subscribes: an address that does already is told so by mail, and one
    that had its letters for today is left alone.
    """
    known = store.topics.all()
    wrong = problems(Wishes(email, topics, hour, zone), [topic.slug for topic in known])
    address = normal_address(email)
    if wrong or address is None:
        return wrong
    if store.deliveries.queued_since(address, now - timedelta(days=1)) < _LETTERS_A_DAY:
        slugs = tuple(topic.slug for topic in known if topic.slug in topics)
        subscription = store.subscriptions.ask(address, slugs, hour, zone, now)
        _write_to(store, settings, secret, subscription, known, now)
    return {}


def to_confirm(store: Store, secret: bytes, token: str, now: datetime) -> Subscription | None:
    """The subscription that a link would confirm, or has confirmed. None: forged, too old, or stopped since."""
    subscription_id = links.read_confirm(secret, token, now)
    found = store.subscriptions.get(subscription_id) if subscription_id is not None else None
    return found if found and found.state != SubscriptionState.STOPPED else None


def confirm(store: Store, secret: bytes, token: str, now: datetime) -> Subscription | None:
    """Make a subscription active; doing so twice changes nothing. None: as for to_confirm."""
    found = to_confirm(store, secret, token, now)
    if found is None:
        return None
    store.subscriptions.confirm(found.id, now)
    return store.subscriptions.get(found.id)


def to_stop(store: Store, secret: bytes, token: str) -> Subscription | None:
    """The subscription that a link would stop, or has stopped. None: forged."""
    subscription_id = links.read_stop(secret, token)
    return store.subscriptions.get(subscription_id) if subscription_id is not None else None


def stop(store: Store, secret: bytes, token: str, now: datetime) -> Subscription | None:
    """End a subscription, and whatever of it still waits to be sent; doing so twice changes nothing.

    None: forged.
    """
    found = to_stop(store, secret, token)
    if found is None:
        return None
    store.subscriptions.stop(found.id, now)
    return store.subscriptions.get(found.id)


def _write_to(
    store: Store,
    settings: Settings,
    secret: bytes,
    subscription: Subscription,
    known: Sequence[Topic],
    now: datetime,
) -> None:
    """Queue the letter that answers a sign-up."""
    public_url = settings.server.public_url
    if subscription.state == SubscriptionState.ACTIVE:
        url = links.stop_url(public_url, links.stop_token(secret, subscription.id))
        letter = letters.already_subscribed(subscription, known, url)
    else:
        url = links.confirm_url(public_url, links.confirm_token(secret, subscription.id, now))
        letter = letters.to_confirm(subscription, known, url, now + links.CONFIRM_WITHIN)
    sender = settings.mail.sender
    message_id = make_msgid("subscription", domain_of(sender))
    message = to_bytes(Message(sender, subscription.email, message_id, now, letter))
    store.deliveries.queue(subscription.email, letter.subject, message_id, message, now)

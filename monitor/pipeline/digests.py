"""Prepare the digests that are due: composed, rendered and written down, for pipeline.mail to send."""

import logging
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

from monitor.digests import links, schedule
from monitor.digests.compose import Digest, compose
from monitor.digests.message import Message, digest_message_id, to_bytes
from monitor.digests.render import digest_letter
from monitor.model import Subscription, Topic, Window
from monitor.settings import Settings
from monitor.store import Store
from monitor.store.digests.digests import ClosedWindow

_CANDIDATES = 5_000  # rows; with more than that in one window, counting them exactly helps nobody

_log = logging.getLogger(__name__)


def prepare(store: Store, settings: Settings, secret: bytes, now: datetime) -> int:
    """Close every window that is due, with a message where there is something to tell; returns their number."""
    topics = store.topics.all()
    written = 0
    for subscription, covered_until in store.digests.subscribers(now):
        window = _due(subscription, covered_until, now)
        if window is None:
            continue
        candidates = store.digests.candidates(subscription, window, _CANDIDATES)
        digest = compose(subscription, window, candidates, topics, settings.digests.max_items)
        message = _message(digest, topics, settings, secret, now) if digest.sections else None
        closed = store.digests.close_window(
            ClosedWindow(subscription, window, digest.article_ids, message), now
        )
        written += closed and message is not None
    return written


def _due(subscription: Subscription, covered_until: datetime | None, now: datetime) -> Window | None:
    try:
        return schedule.due(subscription, covered_until, now)
    except ZoneInfoNotFoundError as error:
        _log.error("subscription %d gets no digest: %s; update tzdata", subscription.id, error)
        return None


def _message(
    digest: Digest, topics: Sequence[Topic], settings: Settings, secret: bytes, now: datetime
) -> tuple[str, str, bytes]:
    """Subject, Message-ID and bytes."""
    subscription, sender = digest.subscription, settings.mail.sender
    public_url = settings.server.public_url
    stop_url = links.stop_url(public_url, links.stop_token(secret, subscription.id))
    letter = digest_letter(digest, topics, public_url, stop_url)
    message_id = digest_message_id(subscription.id, digest.window, sender)
    message = Message(sender, subscription.email, message_id, now, letter, stop_url)
    return letter.subject, message_id, to_bytes(message)

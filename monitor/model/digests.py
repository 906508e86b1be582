"""Who gets what by mail."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model.topics import Match


class SubscriptionState(StrEnum):
    PENDING = "pending"  # signed up, not confirmed: nothing is mailed
    ACTIVE = "active"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Subscription:
    id: int
    email: str
    topics: tuple[str, ...]
    hour: int  # of the day at which the digest leaves, in `zone`
    zone: str  # IANA name
    state: SubscriptionState
    created_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time that one digest covers: after `start`, up to and including `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DigestItem:
    """An article as a digest shows it."""

    article_id: int
    title: str
    url: str
    outlet: str
    language: str
    published: datetime | None
    first_seen: datetime
    excerpt: str
    match: Match
    story_id: int | None = None  # None: it was not yet looked for


class DeliveryState(StrEnum):
    QUEUED = "queued"  # written before anything is sent
    SENDING = "sending"  # the server accepted the recipient; the text is about to go out
    SENT = "sent"
    FAILED = "failed"  # refused for good
    UNKNOWN = "unknown"  # cut off between text and answer: never sent again by itself


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one recipient."""

    id: int
    recipient: str
    message_id: str
    message: bytes  # RFC 5322, as it will be sent
    state: DeliveryState
    attempts: int = 0

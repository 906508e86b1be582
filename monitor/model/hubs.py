"""Hubs that push feeds to us (WebSub): what a feed names, what we have asked for, and what came."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HubState(StrEnum):
    """How it stands between us and a hub over one feed."""

    PENDING = "pending"  # to be asked, or asked and not yet confirmed
    ACTIVE = "active"
    REFUSED = "refused"  # asked again after days
    LEAVING = "leaving"  # to be told that we want no more of it
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class HubLink:
    """Who pushes a feed, and by which address that hub knows the feed."""

    hub: str
    topic: str


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """What we have agreed with a hub, or would like to."""

    id: int
    feed_id: int | None  # none: the feed has been deleted, or names another hub now
    wanted: bool  # there is such a feed, and it is not paused
    link: HubLink
    token: str  # in the address that the hub calls
    secret: str  # proves that a push is the hub's
    state: HubState = HubState.PENDING
    since: datetime | None = None  # when the hub began to push
    expires_at: datetime | None = None
    next_try_at: datetime | None = None  # none: nothing left to ask
    tries: int = 0  # of asking, since the hub last confirmed
    last_push_at: datetime | None = None
    detail: str = ""  # the hub's reason, or what failed, for people


@dataclass(frozen=True, slots=True)
class HubCall:
    """What a hub asks at our callback address, or tells, each as it stands there."""

    mode: str
    topic: str
    challenge: str = ""
    lease_seconds: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """A body that a hub has sent and that is not read yet."""

    id: int
    content_type: str
    body: bytes

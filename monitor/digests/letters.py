"""The letters that answer a sign-up."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.digests.message import Letter
from monitor.digests.rendering import write
from monitor.digests.wording import hour_of_day, joined, topic_names
from monitor.model import Subscription, Topic


def to_confirm(subscription: Subscription, topics: Sequence[Topic], url: str, until: datetime) -> Letter:
    """Asks whether the owner of the address wants the digest; `url` confirms it, up to `until`."""
    local = until.astimezone(ZoneInfo(subscription.zone))
    values = {
        **_wishes(subscription, topics),
        "url": url,
        "until": f"{local:%H:%M} on {local:%A} {local.day} {local:%B} ({subscription.zone} time)",
    }
    return write("Please confirm your Wiredesk digest", "confirm", values)


def already_subscribed(subscription: Subscription, topics: Sequence[Topic], stop_url: str) -> Letter:
    """Tells somebody who signed up again what they get already, and how to stop it."""
    values = {**_wishes(subscription, topics), "stop_url": stop_url}
    return write("You already get the Wiredesk digest", "already", values)


def _wishes(subscription: Subscription, topics: Sequence[Topic]) -> dict[str, str]:
    return {
        "email": subscription.email,
        "topics": joined(topic_names(subscription.topics, topics)),
        "hour": hour_of_day(subscription.hour),
        "zone": subscription.zone,
    }

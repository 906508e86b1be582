"""How it stands with the hub of a feed, in one sentence for the feed's page. Pure."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from monitor.model import HubState, HubSubscription


def hub_sentence(subscription: HubSubscription, moment: Callable[[datetime], str]) -> str:
    """Who pushes a feed since when, or why not yet; `moment` words a time for the reader."""
    hub = urlsplit(subscription.link.hub).hostname or subscription.link.hub
    match subscription.state:
        case HubState.ACTIVE:
            return f"Pushed by {hub}{_since(subscription, moment)}."
        case HubState.PENDING if subscription.tries == 0:
            return f"{hub} pushes this feed and is about to be asked."
        case HubState.PENDING:
            return f"{hub} was asked to push this feed and has not confirmed yet{_because(subscription)}."
        case HubState.REFUSED:
            return (
                f"{hub} does not push this feed to us{_because(subscription)}{_again(subscription, moment)}."
            )
        case _:
            return f"{hub} pushes this feed no longer, as it is paused."


def _since(subscription: HubSubscription, moment: Callable[[datetime], str]) -> str:
    parts = [f" since {moment(subscription.since)}" if subscription.since else ""]
    last = subscription.last_push_at
    parts.append(f", last push {moment(last)}" if last else ", nothing has come yet")
    if subscription.expires_at:
        parts.append(f"; lease ends {moment(subscription.expires_at)}")
    return "".join(parts) + _because(subscription)


def _because(subscription: HubSubscription) -> str:
    return f" ({subscription.detail})" if subscription.detail else ""


def _again(subscription: HubSubscription, moment: Callable[[datetime], str]) -> str:
    return f"; it is asked again {moment(subscription.next_try_at)}" if subscription.next_try_at else ""

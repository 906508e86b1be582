"""A small newsroom: topics, articles and subscribers, in a store or as plain values."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import (
    Article,
    Classified,
    DigestItem,
    Evidence,
    Match,
    Rights,
    Subscription,
    SubscriptionState,
    Topic,
)
from monitor.settings import MailSettings, ServerSettings, Settings
from monitor.store import Store
from tests import samples

SECRET = b"the newsroom's secret"
PUBLIC_URL = "https://desk.norrland.example"
CONFIRMED = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)  # when a first digest is due

TOPICS = (
    Topic("export-bans", "Export bans", "", {}),
    Topic("coproduction", "Coproduction", "", {}),
    Topic("procurement-scandals", "Procurement scandals", "", {}),
)
SLUGS = tuple(topic.slug for topic in TOPICS)

_feeds = itertools.count(1)


def settings(mail: MailSettings | None = None, **digests: Any) -> Settings:
    mail = mail or MailSettings(sender="Wiredesk <desk@norrland.example>")
    server = ServerSettings(base_url=PUBLIC_URL)
    return Settings.model_validate({"mail": mail, "server": server, "digests": digests})


def subscription(**changes: Any) -> Subscription:
    made = Subscription(
        id=1,
        email="anna@norrland.example",
        topics=SLUGS,
        hour=7,
        zone="UTC",
        state=SubscriptionState.ACTIVE,
        created_at=CONFIRMED - timedelta(hours=1),
        confirmed_at=CONFIRMED,
    )
    return replace(made, **changes)


def item(article_id: int = 1, topic: str = "export-bans", **changes: Any) -> DigestItem:
    seen = MORNING - timedelta(hours=1, minutes=article_id)
    evidence = (Evidence("summary", 4, 16, "export ban", "a ban on exports"),)
    score = changes.pop("score", 0.9)
    made = DigestItem(
        article_id=article_id,
        title=f"Ministry keeps its export ban on sensors, day {article_id}",
        url=f"https://outlet.example/{article_id}",
        outlet="Norrland Press",
        language="en",
        published=seen - timedelta(minutes=5),
        first_seen=seen,
        excerpt="The export ban stays in force, the minister said.",
        match=Match(topic, score, True, evidence, "v1"),
    )
    return replace(made, **changes)


def open_newsroom(store: Store) -> None:
    store.topics.put(TOPICS)


def subscribe(store: Store, email: str = "anna@norrland.example", **changes: Any) -> Subscription:
    """An active subscriber since CONFIRMED, for 07:00 UTC unless told otherwise."""
    wishes: dict[str, Any] = {"topics": SLUGS, "hour": 7, "zone": "UTC", **changes}
    made = store.subscriptions.ask(email, wishes["topics"], wishes["hour"], wishes["zone"], CONFIRMED)
    assert store.subscriptions.confirm(made.id, CONFIRMED)
    found = store.subscriptions.get(made.id)
    assert found is not None
    return found


def article(number: int, seen: datetime = MORNING - timedelta(hours=2), **changes: Any) -> Article:
    made: dict[str, Any] = {
        "title": f"Ministry keeps its export ban on sensors, day {number}",
        "summary": "The export ban stays in force, the minister said.",
        "published": seen - timedelta(minutes=5),
        "first_seen": seen,
    }
    return samples.article(number, **{**made, **changes})


def publish(
    store: Store,
    *articles: Article,
    topics: tuple[str, ...] = ("export-bans",),
    rights: Rights = Rights.EXTRACT,
) -> None:
    """Store these articles, each with a match of each topic, as a poll of a feed of their own would."""
    store.feeds.add([samples.feed(next(_feeds), rights=rights)], samples.NOW)
    (lease,) = store.feeds.claim_due(samples.NOW, 1)
    evidence = (Evidence("summary", 4, 14, "export ban", "a ban on exports"),)
    matches = tuple(samples.match(topic, evidence=evidence) for topic in topics)
    new = tuple(Classified(article, matches) for article in articles)
    assert store.feeds.record(lease, replace(samples.outcome(lease), new=new))

"""Digests: which windows were covered, and what each subscriber was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, exists, func, insert, select

from monitor.articles.rights import may_quote
from monitor.digests.excerpt import excerpt
from monitor.digests.schedule import CLOCK_ERROR
from monitor.model import DigestItem, Subscription, SubscriptionState, Window
from monitor.store.articles.matches import MATCH_COLUMNS, match_of
from monitor.store.database import Database
from monitor.store.digests.deliveries import new_row
from monitor.store.digests.subscriptions import subscription_of
from monitor.store.stories.tables import reports
from monitor.store.tables import articles, deliveries, digest_items, digests, feeds, matches, subscriptions

# Before the window: what is older is no news, although a new feed brings it only now.
STALE = timedelta(days=7)
LATE = timedelta(days=1)  # an article whose poll was committed after the window closed goes into the next one
_SEARCHED_FOR_EVIDENCE = 4000  # characters of an article's content


@dataclass(frozen=True, slots=True)
class ClosedWindow:
    """A window that was covered, with all that the subscriber was told in it."""

    subscription: Subscription
    window: Window
    article_ids: Sequence[int]  # none of them is ever a candidate again
    message: tuple[str, str, bytes] | None  # subject, Message-ID, RFC 5322; None: there was nothing to tell


class Digests:
    def __init__(self, database: Database) -> None:
        self._database = database

    def subscribers(self, now: datetime) -> list[tuple[Subscription, datetime | None]]:
        """The active subscriptions, each with the moment up to which its windows have been covered."""
        covered = _covered_until(subscriptions.c.id, now).label("covered_until")
        active = subscriptions.c.state == SubscriptionState.ACTIVE
        statement = select(subscriptions, covered).where(active).order_by(subscriptions.c.id)
        with self._database.reading() as connection:
            return [(subscription_of(row), row.covered_until) for row in connection.execute(statement)]

    def candidates(self, subscription: Subscription, window: Window, limit: int) -> list[DigestItem]:
        """The matched articles of a window that this subscriber was never told of, newest first.

        An article with several of the subscriber's topics comes once a topic. `limit` counts rows.
        """
        told = exists().where(
            digest_items.c.subscription_id == subscription.id, digest_items.c.article_id == articles.c.id
        )
        after = max(window.start - LATE, subscription.confirmed_at or subscription.created_at)
        statement = (
            select(
                *(articles.c[name] for name in ("id", "title", "url", "language", "published", "first_seen")),
                articles.c.summary,
                func.substr(articles.c.content, 1, _SEARCHED_FOR_EVIDENCE).label("content"),
                *(feeds.c.name.label("outlet"), feeds.c.rights),
                *(matches.c[name] for name in MATCH_COLUMNS),
                reports.c.story_id,
            )
            .join(matches, matches.c.article_id == articles.c.id)
            .join(feeds, feeds.c.id == articles.c.feed_id)
            .join(reports, reports.c.article_id == articles.c.id, isouter=True)
            .where(
                matches.c.topic.in_(subscription.topics),
                articles.c.first_seen > after,
                articles.c.first_seen <= window.end,
                articles.c.dated_at > window.start - STALE,
                ~told,
            )
            .order_by(articles.c.dated_at.desc(), articles.c.id.desc(), matches.c.topic)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [_item(row) for row in connection.execute(statement)]

    def close_window(self, closed: ClosedWindow, now: datetime) -> bool:
        """Write down a window and the message that tells of it, in one transaction.

        False: it is not ours to close, since another worker has covered part of it or the subscription ended.
        """
        with self._database.writing() as connection:
            if not _is_open(connection, closed, now):
                return False
            digest_id = connection.scalar(insert(digests).returning(digests.c.id), _digest_row(closed, now))
            if closed.message is not None:
                queued = new_row(digest_id, closed.subscription.email, *closed.message, now)
                connection.execute(insert(deliveries).values(queued))
            told = [
                {"subscription_id": closed.subscription.id, "article_id": article_id, "digest_id": digest_id}
                for article_id in closed.article_ids
            ]
            if told:
                connection.execute(self._database.insert(digest_items).on_conflict_do_nothing(), told)
            return True


def _covered_until(subscription_id: ColumnElement[int] | int, now: datetime) -> ScalarSelect[datetime | None]:
    believable = digests.c.window_end <= now + CLOCK_ERROR
    last = select(func.max(digests.c.window_end))
    return last.where(digests.c.subscription_id == subscription_id, believable).scalar_subquery()


def _is_open(connection: Connection, closed: ClosedWindow, now: datetime) -> bool:
    """Whether the subscription is active and covered no further than to the window's start."""
    mine = subscriptions.c.id == closed.subscription.id
    # The lock makes two workers wait for each other; SQLite has one writer at a time anyway.
    state = connection.scalar(select(subscriptions.c.state).where(mine).with_for_update())
    covered = connection.scalar(select(_covered_until(closed.subscription.id, now)))
    return state == SubscriptionState.ACTIVE and (covered is None or covered <= closed.window.start)


def _digest_row(closed: ClosedWindow, now: datetime) -> dict[str, Any]:
    return {
        "subscription_id": closed.subscription.id,
        "window_start": closed.window.start,
        "window_end": closed.window.end,
        "created_at": now,
        "items": len(closed.article_ids),
    }


def _item(row: Row[*tuple[Any, ...]]) -> DigestItem:
    match = match_of(row)
    quoted = excerpt(row.title, row.summary, row.content, match.evidence) if may_quote(row.rights) else ""
    return DigestItem(
        article_id=row.id,
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        language=row.language,
        published=row.published,
        first_seen=row.first_seen,
        excerpt=quoted,
        match=match,
        story_id=row.story_id,
    )

"""Digests: which windows were covered, and what each subscriber was shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, insert, select

from monitor.model import DigestItem, Subscription, Window
from monitor.store.database import Database
from monitor.store.deliveries import new_row
from monitor.store.matches import match_of
from monitor.store.tables import articles, deliveries, digest_items, digests, feeds, matches, subscriptions

LATE = timedelta(days=1)  # an article whose poll was committed after the window closed goes into the next one
_EXCERPT = 400  # characters; composing cuts finer


class Digests:
    def __init__(self, database: Database) -> None:
        self._database = database

    def subscribers(self, not_after: datetime) -> list[tuple[Subscription, datetime | None]]:
        """The active subscriptions, each with the end of its last window (of those that end by `not_after`)."""
        last = (
            select(func.max(digests.c.window_end))
            .where(digests.c.subscription_id == subscriptions.c.id, digests.c.window_end <= not_after)
            .scalar_subquery()
        )
        active = subscriptions.c.state == SubscriptionState.ACTIVE
        statement = (
            select(subscriptions, last.label("covered_until")).where(active).order_by(subscriptions.c.id)
        )
        with self._database.reading() as connection:
            return [(subscription_of(row), row.covered_until) for row in connection.execute(statement)]

    def candidates(self, subscription: Subscription, window: Window, limit: int) -> list[DigestItem]:
        """The matched articles of a window that this subscriber was never sent, newest first.

        An article with several of the subscriber's topics comes once a topic. `limit` counts rows.
        """
        shown = exists().where(
            digest_items.c.subscription_id == subscription.id, digest_items.c.article_id == articles.c.id
        )
        earliest = max(window.start - LATE, subscription.confirmed_at or subscription.created_at)
        statement = (
            select(articles, feeds.c.name.label("outlet"), *matches.c)
            .join(matches, matches.c.article_id == articles.c.id)
            .join(feeds, feeds.c.id == articles.c.feed_id)
            .where(
                matches.c.topic.in_(subscription.topics),
                articles.c.first_seen > min(earliest, window.start),
                articles.c.first_seen <= window.end,
                ~shown,
            )
            .order_by(articles.c.dated_at.desc(), articles.c.id.desc(), matches.c.topic)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [
                DigestItem(
                    article_id=row.id,
                    title=row.title,
                    url=row.url,
                    outlet=row.outlet,
                    language=row.language,
                    published=row.published,
                    first_seen=row.first_seen,
                    excerpt=(row.summary or row.content)[:_EXCERPT],
                    match=match_of(row),
                )
                for row in connection.execute(statement)
            ]

    def write(
        self,
        subscription: Subscription,
        window: Window,
        article_ids: Sequence[int],
        message: tuple[str, str, bytes] | None,
        now: datetime,
    ) -> bool:
        """Close a window, with the message that tells of it (subject, Message-ID, RFC 5322 bytes), in one
        transaction. `message` is None where there was nothing to tell. False: the window was closed before."""
        with self._database.writing() as connection:
            made = self._database.insert(digests).on_conflict_do_nothing().returning(digests.c.id)
            row = {
                "subscription_id": subscription.id,
                "window_start": window.start,
                "window_end": window.end,
                "created_at": now,
                "items": len(article_ids),
            }
            digest_id = connection.scalar(made, row)
            if digest_id is None:
                return False
            if message is not None:
                queued = new_row(digest_id, subscription.email, *message, now)
                connection.execute(insert(deliveries).values(queued))
            shown = [
                {"subscription_id": subscription.id, "article_id": article_id, "digest_id": digest_id}
                for article_id in article_ids
            ]
            if shown:
                connection.execute(self._database.insert(digest_items).on_conflict_do_nothing(), shown)
            return True

    def still_wanted(self, delivery_id: int) -> bool:
        """Whether the subscriber behind a digest's message still subscribes; always so for other messages."""
        statement = (
            select(subscriptions.c.state)
            .join(digests, digests.c.subscription_id == subscriptions.c.id)
            .join(deliveries, deliveries.c.digest_id == digests.c.id)
            .where(deliveries.c.id == delivery_id)
        )
        with self._database.reading() as connection:
            return connection.scalar(statement) in (None, "active")

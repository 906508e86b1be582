"""Feeds: who is due, who polls it, and what came of it."""

import dataclasses
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Connection, and_, bindparam, exists, func, or_, select, update
from sqlalchemy import delete as delete_from

from monitor.model import Circumstances, Feed, Habits, Lease, PollOutcome
from monitor.store.database import Database
from monitor.store.polling import ledger, outcomes, pages
from monitor.store.polling.feed_rows import COLUMNS, FeedRow, ListedFeed, feed_row, lease_of, polling_values
from monitor.store.stories import upkeep as story_upkeep
from monitor.store.tables import articles, feeds, hub_subscriptions

LEASE = timedelta(minutes=5)
RENEWAL = timedelta(minutes=2)  # after which a lease is renewed while its poll goes on, or waits for its turn

_FREE: Mapping[str, None] = {"lease_token": None, "lease_until": None}

# All that an idle poll writes.
_CHECK_TIMES = ("next_poll_at", "last_polled_at", "last_good_at")
_CHECK = (
    update(feeds)
    .where(feeds.c.id == bindparam("feed_id"))
    .values({**_FREE, **{name: bindparam(name) for name in _CHECK_TIMES}})
)


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """How many articles a feed was the first to bring: ever, and in the last seven days."""

    total: int = 0
    week: int = 0


class Feeds:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: Sequence[Feed], now: datetime, spread: timedelta = timedelta(0)) -> list[int]:
        """Add feeds; returns the ids of those that were not there before (by address).

        They are due at once, or one after the other over `spread`.
        """
        with self._database.writing() as connection:
            return self._add(connection, new, now, spread)

    def _add(
        self, connection: Connection, new: Sequence[Feed], now: datetime, spread: timedelta = timedelta(0)
    ) -> list[int]:
        start = {"created_at": now, "body_hash": b"", "known_items": b"", "habits": Habits()}
        rows = [
            dataclasses.asdict(feed) | start | {"next_poll_at": now + spread * (place / len(new))}
            for place, feed in enumerate(new)
        ]
        insert = self._database.insert(feeds).on_conflict_do_nothing().returning(feeds.c.id)
        return [found for row in rows for found in connection.scalars(insert, row)]

    def apply(self, added: Sequence[Feed], changed: Sequence[tuple[str, Feed]], now: datetime) -> None:
        """Add feeds and change others, each found by its address before, all at once or not at all.

        Raises sqlalchemy.exc.IntegrityError where a change takes the address of another feed.
        """
        with self._database.writing() as connection:
            for url, feed in changed:
                _change(connection, feeds.c.url == url, feed)
            self._add(connection, added, now)

    def all(self) -> list[FeedRow]:
        """Every feed, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(*COLUMNS).order_by(func.lower(feeds.c.name), feeds.c.id))
            return [feed_row(row) for row in rows]

    def listed(self) -> list[ListedFeed]:
        """Every feed by name, without what polling has learnt: reading that would take most of a page's time."""
        columns = (feeds.c.id, feeds.c.name, feeds.c.last_polled_at.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(func.lower(feeds.c.name), feeds.c.id)).all()
            return [ListedFeed(*row) for row in rows]

    def circumstances(self) -> dict[int, Circumstances]:
        """What each feed makes of its articles, by the feed's id."""
        columns = (feeds.c.language, feeds.c.name, feeds.c.country, feeds.c.kind)
        with self._database.reading() as connection:
            rows = connection.execute(select(feeds.c.id, *columns)).all()
            return {number: Circumstances(*origin) for number, *origin in rows}

    def habits(self) -> list[tuple[str, Habits]]:
        """The address and the habits of every feed that is polled."""
        statement = select(feeds.c.url, feeds.c.habits).where(feeds.c.paused.is_(False))
        with self._database.reading() as connection:
            return [(url, habits) for url, habits in connection.execute(statement)]

    def get(self, feed_id: int) -> FeedRow | None:
        with self._database.reading() as connection:
            row = connection.execute(select(*COLUMNS).where(feeds.c.id == feed_id)).first()
            return feed_row(row) if row else None

    def by_url(self, url: str) -> FeedRow | None:
        with self._database.reading() as connection:
            row = connection.execute(select(*COLUMNS).where(feeds.c.url == url)).first()
            return feed_row(row) if row else None

    def change(self, feed_id: int, feed: Feed) -> bool:
        """Set a feed up anew. A new address forgets the validators of the old one. False: there is no such feed.

        Raises sqlalchemy.exc.IntegrityError where another feed has that address.
        """
        with self._database.writing() as connection:
            return _change(connection, feeds.c.id == feed_id, feed)

    def move(self, feed_id: int, url: str) -> bool:
        """Ask for a feed at its new address from now on; its validators and history stay. False: another has it."""
        other = feeds.alias()
        taken = exists().where(other.c.url == url)
        statement = update(feeds).where(feeds.c.id == feed_id, ~taken).values(url=url)
        with self._database.writing() as connection:
            return connection.execute(statement).rowcount == 1

    def put_off_host(self, host: str, until: datetime) -> None:
        """Ask none of the feeds of a host before `until`."""
        candidates = select(feeds.c.id, feeds.c.url).where(feeds.c.url.contains(host, autoescape=True))
        with self._database.writing() as connection:
            rows = connection.execute(candidates)
            ids = [row.id for row in rows if urlsplit(row.url).hostname == host]
            sooner = feeds.c.id.in_(ids) & (feeds.c.next_poll_at < until)
            connection.execute(update(feeds).where(sooner).values(next_poll_at=until))

    def set_paused(self, feed_id: int, paused: bool) -> bool:
        """Pause or resume a feed. False: there is no such feed."""
        with self._database.writing() as connection:
            statement = update(feeds).where(feeds.c.id == feed_id).values(paused=paused)
            return connection.execute(statement).rowcount == 1

    def delete(self, feed_id: int) -> bool:
        """Delete a feed with the articles that it was the first to bring. False: there is no such feed."""
        with self._database.writing() as connection:
            concerned = story_upkeep.stories_of_feed(connection, feed_id)
            deleted = connection.execute(delete_from(feeds).where(feeds.c.id == feed_id)).rowcount == 1
            story_upkeep.after_deletion(connection, concerned)
            return deleted

    def make_due(self, feed_id: int, now: datetime) -> bool:
        """Ask for a poll now. False: there is no such feed."""
        with self._database.writing() as connection:
            statement = update(feeds).where(feeds.c.id == feed_id).values(next_poll_at=now)
            return connection.execute(statement).rowcount == 1

    def counts(self, since: datetime) -> Mapping[int, FeedCounts]:
        """The number of articles by feed, in all and first seen after `since`."""
        recent = func.count().filter(articles.c.first_seen > since)
        statement = select(articles.c.feed_id, func.count(), recent).group_by(articles.c.feed_id)
        with self._database.reading() as connection:
            return {row[0]: FeedCounts(row[1], row[2]) for row in connection.execute(statement)}

    def claim_due(self, now: datetime, limit: int) -> list[Lease]:
        """Lease at most `limit` feeds that are due, the longest due first."""
        return self._claim(and_(feeds.c.next_poll_at <= now, feeds.c.paused.is_(False)), now, limit)

    def claim(self, urls: Sequence[str], now: datetime) -> list[Lease]:
        """Lease these feeds, due or not."""
        return self._claim(feeds.c.url.in_(urls), now, len(urls))

    def _claim(self, which: ColumnElement[bool], now: datetime, limit: int) -> list[Lease]:
        free = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
        chosen = (
            select(feeds.c.id)
            .where(which, free)
            .order_by(feeds.c.next_poll_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        token, until = secrets.token_hex(16), now + LEASE
        statement = (
            update(feeds)
            # `free` stands here too: PostgreSQL may evaluate the inner query before another worker commits
            .where(feeds.c.id.in_(chosen), free)
            .values(lease_token=token, lease_until=until)
            .returning(*COLUMNS)
        )
        with self._database.writing() as connection:
            rows = connection.execute(statement).all()
        return [lease_of(row, token, until) for row in sorted(rows, key=lambda row: row.next_poll_at)]

    def record(self, lease: Lease, outcome: PollOutcome) -> bool:
        """Store all that a poll brought, and end its lease. False: the lease was lost, nothing was stored."""
        return self.record_all([(lease, outcome)])[0]

    def record_all(self, outcomes: Sequence[tuple[Lease, PollOutcome]]) -> list[bool]:
        """As record(), for several polls in one transaction, in their order."""
        with self._database.writing() as connection:
            held = _tokens(connection, [lease.feed_id for lease, _ in outcomes])
            mine = [held.get(lease.feed_id) == lease.token for lease, _ in outcomes]
            kept = [one for one, is_mine in zip(outcomes, mine, strict=True) if is_mine]
            idle = [_is_idle(*one) for one in kept]
            _check(connection, [one for one, is_idle in zip(kept, idle, strict=True) if is_idle])
            telling = [one for one, is_idle in zip(kept, idle, strict=True) if not is_idle]
            for lease, outcome in telling:
                _update(connection, lease, outcome)
            ledger.note(connection, telling)
        return mine

    def renew(self, leases: Collection[Lease], now: datetime) -> None:
        """Hold what is still held of these leases for another LEASE from now on."""
        mine = feeds.c.lease_token.in_({lease.token for lease in leases})
        with self._database.writing() as connection:
            connection.execute(update(feeds).where(mine).values(lease_until=now + LEASE))

    def release(self, lease: Lease, next_poll_at: datetime) -> None:
        """Give a lease back without an outcome, to be polled again at `next_poll_at`."""
        mine = and_(feeds.c.id == lease.feed_id, feeds.c.lease_token == lease.token)
        values = {**_FREE, "next_poll_at": next_poll_at}
        with self._database.writing() as connection:
            connection.execute(update(feeds).where(mine).values(values))


def _change(connection: Connection, which: ColumnElement[bool], feed: Feed) -> bool:
    before = connection.execute(select(feeds.c.url).where(which)).scalar()
    values: dict[str, Any] = dataclasses.asdict(feed)
    if before != feed.url:
        theirs = hub_subscriptions.c.feed_id.in_(select(feeds.c.id).where(which))
        connection.execute(update(hub_subscriptions).where(theirs).values(feed_id=None))
        values |= {"etag": "", "last_modified": "", "body_hash": b"", "known_items": b"", "habits": Habits()}
    return connection.execute(update(feeds).where(which).values(values)).rowcount == 1


def _tokens(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Who holds these feeds, and nobody else from here to the end of the transaction."""
    statement = select(feeds.c.id, feeds.c.lease_token).where(feeds.c.id.in_(ids)).with_for_update()
    return {row[0]: row[1] for row in connection.execute(statement)}


def _is_idle(lease: Lease, outcome: PollOutcome) -> bool:
    """Whether a poll changed nothing but the times at which the feed was and will be looked at."""
    before, after = lease.polling, outcome.polling
    times = {name: getattr(before, name) for name in _CHECK_TIMES}
    return outcome == PollOutcome(after) and dataclasses.replace(after, **times) == before


def _check(connection: Connection, idle: Sequence[tuple[Lease, PollOutcome]]) -> None:
    if idle:
        rows = [
            {"feed_id": lease.feed_id, **{name: getattr(outcome.polling, name) for name in _CHECK_TIMES}}
            for lease, outcome in idle
        ]
        connection.execute(_CHECK, rows)


def _update(connection: Connection, lease: Lease, outcome: PollOutcome) -> None:
    values = {**polling_values(outcome.polling), **_FREE}
    connection.execute(update(feeds).where(feeds.c.id == lease.feed_id).values(values))
    outcomes.store(connection, lease.feed_id, outcome)
    if lease.feed.full_text:
        brought = [classified.article for classified in (*outcome.new, *outcome.changed)]
        pages.want(connection, lease.feed_id, brought)

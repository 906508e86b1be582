"""Hubs: what is agreed with them, and what they have pushed that is not read yet."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, func, insert, or_, select, update

from monitor.model import HubLink, HubState, HubSubscription, Lease, PollOutcome, Push
from monitor.store.database import Database
from monitor.store.polling import ledger, outcomes
from monitor.store.tables import feeds, hub_subscriptions, pushes

MOST_WAITING = 20  # pushes of one feed: they are read within a second, and each may be megabytes

# What a hub's subscription should become; None: leave it as it is.
Decision = Callable[[HubSubscription], HubSubscription | None]

_hubs = hub_subscriptions.c
_WANTED = and_(_hubs.feed_id.is_not(None), feeds.c.paused.is_(False))
_LEFT = _hubs.state.in_([HubState.LEAVING, HubState.ENDED])
_DECIDED = ("state", "since", "expires_at", "next_try_at", "tries", "detail")


class Hubs:
    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self, feed_id: int, link: HubLink | None, token: str, secret: str, now: datetime) -> bool:
        """Remember which hub a feed names (None: none), to be asked at once. False: that was known.

        One that it named before is let go: it is told so, and forgotten. `token` and `secret` are for a new one.
        """
        of_feed = _hubs.feed_id == feed_id
        with self._database.reading() as connection:
            if _link(connection, of_feed) == link:
                return False
        with self._database.writing() as connection:
            connection.execute(update(hub_subscriptions).where(of_feed).values(feed_id=None))
            if link is not None:
                values: dict[str, Any] = {
                    "hub": link.hub,
                    "topic": link.topic,
                    "token": token,
                    "secret": secret,
                }
                values |= {"feed_id": feed_id, "state": HubState.PENDING, "next_try_at": now}
                connection.execute(self._database.insert(hub_subscriptions).values(values))
        return True

    def due(self, now: datetime, limit: int) -> list[HubSubscription]:
        """Subscriptions with something to ask or to forget (monitor.feeds.websub.is_due), the longest due first."""
        changed = or_(and_(_WANTED, _LEFT), and_(~_WANTED, ~_LEFT))
        waiting = _hubs.next_try_at <= now
        statement = _subscriptions().where(or_(waiting, changed)).order_by(_hubs.next_try_at, _hubs.id)
        with self._database.reading() as connection:
            return [_subscription(row) for row in connection.execute(statement.limit(limit))]

    def decide(self, subscription_id: int, decision: Decision) -> HubSubscription | None:
        """Let `decision` change a subscription while nobody else can; returns what it became.

        None: it is gone, or stays as it was. One that has ended and has no feed any more is forgotten.
        """
        mine = _hubs.id == subscription_id
        with self._database.writing() as connection:
            row = connection.execute(
                _subscriptions().where(mine).with_for_update(of=hub_subscriptions)
            ).first()
            after = decision(_subscription(row)) if row else None
            if after is None:
                return None
            if after.state is HubState.ENDED and after.feed_id is None:
                connection.execute(delete(hub_subscriptions).where(mine))
            else:
                values = {name: getattr(after, name) for name in _DECIDED}
                connection.execute(update(hub_subscriptions).where(mine).values(values))
            return after

    def by_token(self, token: str) -> HubSubscription | None:
        """The subscription whose hub calls us with this token."""
        return self._one(_hubs.token == token)

    def of_feed(self, feed_id: int) -> HubSubscription | None:
        """The subscription to the hub that a feed names."""
        return self._one(_hubs.feed_id == feed_id)

    def _one(self, which: ColumnElement[bool]) -> HubSubscription | None:
        with self._database.reading() as connection:
            row = connection.execute(_subscriptions().where(which)).first()
            return _subscription(row) if row else None

    def receive(self, subscription_id: int, content_type: str, body: bytes, now: datetime) -> bool:
        """Keep what a hub has pushed until it is read. False: too much of that feed waits already."""
        mine = _hubs.id == subscription_id
        with self._database.writing() as connection:
            took = update(hub_subscriptions).where(mine).values(last_push_at=now).returning(_hubs.feed_id)
            feed_id = connection.scalar(took)
            of_feed = select(func.count()).select_from(pushes).where(pushes.c.feed_id == feed_id)
            if feed_id is None or connection.execute(of_feed).scalar_one() >= MOST_WAITING:
                return False
            values = {"feed_id": feed_id, "received_at": now, "content_type": content_type, "body": body}
            connection.execute(insert(pushes).values(values))
            return True

    def pushed(self, now: datetime) -> list[str]:
        """The addresses of feeds that have something to read and are free to be leased. Cheap where there are none."""
        free = or_(feeds.c.lease_until.is_(None), feeds.c.lease_until <= now)
        # not a join: SQLite would look every feed up among the pushes, of which there are mostly none
        statement = select(feeds.c.url).where(feeds.c.id.in_(select(pushes.c.feed_id)), free)
        with self._database.reading() as connection:
            return list(connection.scalars(statement))

    def next_push(self, feed_id: int) -> Push | None:
        """The oldest push of a feed that is not read yet."""
        statement = select(pushes).where(pushes.c.feed_id == feed_id).order_by(pushes.c.id).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(statement).first()
            return Push(row.id, row.content_type, row.body) if row else None

    def take(self, lease: Lease, push: Push, outcome: PollOutcome, now: datetime) -> bool:
        """Store what a push has brought, and forget the push. False: the lease was lost, nothing was stored.

        Of what polling knows it changes the rhythm and the newest article; when to poll, and what a poll may leave out,
        stay as they are, as a push may hold only a part of the feed.
        """
        polling = outcome.polling
        with self._database.writing() as connection:
            values = {"habits": polling.habits, "last_new_at": polling.last_new_at}
            if connection.execute(update(feeds).where(_held(lease)).values(values)).rowcount == 0:
                return False
            outcomes.store(connection, lease.feed_id, outcome)
            ledger.note_push(connection, lease.feed_id, outcome, now)
            connection.execute(delete(pushes).where(pushes.c.id == push.id))
            return True

    def drop(self, push: Push) -> None:
        """Forget a push that cannot be read."""
        with self._database.writing() as connection:
            connection.execute(delete(pushes).where(pushes.c.id == push.id))

    def give_back(self, lease: Lease) -> None:
        """End a lease that was taken for pushes; the next poll is due when it was before."""
        with self._database.writing() as connection:
            connection.execute(update(feeds).where(_held(lease)).values(lease_token=None, lease_until=None))


def _held(lease: Lease) -> ColumnElement[bool]:
    return and_(feeds.c.id == lease.feed_id, feeds.c.lease_token == lease.token)


def _link(connection: Connection, which: ColumnElement[bool]) -> HubLink | None:
    row = connection.execute(select(_hubs.hub, _hubs.topic).where(which)).first()
    return HubLink(row.hub, row.topic) if row else None


def _subscriptions() -> Select[Any]:
    joined = hub_subscriptions.outerjoin(feeds, feeds.c.id == _hubs.feed_id)
    return select(hub_subscriptions, _WANTED.label("wanted")).select_from(joined)


def _subscription(row: Row[Any]) -> HubSubscription:
    return HubSubscription(
        id=row.id,
        feed_id=row.feed_id,
        wanted=bool(row.wanted),
        link=HubLink(row.hub, row.topic),
        token=row.token,
        secret=row.secret,
        state=HubState(row.state),
        since=row.since,
        expires_at=row.expires_at,
        next_try_at=row.next_try_at,
        tries=row.tries,
        last_push_at=row.last_push_at,
        detail=row.detail,
    )

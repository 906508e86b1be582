"""Who gets a digest, of what and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from monitor.model import DeliveryState, Subscription, SubscriptionState
from monitor.store.database import Database
from monitor.store.tables import deliveries, digests, subscriptions


class Subscriptions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, subscription_id: int) -> Subscription | None:
        return self._first(subscriptions.c.id == subscription_id)

    def by_email(self, email: str) -> Subscription | None:
        return self._first(subscriptions.c.email == email)

    def in_state(self, state: SubscriptionState) -> list[Subscription]:
        with self._database.reading() as connection:
            statement = (
                select(subscriptions).where(subscriptions.c.state == state).order_by(subscriptions.c.id)
            )
            return [subscription_of(row) for row in connection.execute(statement)]

    def ask(self, email: str, topics: tuple[str, ...], hour: int, zone: str, now: datetime) -> Subscription:
        """A sign-up, to be confirmed. A pending or stopped one of the same address takes the new wishes and
        is pending again; an active one is returned as it stands."""
        mine = subscriptions.c.email == email
        wishes = {"topics": list(topics), "hour": hour, "zone": zone, "state": SubscriptionState.PENDING}
        made = self._database.insert(subscriptions).on_conflict_do_nothing()
        changed = update(subscriptions).where(mine, subscriptions.c.state != SubscriptionState.ACTIVE)
        with self._database.writing() as connection:
            connection.execute(made, {**wishes, "email": email, "created_at": now})
            connection.execute(changed.values(**wishes, created_at=now))
            return subscription_of(connection.execute(select(subscriptions).where(mine)).one())

    def confirm(self, subscription_id: int, now: datetime) -> bool:
        """Make a pending subscription active. False: it was not pending (confirming twice changes nothing)."""
        pending = subscriptions.c.state == SubscriptionState.PENDING
        values = {"state": SubscriptionState.ACTIVE, "confirmed_at": now, "stopped_at": None}
        confirmed = update(subscriptions).where(subscriptions.c.id == subscription_id, pending).values(values)
        with self._database.writing() as connection:
            return connection.execute(confirmed).rowcount == 1

    def stop(self, subscription_id: int, now: datetime) -> bool:
        """End a subscription, and give up its digests that wait to be sent. False: it had ended, or never was."""
        running = subscriptions.c.state != SubscriptionState.STOPPED
        values = {"state": SubscriptionState.STOPPED, "stopped_at": now}
        stopped = update(subscriptions).where(subscriptions.c.id == subscription_id, running).values(values)
        own = select(digests.c.id).where(digests.c.subscription_id == subscription_id)
        waiting = deliveries.c.digest_id.in_(own) & (deliveries.c.state == DeliveryState.QUEUED)
        given_up = {"state": DeliveryState.FAILED, "error": "the subscription ended before this was sent"}
        with self._database.writing() as connection:
            ended = connection.execute(stopped).rowcount == 1
            connection.execute(update(deliveries).where(waiting).values(given_up))
            return ended

    def _first(self, condition: Any) -> Subscription | None:  # noqa: ANN401
        with self._database.reading() as connection:
            row = connection.execute(select(subscriptions).where(condition)).first()
            return subscription_of(row) if row else None


def subscription_of(row: Row[Any]) -> Subscription:
    """The subscription that a row of the table holds."""
    return Subscription(
        id=row.id,
        email=row.email,
        topics=tuple(row.topics),
        hour=row.hour,
        zone=row.zone,
        state=SubscriptionState(row.state),
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )

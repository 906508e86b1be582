"""Who gets a digest, of what and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from monitor.model import Subscription, SubscriptionState
from monitor.store.database import Database
from monitor.store.tables import subscriptions


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
            return [_subscription(row) for row in connection.execute(statement)]

    def ask(self, email: str, topics: tuple[str, ...], hour: int, zone: str, now: datetime) -> Subscription:
        """A sign-up, to be confirmed. A pending or stopped one of the same address takes the new wishes and
        is pending again; an active one is returned as it stands."""
        wishes = {"topics": list(topics), "hour": hour, "zone": zone, "state": SubscriptionState.PENDING}
        with self._database.writing() as connection:
            row = connection.execute(select(subscriptions).where(subscriptions.c.email == email)).first()
            if row is not None and row.state == SubscriptionState.ACTIVE:
                return _subscription(row)
            if row is None:
                made = insert(subscriptions).values(**wishes, email=email, created_at=now)
                return _subscription(connection.execute(made.returning(subscriptions)).one())
            changed = (
                update(subscriptions).where(subscriptions.c.id == row.id).values(**wishes, created_at=now)
            )
            return _subscription(connection.execute(changed.returning(subscriptions)).one())

    def confirm(self, subscription_id: int, now: datetime) -> bool:
        """Make a pending subscription active. False: it was not pending (confirming twice changes nothing)."""
        values = {"state": SubscriptionState.ACTIVE, "confirmed_at": now, "stopped_at": None}
        return self._move(subscription_id, (SubscriptionState.PENDING,), values)

    def stop(self, subscription_id: int, now: datetime) -> bool:
        """End a subscription. False: it had ended before, or never was."""
        values = {"state": SubscriptionState.STOPPED, "stopped_at": now}
        return self._move(subscription_id, (SubscriptionState.PENDING, SubscriptionState.ACTIVE), values)

    def _move(
        self, subscription_id: int, before: tuple[SubscriptionState, ...], values: dict[str, Any]
    ) -> bool:
        mine = (subscriptions.c.id == subscription_id) & subscriptions.c.state.in_(before)
        with self._database.writing() as connection:
            return connection.execute(update(subscriptions).where(mine).values(values)).rowcount == 1

    def _first(self, condition: Any) -> Subscription | None:  # noqa: ANN401
        with self._database.reading() as connection:
            row = connection.execute(select(subscriptions).where(condition)).first()
            return _subscription(row) if row else None


def _subscription(row: Row[Any]) -> Subscription:
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

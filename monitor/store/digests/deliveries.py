"""Messages: written down before they are sent, one row a recipient."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from monitor.model import Delivery, DeliveryState
from monitor.store.database import Database
from monitor.store.tables import deliveries


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A message as the outbox page shows it."""

    delivery: Delivery
    subject: str
    created_at: datetime
    sent_at: datetime | None
    error: str


class Deliveries:
    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, recipient: str, subject: str, message_id: str, message: bytes, now: datetime) -> int:
        """Write down a message that belongs to no digest (a confirmation); returns its id."""
        with self._database.writing() as connection:
            row = new_row(None, recipient, subject, message_id, message, now)
            made = insert(deliveries).values(row).returning(deliveries.c.id)
            delivery_id: int = connection.execute(made).scalar_one()
            return delivery_id

    def due(self, now: datetime, limit: int) -> list[Delivery]:
        """Messages that wait to be sent, the oldest first."""
        waiting = (deliveries.c.state == DeliveryState.QUEUED) & (deliveries.c.next_try_at <= now)
        statement = select(deliveries).where(waiting).order_by(deliveries.c.id).limit(limit)
        with self._database.reading() as connection:
            return [_delivery(row) for row in connection.execute(statement)]

    def start(self, delivery_id: int) -> bool:
        """Claim a queued message, at the last moment before its text goes out. False: it is not ours to send."""
        mine = (deliveries.c.id == delivery_id) & (deliveries.c.state == DeliveryState.QUEUED)
        claim = update(deliveries).where(mine).values(state=DeliveryState.SENDING)
        with self._database.writing() as connection:
            return connection.execute(claim).rowcount == 1

    def sent(self, delivery_id: int, now: datetime) -> None:
        """The server has taken the message. Said of one that counted as cut off, it settles that doubt."""
        values = {
            "state": DeliveryState.SENT,
            "sent_at": now,
            "attempts": deliveries.c.attempts + 1,
            "error": "",
        }
        self._settle(delivery_id, values, or_unknown=True)

    def retry(self, delivery_id: int, error: str, next_try_at: datetime) -> None:
        """Put a message back that the server did not take for now."""
        values = {
            "state": DeliveryState.QUEUED,
            "next_try_at": next_try_at,
            "attempts": deliveries.c.attempts + 1,
            "error": error,
        }
        self._settle(delivery_id, values)

    def failed(self, delivery_id: int, error: str) -> None:
        """The server refused the message for good."""
        values = {"state": DeliveryState.FAILED, "attempts": deliveries.c.attempts + 1, "error": error}
        self._settle(delivery_id, values)

    def unknown(self, delivery_id: int, error: str) -> None:
        """Nobody can tell whether the message arrived; it is never sent again by itself."""
        values = {"state": DeliveryState.UNKNOWN, "attempts": deliveries.c.attempts + 1, "error": error}
        self._settle(delivery_id, values)

    def cut_off(self) -> int:
        """Mark what an earlier run was sending when it died as unknown; returns how many there were."""
        error = "cut off while being sent: it may have arrived"
        cut = update(deliveries).where(deliveries.c.state == DeliveryState.SENDING)
        with self._database.writing() as connection:
            return connection.execute(cut.values(state=DeliveryState.UNKNOWN, error=error)).rowcount

    def latest(self, limit: int) -> list[DeliveryRow]:
        """The newest messages, sent or not."""
        with self._database.reading() as connection:
            rows = connection.execute(select(deliveries).order_by(deliveries.c.id.desc()).limit(limit))
            return [_delivery_row(row) for row in rows]

    def get(self, delivery_id: int) -> DeliveryRow | None:
        with self._database.reading() as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).first()
            return _delivery_row(row) if row else None

    def counts(self) -> dict[DeliveryState, int]:
        """How many messages there are in each state."""
        statement = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        with self._database.reading() as connection:
            return {DeliveryState(row[0]): row[1] for row in connection.execute(statement)}

    def queued_since(self, recipient: str, since: datetime) -> int:
        """How many messages that belong to no digest this address was sent after `since`."""
        mine = (deliveries.c.recipient == recipient) & (deliveries.c.created_at > since)
        statement = select(func.count()).where(mine, deliveries.c.digest_id.is_(None))
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one()

    def _settle(self, delivery_id: int, values: dict[str, Any], *, or_unknown: bool = False) -> None:
        open_states = [DeliveryState.QUEUED, DeliveryState.SENDING]
        if or_unknown:
            open_states.append(DeliveryState.UNKNOWN)
        mine = (deliveries.c.id == delivery_id) & deliveries.c.state.in_(open_states)
        with self._database.writing() as connection:
            connection.execute(update(deliveries).where(mine).values(values))


def new_row(
    digest_id: int | None, recipient: str, subject: str, message_id: str, message: bytes, now: datetime
) -> dict[str, Any]:
    """The row of a message that waits to be sent."""
    return {
        "digest_id": digest_id,
        "recipient": recipient,
        "subject": subject,
        "message_id": message_id,
        "message": message,
        "state": DeliveryState.QUEUED,
        "next_try_at": now,
        "created_at": now,
    }


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id, row.recipient, row.message_id, row.message, DeliveryState(row.state), row.attempts
    )


def _delivery_row(row: Row[Any]) -> DeliveryRow:
    return DeliveryRow(_delivery(row), row.subject, row.created_at, row.sent_at, row.error)

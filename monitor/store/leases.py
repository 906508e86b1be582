"""Work that one process at a time does, whichever of a cluster comes first."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from monitor.store.database import Database, insert_into
from monitor.store.stories.tables import leases

LENGTH = timedelta(minutes=2)  # then another process may take the work over


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, now: datetime) -> str | None:
        """The token of a lease for the work of this name; None while another process has it.

        A lease that ends later than one taken now could is of a clock that had jumped ahead, and counts for nothing.
        """
        token = secrets.token_hex(16)
        over = or_(leases.c.until <= now, leases.c.until > now + LENGTH)
        statement = insert_into(leases, self._database.dialect).values(
            name=name, token=token, until=now + LENGTH
        )
        taken = {"token": token, "until": now + LENGTH}
        with self._database.writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_=taken, where=over)
            )
            holder = connection.scalar(select(leases.c.token).where(leases.c.name == name))
        return token if holder == token else None

    def release(self, name: str, token: str) -> None:
        """Give a lease back before its end, if it is still ours."""
        mine = (leases.c.name == name) & (leases.c.token == token)
        with self._database.writing() as connection:
            connection.execute(delete(leases).where(mine))


def renewed(connection: Connection, name: str, token: str, now: datetime) -> bool:
    """Whether a lease is still ours: renewed, and held against everyone until the caller's transaction ends."""
    mine = (leases.c.name == name) & (leases.c.token == token)
    return connection.execute(update(leases).where(mine).values(until=now + LENGTH)).rowcount > 0


def serialize(connection: Connection, name: str, now: datetime) -> None:
    """Let no other transaction pass here under the same name until this one ends."""
    statement = insert_into(leases, connection.dialect).values(name=name, token="", until=now)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"until": now}))

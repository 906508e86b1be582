"""People with an account: their roles, invitations and sign-ins. Tokens are kept as hashes only."""

from datetime import datetime

from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy import delete as delete_from

from monitor.model import Role, User
from monitor.store.database import Database
from monitor.store.tables import invitations, sign_ins, users


class Users:
    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(users)).scalar_one()

    def all(self) -> list[User]:
        """Every user, by name."""
        with self._database.reading() as connection:
            return [
                _user(row) for row in connection.execute(select(users).order_by(func.lower(users.c.name)))
            ]

    def add(self, name: str, password_hash: str, role: Role, zone: str, now: datetime) -> User:
        """Add a user. Raises sqlalchemy.exc.IntegrityError where the name is taken."""
        row = {"name": name, "password_hash": password_hash, "role": role, "zone": zone, "created_at": now}
        with self._database.writing() as connection:
            user_id = connection.execute(insert(users).values(row).returning(users.c.id)).scalar_one()
        return User(user_id, name, role, zone)

    def password_hash_of(self, name: str) -> tuple[User, str] | None:
        """The user of that name, with the hash to check a password against."""
        with self._database.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == name)).first()
            return (_user(row), row.password_hash) if row else None

    def set_zone(self, user_id: int, zone: str) -> None:
        with self._database.writing() as connection:
            connection.execute(update(users).where(users.c.id == user_id).values(zone=zone))

    # -- invitations

    def invite(self, token_hash: str, role: Role, now: datetime, expires_at: datetime) -> None:
        """Keep an invitation: whoever brings its token becomes a user of that role, once."""
        row = {"token_hash": token_hash, "role": role, "created_at": now, "expires_at": expires_at}
        with self._database.writing() as connection:
            connection.execute(insert(invitations).values(row))

    def invitation(self, token_hash: str, now: datetime) -> Role | None:
        """The role that an unused, unexpired invitation gives."""
        mine = (invitations.c.token_hash == token_hash) & (invitations.c.expires_at > now)
        with self._database.reading() as connection:
            role = connection.scalar(select(invitations.c.role).where(mine, invitations.c.used_at.is_(None)))
            return Role(role) if role else None

    def accept(self, token_hash: str, name: str, password_hash: str, zone: str, now: datetime) -> User | None:
        """Turn an invitation into a user, once. None: it was used, has expired or never was.

        Raises sqlalchemy.exc.IntegrityError where the name is taken; the invitation then still stands.
        """
        mine = (invitations.c.token_hash == token_hash) & (invitations.c.expires_at > now)
        use = update(invitations).where(mine, invitations.c.used_at.is_(None)).values(used_at=now)
        with self._database.writing() as connection:
            role = connection.scalar(use.returning(invitations.c.role))
            if role is None:
                return None
            row = {
                "name": name,
                "password_hash": password_hash,
                "role": role,
                "zone": zone,
                "created_at": now,
            }
            user_id = connection.execute(insert(users).values(row).returning(users.c.id)).scalar_one()
            return User(user_id, name, Role(role), zone)

    # -- sign-ins

    def sign_in(self, token_hash: str, user_id: int, now: datetime, expires_at: datetime) -> None:
        row = {"token_hash": token_hash, "user_id": user_id, "created_at": now, "expires_at": expires_at}
        with self._database.writing() as connection:
            connection.execute(delete_from(sign_ins).where(sign_ins.c.expires_at <= now))
            connection.execute(insert(sign_ins).values(row))

    def signed_in(self, token_hash: str, now: datetime) -> User | None:
        """Whose sign-in that is, while it lasts."""
        with self._database.reading() as connection:
            row = connection.execute(_SIGNED_IN, {"token": token_hash, "now": now}).first()
            return _user(row) if row else None

    def sign_out(self, token_hash: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete_from(sign_ins).where(sign_ins.c.token_hash == token_hash))


# Asked by every page: to put it together takes longer than to run it.
_SIGNED_IN = (
    select(users)
    .join(sign_ins, sign_ins.c.user_id == users.c.id)
    .where(sign_ins.c.token_hash == bindparam("token"), sign_ins.c.expires_at > bindparam("now"))
)


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(row.id, row.name, Role(row.role), row.zone)

"""Passwords, as scrypt hashes."""

from functools import cache

from werkzeug.security import check_password_hash, generate_password_hash

from monitor.model import User
from monitor.store import Store

LEAST = 12  # characters; length is the only rule that makes a password stronger in practice
MOST = 1000


def hashed(password: str) -> str:
    return generate_password_hash(password, method="scrypt")


def user_with(store: Store, name: str, password: str) -> User | None:
    """The user of that name, if the password is right. An unknown name takes just as long."""
    found = store.users.password_hash_of(name)
    if found is None:
        check_password_hash(_nobodys(), password)
        return None
    user, kept = found
    return user if check_password_hash(kept, password) else None


@cache
def _nobodys() -> str:
    return hashed("")

"""Invitations: whoever opens the one-time link becomes a user."""

import hashlib
import secrets
from datetime import datetime, timedelta

from monitor.model import Role
from monitor.store import Store

VALID_FOR = timedelta(days=7)


def invite(store: Store, role: Role, now: datetime) -> str:
    """Make an invitation and return its token, which is kept nowhere: the link is /invitations/<token>."""
    token = secrets.token_urlsafe(32)
    store.users.invite(hash_of(token), role, now, now + VALID_FOR)
    return token


def hash_of(token: str) -> str:
    """What is stored of a token. It is random and long, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

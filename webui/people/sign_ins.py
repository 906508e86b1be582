"""Sign-ins live on the server; the signed cookie holds only a random token."""

import secrets
from datetime import timedelta

from flask import g, session

from monitor.model import Role, User
from monitor.pipeline.invitations import hash_of
from webui.site import now, site

VALID_FOR = timedelta(days=14)
_TOKEN = "sign_in"  # noqa: S105  the key under which the cookie holds it
_DEMO_ZONE = "demo_zone"


def recognise() -> None:
    """Runs before each request: finds out who is looking."""
    if site().open_desk:
        g.user = User(0, "Demo admin", Role.ADMIN, session.get(_DEMO_ZONE, "UTC"))
        return
    token = session.get(_TOKEN)
    g.user = site().store.users.signed_in(hash_of(token), now()) if token else None


def begin(user: User) -> None:
    """Sign a user in under a new token, so that one planted before is worth nothing."""
    end()
    token = secrets.token_urlsafe(32)
    site().store.users.sign_in(hash_of(token), user.id, now(), now() + VALID_FOR)
    session[_TOKEN] = token
    session.permanent = True


def end() -> None:
    """Sign out, on the server too."""
    token = session.get(_TOKEN)
    session.clear()
    if token:
        site().store.users.sign_out(hash_of(token))


def keep_zone(user: User, zone: str) -> None:
    """Remember a user's time zone; the demo's visitor has no account, so the cookie keeps it."""
    if site().open_desk:
        session[_DEMO_ZONE] = zone
    else:
        site().store.users.set_zone(user.id, zone)

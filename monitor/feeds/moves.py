"""Feeds that have moved or are gone: what a server says is believed only once it has held. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from monitor.model import Absence, Reason, Redirect

MOVED_AFTER = timedelta(days=7)  # that a permanent redirect must have held and led to a feed
GONE_AFTER = timedelta(days=7)  # that a 410 must have held
MISSING_AFTER = timedelta(days=30)  # that a 404 must have held: mostly it is a mistake that passes

Hop = tuple[int, str]  # the status of a redirect, and its Location header

_PERMANENT = frozenset({301, 308})


def permanent_address(url: str, hops: Sequence[Hop]) -> str:
    """Where a feed has moved to for good, by the redirects that a request met: statuses and Location headers.

    Only the permanent ones (301, 308) before the first passing one (302, 303, 307) count; empty: it has not moved.
    """
    address = url
    for status, location in hops:
        if status not in _PERMANENT:
            break
        address = urljoin(address, location)
    return address if address != url else ""


def watched(redirect: Redirect | None, address: str, now: datetime) -> Redirect | None:
    """The redirect to remember after a poll that ended at a real feed; `address` is that of permanent_address()."""
    if redirect is not None and redirect.address == address:
        return redirect
    return Redirect(address, now) if address else None


def has_held(redirect: Redirect | None, now: datetime) -> bool:
    """Whether the feed is to be asked at its new address from now on."""
    return redirect is not None and now - redirect.since >= MOVED_AFTER


def missed(absence: Absence | None, reason: Reason, now: datetime) -> Absence | None:
    """What to remember after a poll that failed. A time-out says nothing of whether the feed still exists."""
    if reason not in (Reason.GONE, Reason.NOT_FOUND):
        return absence
    return absence if absence is not None and absence.reason is reason else Absence(reason, now)


def is_given_up(absence: Absence | None, now: datetime) -> bool:
    """Whether the server has said for so long that the feed is no more that we ask but once a week."""
    if absence is None:
        return False
    return now - absence.since >= (GONE_AFTER if absence.reason is Reason.GONE else MISSING_AFTER)

"""When a subscriber's digest is due, and which stretch of time it covers."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model import Subscription, Window

CLOCK_ERROR = timedelta(days=2)  # a window that ends further ahead was written while a clock was wrong


def due(subscription: Subscription, last_window_end: datetime | None, now: datetime) -> Window | None:
    """The window to close now, or None. Windows of one subscriber never overlap.

    A window begins where the last one ended, or at the confirmation, and ends at the subscriber's latest hour:
    however long nobody looked, it is one window. Each calendar day, as the subscriber counts days, has one
    digest at most, so that a change of zone or hour doubles nothing.
    Raises ZoneInfoNotFoundError where the zone is unknown.
    """
    if subscription.confirmed_at is None:
        return None
    zone = ZoneInfo(subscription.zone)
    end = _latest(subscription.hour, zone, now)
    if last_window_end is None:
        start = subscription.confirmed_at
    elif last_window_end.astimezone(zone).date() >= end.astimezone(zone).date():
        return None
    else:
        start = max(subscription.confirmed_at, last_window_end)
    return Window(start, end) if start < end else None


def _latest(hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The last moment up to `now` at which the clocks of `zone` showed `hour`, in UTC."""
    today = now.astimezone(zone).date()
    moments = (_moment(today - timedelta(days=back), hour, zone) for back in range(3))
    return next(moment for moment in moments if moment <= now)


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    # fold=0: an hour that comes twice counts the first time; one that is skipped counts as the moment of the
    # change, since it is read with the offset before it.
    return datetime.combine(day, time(hour), zone).astimezone(UTC)

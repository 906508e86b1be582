"""Until when a story may be snoozed. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

MORNING = 6  # hour at which a day at the desk begins
CHOICES: Mapping[str, str] = {
    "news": "until something new",
    "1h": "1 hour",
    "4h": "4 hours",
    "morning": "the next morning",
    "monday": "Monday morning",
}


def until(choice: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment that a choice names; None: until something new. Raises KeyError for none of the choices."""
    local = now.astimezone(zone)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0, fold=0)
    next_morning = morning if morning > local else morning + timedelta(days=1)
    return {
        "news": None,
        "1h": now + timedelta(hours=1),
        "4h": now + timedelta(hours=4),
        "morning": next_morning,
        "monday": next_morning + timedelta(days=-next_morning.weekday() % 7),
    }[choice]

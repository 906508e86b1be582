"""When a message that the server did not take for now is tried again."""

from datetime import datetime, timedelta

_PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
_LONG_PAUSE = timedelta(hours=4)
_ATTEMPTS = 21  # with these pauses: three days


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failed tries (the last one included); None: give up."""
    if attempts >= _ATTEMPTS:
        return None
    pause = _PAUSES[attempts - 1] if attempts <= len(_PAUSES) else _LONG_PAUSE
    return now + pause

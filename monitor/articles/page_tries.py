"""When an article's page that could not be read is asked for again."""

from datetime import datetime, timedelta

from monitor.model import Reason

_PAUSES = (timedelta(minutes=15), timedelta(hours=3))  # so it is asked for three times at most

# What another request may mend. A page that is no article, or too much for us, is the same the next time.
_PASSING = frozenset(
    {
        *(Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.TIMEOUT, Reason.BAD_ANSWER),
        *(Reason.RATE_LIMITED, Reason.SERVER_ERROR, Reason.HTTP_STATUS),
        Reason.NOT_FOUND,  # some feeds announce an article a little before its page is there
        Reason.PARSE_CRASH,  # the process may have died for another's sake
    }
)


def next_try(reason: Reason, tries: int, wait: timedelta, now: datetime) -> datetime | None:
    """When to try again after `tries` failures (the last one, for this reason, included); None: give up.

    `wait` is how long the server told us to stay away.
    """
    if reason not in _PASSING or tries > len(_PAUSES):
        return None
    return now + max(_PAUSES[tries - 1], wait)

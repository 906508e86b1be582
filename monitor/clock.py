"""The one place that reads the time; everything else is told it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC, to the microsecond."""
    return datetime.now(UTC)  # noqa: TID251  this is the edge

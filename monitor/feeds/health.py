"""A feed's health, in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model import Feed, Polling

SILENT_AFTER = timedelta(
    days=14
)  # a feed that answers well but brings nothing new for so long is worth a look


class Level(StrEnum):
    GOOD = "good"
    WAITING = "waiting"  # never polled yet
    SILENT = "silent"
    ILL = "ill"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Health:
    level: Level
    sentence: str


def health_of(feed: Feed, polling: Polling, now: datetime) -> Health:
    """How a feed does, and why, in a sentence for people."""
    if feed.paused:
        return Health(Level.PAUSED, "Paused: not polled until somebody resumes it.")
    if polling.reason is not None:
        return Health(Level.ILL, _illness(polling, now))
    if polling.last_polled_at is None:
        return Health(Level.WAITING, "Not polled yet.")
    quiet = now - (polling.last_new_at or polling.last_polled_at)
    if quiet > SILENT_AFTER:
        return Health(Level.SILENT, f"Answers well, but has brought nothing new for {quiet.days} days.")
    return Health(Level.GOOD, "Answers well.")


def _illness(polling: Polling, now: datetime) -> str:
    assert polling.reason is not None
    sentence = polling.reason.sentence
    sentence = sentence[0].upper() + sentence[1:]
    if polling.detail:
        sentence += f" ({polling.detail})"
    if polling.failing_since is None:
        return sentence + "."
    times = "once" if polling.failures == 1 else f"{polling.failures} times in a row"
    return f"{sentence}: failed {times}, for {_span(now - polling.failing_since)}."


def _span(length: timedelta) -> str:
    minutes = max(1, int(length.total_seconds() // 60))
    for size, name in ((1440, "day"), (60, "hour")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"

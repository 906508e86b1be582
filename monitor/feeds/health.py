"""A feed's health, in words. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.feeds.habits import EMPTY_POLLS
from monitor.feeds.outage import is_part_of
from monitor.feeds.volume import Silence, silence
from monitor.model import Emptiness, Feed, Polling


class Level(StrEnum):
    GOOD = "good"
    WAITING = "waiting"  # never polled yet
    SILENT = "silent"
    EMPTY = "empty"
    DAMAGED = "damaged"  # read all the same
    ILL = "ill"
    CUT_OFF = "cut off"  # the desk's own connection is down
    PAUSED = "paused"


WARNINGS = (Level.ILL, Level.EMPTY, Level.SILENT)  # somebody should look at these, at the first of them first


@dataclass(frozen=True, slots=True)
class Health:
    level: Level
    sentence: str

    @property
    def is_warning(self) -> bool:
        return self.level in WARNINGS


def health_of(feed: Feed, polling: Polling, now: datetime, outage: datetime | None = None) -> Health:
    """How a feed does, and why, in a sentence for people. `outage` is that of monitor.feeds.outage.down_since."""
    if feed.paused:
        return Health(Level.PAUSED, "Paused: not polled until somebody resumes it.")
    if is_part_of(polling, outage):
        return Health(Level.CUT_OFF, "Out of reach: the desk's own connection seems to be down.")
    if polling.reason is not None:
        return Health(Level.ILL, _illness(polling, now))
    if polling.last_polled_at is None:
        return Health(Level.WAITING, "Not polled yet.")
    return _answering(polling, polling.last_polled_at, now)


def _answering(polling: Polling, last_polled_at: datetime, now: datetime) -> Health:
    habits = polling.habits
    if habits.empty is not None and habits.empty.polls >= EMPTY_POLLS:
        return Health(Level.EMPTY, _emptiness(habits.empty, habits.last_arrival, now))
    last = habits.last_arrival or polling.last_new_at or last_polled_at
    quiet = silence(habits.rhythm, last, now)
    if quiet is not None:
        return Health(Level.SILENT, _silence(quiet))
    if habits.damaged:
        return Health(Level.DAMAGED, f"Answers, and could be read all the same: {habits.damaged}.")
    return Health(Level.GOOD, "Answers well.")


def _emptiness(empty: Emptiness, last_arrival: datetime | None, now: datetime) -> str:
    if last_arrival is None:
        return "Valid but empty: it has never had an item."
    return f"Valid but empty for {span(now - empty.since)}: it used to have items."


def _silence(quiet: Silence) -> str:
    if quiet.usual is None:
        return f"Valid, but no new item for {span(quiet.length)}."
    return f"Valid but silent for {span(quiet.length)}; usually {volume(quiet.usual)}."


def volume(daily: float) -> str:
    """So many items a day as people say it: 9 a day, 3 a week, 2 a month."""
    for days, name in ((1, "day"), (7, "week")):
        if round(daily * days) >= 1:
            return f"{round(daily * days):,} a {name}"
    return f"{max(1, round(daily * 30))} a month"


def span(length: timedelta) -> str:
    """A length of time in its largest unit: 3 days, 1 hour."""
    minutes = max(1, int(length.total_seconds() // 60))
    for size, name in ((1440, "day"), (60, "hour")):
        if minutes >= size:
            count = minutes // size
            return f"{count:,} {name}{'' if count == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _illness(polling: Polling, now: datetime) -> str:
    assert polling.reason is not None
    sentence = polling.reason.sentence
    sentence = sentence[0].upper() + sentence[1:]
    if polling.detail:
        sentence += f" ({polling.detail})"
    if polling.failing_since is None:
        return sentence + "."
    times = "once" if polling.failures == 1 else f"{polling.failures} times in a row"
    return f"{sentence}: failed {times}, for {span(now - polling.failing_since)}."

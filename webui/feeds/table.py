"""The feeds page's table, worst first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.feeds.health import WARNINGS, Health, Level, health_of
from monitor.store.polling.feed_rows import FeedRow
from monitor.store.polling.feeds import FeedCounts

_ORDER = (*WARNINGS, Level.CUT_OFF, Level.WAITING, Level.DAMAGED, Level.GOOD, Level.PAUSED)


@dataclass(frozen=True, slots=True)
class FeedLine:
    row: FeedRow
    health: Health
    counts: FeedCounts


def worst_first(
    rows: Iterable[FeedRow], counts: Mapping[int, FeedCounts], now: datetime, outage: datetime | None = None
) -> list[FeedLine]:
    """The feeds that need somebody first, and among those of one kind the ones that have needed it for longest.

    `outage` is that of monitor.feeds.outage.down_since.
    """
    lines = [
        FeedLine(row, health_of(row.feed, row.polling, now, outage), counts.get(row.id, FeedCounts()))
        for row in rows
    ]
    return sorted(lines, key=lambda line: _place(line, now))


def levels(lines: Iterable[FeedLine]) -> list[tuple[Level, int]]:
    """How many feeds are how well, worst first; levels without a feed are left out."""
    found = Counter(line.health.level for line in lines)
    return [(level, found[level]) for level in _ORDER if found[level]]


def _place(line: FeedLine, now: datetime) -> tuple[int, datetime, str]:
    since = _trouble_since(line) if line.health.is_warning else None
    return _ORDER.index(line.health.level), since or now, line.row.feed.name.lower()


def _trouble_since(line: FeedLine) -> datetime | None:
    polling = line.row.polling
    match line.health.level:
        case Level.ILL:
            return polling.failing_since
        case Level.EMPTY:
            return polling.habits.empty.since if polling.habits.empty else None
        case _:
            return polling.habits.last_arrival or polling.last_new_at

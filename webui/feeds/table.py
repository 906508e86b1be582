"""The feeds page's table, worst first."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.feeds.health import Health, Level, health_of
from monitor.store.feed_rows import FeedRow
from monitor.store.feeds import FeedCounts

_ORDER = (Level.ILL, Level.SILENT, Level.WAITING, Level.GOOD, Level.PAUSED)


@dataclass(frozen=True, slots=True)
class FeedLine:
    row: FeedRow
    health: Health
    counts: FeedCounts


def worst_first(rows: Iterable[FeedRow], counts: Mapping[int, FeedCounts], now: datetime) -> list[FeedLine]:
    """The feeds that need somebody first; among the ill, those that have failed for longest."""
    lines = [
        FeedLine(row, health_of(row.feed, row.polling, now), counts.get(row.id, FeedCounts())) for row in rows
    ]
    return sorted(lines, key=lambda line: _place(line, now))


def levels(lines: Iterable[FeedLine]) -> list[tuple[Level, int]]:
    """How many feeds are how well, worst first; levels without a feed are left out."""
    found = Counter(line.health.level for line in lines)
    return [(level, found[level]) for level in _ORDER if found[level]]


def _place(line: FeedLine, now: datetime) -> tuple[int, datetime, str]:
    since = line.row.polling.failing_since if line.health.level is Level.ILL else None
    return _ORDER.index(line.health.level), since or now, line.row.feed.name.lower()

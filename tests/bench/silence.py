"""Silence against a feed's own usual volume: false alarms a year, and how soon a feed that stops is noticed.

Run with `python -m tests.bench.silence`. Over the invented traces of tests.bench.freshness, which are bursty and drift.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from monitor.feeds.rhythm import learn, unknown
from monitor.feeds.volume import silence
from monitor.model import Rhythm
from tests.bench.freshness.traces import START, traces

FALSE_ALARMS = 1.0  # a feed and year, to stay under
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEARNING = 28 * DAY
_YEAR = timedelta(days=365)
_LONGEST = 400 * DAY
_STOPS = 10  # moments at which each feed is taken to stop
_CLASSES = {  # items a day
    "under 0.7": (0, 0.7),
    "0.7 to 1.5": (0.7, 1.5),
    "1.5 to 4": (1.5, 4),
    "4 to 10": (4, 10),
    "over 10": (10, np.inf),
    "all": (0, np.inf),
}


@dataclass(frozen=True)
class Gap:
    """Two items of a feed with nothing between them, and what was known at the first."""

    first: datetime
    second: datetime
    rhythm: Rhythm


@dataclass(frozen=True)
class Found:
    daily: float  # items
    false_alarms: float  # a year
    noticed: tuple[timedelta, ...]  # after the last item, at each stop


def measure(trace: Sequence[datetime], weeks: int) -> Found:
    """The first weeks are to learn in and are not counted."""
    learned = [gap for gap in gaps(trace) if gap.first > START + LEARNING]
    alarms = sum(silence(gap.rhythm, gap.first, gap.second) is not None for gap in learned)
    counted = weeks * 7 * DAY - LEARNING
    stops = learned[:: max(1, len(learned) // _STOPS)][:_STOPS]
    noticed = tuple(_noticed(gap) for gap in stops)
    return Found(len(trace) / weeks / 7, alarms * (_YEAR / counted), noticed)


def gaps(trace: Sequence[datetime], interval: timedelta = HOUR) -> Iterator[Gap]:
    """The gaps between polls that brought items, of a feed that is polled once an interval."""
    rhythm, place, since = unknown(START), 0, None
    while place < len(trace):
        now = START + ((trace[place] - START) // interval + 1) * interval
        new = [moment for moment in trace[place : place + 500] if moment <= now]
        rhythm, place, since = learn(rhythm, new, since or START, now), place + len(new), now
        if place < len(trace):
            yield Gap(new[-1], trace[place], rhythm)


def _noticed(gap: Gap) -> timedelta:
    """When the silence would be noticed if the first item had been the last, to three hours."""
    length = DAY
    while length < _LONGEST and silence(gap.rhythm, gap.first, gap.first + length) is None:
        length += 3 * HOUR
    return length


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.silence", description=__doc__)
    parser.add_argument("--feeds", type=int, default=150, help="default: %(default)s")
    parser.add_argument("--weeks", type=int, default=30, help="default: %(default)s")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="default: 1")
    options = parser.parse_args()
    found = [
        measure(trace, options.weeks)
        for seed in options.seeds
        for trace in traces(seed, options.feeds, options.weeks)
    ]
    print("| items a day | feeds | false alarms a feed and year | noticed after, median days | p95 days |")
    print("|---|---:|---:|---:|---:|")
    for name, (least, most) in _CLASSES.items():
        print(_line(name, [one for one in found if least <= one.daily < most]))
    return 1 if np.mean([one.false_alarms for one in found]) >= FALSE_ALARMS else 0


def _line(name: str, found: Sequence[Found]) -> str:
    days = [length / DAY for one in found for length in one.noticed]
    if not days:
        return f"| {name} | {len(found)} | | | |"
    alarms = np.mean([one.false_alarms for one in found])
    return f"| {name} | {len(found)} | {alarms:.2f} | {np.median(days):.1f} | {np.percentile(days, 95):.1f} |"


if __name__ == "__main__":
    sys.exit(main())

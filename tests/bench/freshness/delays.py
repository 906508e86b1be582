"""How long the items of a trace waited for a poll."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from tests.bench.freshness.policies import Polls, Trace


@dataclass(frozen=True)
class Outcome:
    requests: float  # a feed and day
    mean: float  # minutes, over all items of all feeds
    median: float
    p95: float
    fruitful: float  # of all polls: those that found something


def requests(polls: Polls, begin: datetime, end: datetime) -> float:
    """The requests a feed and day between two moments."""
    return sum(map(len, _within(polls, begin, end))) / len(polls) / ((end - begin) / timedelta(days=1))


def outcome(traces: Sequence[Trace], polls: Polls, begin: datetime, end: datetime) -> Outcome:
    """The delays of the items published between two moments, as far as a poll found them before the end."""
    delays: list[float] = []
    fruitful = 0
    for trace, times in zip(traces, _within(polls, begin, end), strict=True):
        found = [
            (poll, item)
            for item in trace[bisect_left(trace, begin) : bisect_left(trace, end)]
            if (poll := bisect_left(times, item)) < len(times)
        ]
        delays += [(times[poll] - item) / timedelta(minutes=1) for poll, item in found]
        fruitful += len({poll for poll, _ in found})
    made = sum(map(len, _within(polls, begin, end)))
    return Outcome(
        requests=requests(polls, begin, end),
        mean=float(np.mean(delays)),
        median=float(np.median(delays)),
        p95=float(np.percentile(delays, 95)),
        fruitful=fruitful / made,
    )


def _within(polls: Polls, begin: datetime, end: datetime) -> Polls:
    return [times[bisect_left(times, begin) : bisect_left(times, end)] for times in polls]

"""Ways to choose when to poll: the shipped one, one interval for all, and Miniflux's rule."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from monitor.feeds.budget import Demand, daily_budget, price
from monitor.feeds.habits import NEVER_POLLED, after_answer, after_reading
from monitor.feeds.hints import LONGEST, NOTHING_ASKED, SHORTEST
from monitor.feeds.rhythm import root_rate, unknown
from monitor.feeds.schedule import next_poll
from monitor.model import Fetched, Habits, NotModified
from tests.bench.freshness.traces import START

Trace = Sequence[datetime]
Polls = list[list[datetime]]  # by feed
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def fixed(traces: Sequence[Trace], days: int, interval: timedelta) -> Polls:
    """Every feed once an interval, the feeds spread evenly over it."""
    polls = math.ceil(days * _DAY / interval)
    return [
        [START + interval * (_phase(feed) + number) for number in range(polls)] for feed in range(len(traces))
    ]


def shipped(traces: Sequence[Trace], days: int, interval: timedelta) -> Polls:
    """What Wiredesk does; prices are made anew each day, by the budget that `interval` sets."""
    feeds = [_Feed(number, trace) for number, trace in enumerate(traces)]
    budget = daily_budget(len(feeds), interval)
    for day in range(days):
        now = START + day * _DAY
        demands = [Demand(root_rate(feed.habits.rhythm or unknown(now), now)) for feed in feeds]
        today = price(demands, budget)
        for feed in feeds:
            feed.poll_until(now + _DAY, today)
    return [feed.polls for feed in feeds]


class _Feed:
    """A feed that is polled as Wiredesk polls: it answers 304, or its new items."""

    def __init__(self, number: int, trace: Trace) -> None:
        self.url = f"https://outlet{number}.example/feed.xml"
        self.polls: list[datetime] = []
        self.habits: Habits = NEVER_POLLED
        self._trace = trace
        self._found = 0
        self._next = START + timedelta(hours=_phase(number))

    def poll_until(self, end: datetime, price: float) -> None:
        while self._next < end:
            now, since = self._next, self.polls[-1] if self.polls else None
            found = bisect_right(self._trace, now, self._found)
            new, self._found = self._trace[self._found : found], found
            answer = Fetched(self.url, b"", {}) if new else NotModified()
            self.habits = after_answer(self.habits, answer, now)
            if new:
                self.habits = after_reading(self.habits, NOTHING_ASKED, len(new), new, since, now)
            self.polls.append(now)
            self._next = next_poll(self.url, self.habits, price, now)


def miniflux(traces: Sequence[Trace], days: int, factor: float) -> Polls:
    """entry_frequency of Miniflux 2.3.3, its factor as a real number: a week over the items of the last week."""
    return [_miniflux(trace, START + days * _DAY, factor, _phase(feed)) for feed, trace in enumerate(traces)]


def _miniflux(trace: Trace, end: datetime, factor: float, phase: float) -> list[datetime]:
    polls, now, stored = [], START + timedelta(hours=phase), 0
    while now < end:
        polls.append(now)
        first = bisect_left(trace, now - _WEEK, 0, stored)  # the items of this poll are stored after counting
        wait = LONGEST
        if stored - first >= 2:
            gap = (trace[stored - 1] - trace[first]) / (stored - first - 1)
            weekly = math.ceil(_WEEK / max(gap, timedelta(seconds=1)))
            wait = min(max(_WEEK / (weekly * factor), SHORTEST), LONGEST)
        stored = bisect_right(trace, now, stored)
        now += wait
    return polls


def tuned(polls: Callable[[float], Polls], requests: Callable[[Polls], float], wanted: float) -> Polls:
    """The polls at the knob's turn at which they come to the wanted requests, within half a percent."""
    low, high = 1e-2, 1e4
    for _ in range(30):
        knob = math.sqrt(low * high)
        found = polls(knob)
        if abs(requests(found) / wanted - 1) < 0.005:
            break
        low, high = (knob, high) if requests(found) < wanted else (low, knob)
    return found


def _phase(feed: int) -> float:
    """From 0 to 1, evenly spread whatever the number of feeds."""
    return feed * 0.618034 % 1

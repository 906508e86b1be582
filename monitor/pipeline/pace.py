"""How often feeds are polled: a budget of requests, shared out by what each feed is likely to bring."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from monitor.feeds.budget import Demand, Prices, daily_budget, prices
from monitor.feeds.rhythm import root_rate, unknown
from monitor.feeds.schedule import next_poll
from monitor.model import Habits
from monitor.store import Store

# The moment of the next poll of a feed: by its address, its habits and the time.
Pace = Callable[[str, Habits, datetime], datetime]

_RENEWED = timedelta(hours=1)  # prices follow what feeds are learned to do, which changes over days


def fixed(interval: timedelta) -> Pace:
    """Every feed at the same interval, whatever it asks: for a world of one's own."""
    return lambda _url, _habits, now: now + interval


class SharedBudget:
    """Polls every feed once in `interval` on average over all of them, the lively ones more often."""

    def __init__(self, store: Store, interval: timedelta) -> None:
        self._store = store
        self._interval = interval
        self._prices: Prices | None = None
        self._renewed_at: datetime | None = None

    def __call__(self, url: str, habits: Habits, now: datetime) -> datetime:
        return next_poll(url, habits, self.price(url, now), now)

    def price(self, url: str, now: datetime) -> float:
        """What a request to this feed is worth now, in item-hours of waiting that it has to spare."""
        return self._prices_at(now).at(_host(url))

    def _prices_at(self, now: datetime) -> Prices:
        if self._prices is None or self._renewed_at is None or now - self._renewed_at > _RENEWED:
            self._prices, self._renewed_at = self._renewed(now), now
        return self._prices

    def _renewed(self, now: datetime) -> Prices:
        demands: dict[str, list[Demand]] = defaultdict(list)
        for url, habits in self._store.feeds.habits():
            rate = root_rate(habits.rhythm or unknown(now), now)
            demands[_host(url)].append(Demand(rate, habits.hints.at_least))
        feeds = sum(map(len, demands.values()))
        return prices(demands, daily_budget(max(feeds, 1), self._interval))


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""

"""How a budget of requests is shared out among feeds, and how much of it one host gets. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from math import sqrt

from monitor.feeds.hints import LONGEST, SHORTEST

HOST_GAP = timedelta(seconds=10)  # between the end of a request to a host and the next
HOST_BUDGET = 1_440.0  # requests a day to one host, whatever number of feeds it has

_CHEAPEST, _DEAREST = 1e-6, 1e6  # item-hours a request
_HALVINGS = 22  # of twelve decades: what is left is under a hundred-thousandth of the price
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_LONGEST = LONGEST / _HOUR


@dataclass(frozen=True)
class Demand:
    """What decides on a feed's share: monitor.feeds.rhythm.root_rate, and the wait that its publisher asks for."""

    root_rate: float
    at_least: timedelta = SHORTEST

    @cached_property
    def shortest(self) -> float:
        """Hours between two polls that it allows."""
        return max(self.at_least, SHORTEST) / _HOUR


@dataclass(frozen=True, slots=True)
class Prices:
    """What a request is worth, in item-hours of waiting that it has to spare."""

    common: float
    dearer: Mapping[str, float] = field(default_factory=dict)  # by host: those whose own budget is short

    def at(self, host: str) -> float:
        return self.dearer.get(host, self.common)


def daily_budget(feeds: int, interval: timedelta) -> float:
    """The requests a day that are spent on so many feeds if each is polled every `interval` on average."""
    return feeds * (_DAY / interval)


def price(demands: Sequence[Demand], budget: float) -> float:
    """The price, in item-hours, at which these feeds come to `budget` requests a day, as near as bounds allow."""
    low, high = _CHEAPEST, _DEAREST
    for _ in range(_HALVINGS):
        middle = sqrt(low * high)
        low, high = (middle, high) if _requests(demands, middle) > budget else (low, middle)
    return high


def prices(demands: Mapping[str, Sequence[Demand]], budget: float) -> Prices:
    """The prices at which all feeds, given by host, come to `budget` requests a day, and no host to over HOST_BUDGET.

    What a host may not have is left unspent.
    """
    common = price([demand for own in demands.values() for demand in own], budget)
    crowded = {host: own for host, own in demands.items() if _requests(own, common) > HOST_BUDGET}
    return Prices(common, {host: price(own, HOST_BUDGET) for host, own in crowded.items()})


def _requests(demands: Sequence[Demand], price: float) -> float:
    """The requests a day by the square-root law, within bounds."""
    root = sqrt(2 * price)
    return sum(24 / max(min(root / demand.root_rate, _LONGEST), demand.shortest) for demand in demands)

"""A budget of requests is kept, and shared by the square-root law."""

from datetime import timedelta

import pytest

from monitor.feeds.budget import HOST_BUDGET, Demand, daily_budget, price, prices
from monitor.feeds.rhythm import learn, patience, root_rate, unknown
from tests.samples import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def requests(demand: Demand, price: float) -> float:
    """The requests a day that the square-root law gives a feed at a price, within 5 minutes and a day."""
    hours = (2 * price) ** 0.5 / demand.root_rate
    return 24 / min(max(hours, demand.at_least / HOUR, 1 / 12), 24)


def spent(demands: list[Demand], price: float) -> float:
    return sum(requests(demand, price) for demand in demands)


MIXED = [Demand(0.02 * 1.3**number) for number in range(30)]


def test_the_budget_follows_from_the_number_of_feeds_and_the_mean_interval() -> None:
    assert daily_budget(200, timedelta(minutes=30)) == 9_600


@pytest.mark.parametrize("interval", [10, 30, 120, 600])
def test_at_its_price_the_feeds_use_up_the_budget(interval: int) -> None:
    budget = daily_budget(len(MIXED), timedelta(minutes=interval))
    assert spent(MIXED, price(MIXED, budget)) == pytest.approx(budget, rel=0.001)


def test_four_times_the_items_get_twice_the_requests() -> None:
    slow, fast = Demand(0.5), Demand(1.0)
    at = price([slow, fast], 30)
    assert (requests(slow, at), requests(fast, at)) == pytest.approx((10, 20), rel=0.001)


def test_what_a_publisher_does_not_want_goes_to_the_others() -> None:
    free = price([Demand(1.0), Demand(1.0)], 96)
    bound = price([Demand(1.0), Demand(1.0, at_least=2 * HOUR)], 96)
    assert requests(Demand(1.0), free) == pytest.approx(48, rel=0.001)
    assert requests(Demand(1.0), bound) == pytest.approx(84, rel=0.001)


def test_a_budget_out_of_reach_polls_every_feed_once_a_day_or_every_five_minutes() -> None:
    assert spent(MIXED, price(MIXED, 1)) == pytest.approx(30)
    assert spent(MIXED, price(MIXED, 1e6)) == pytest.approx(30 * 288)


def test_a_host_with_many_feeds_keeps_to_its_own_budget() -> None:
    crowd, few = [Demand(1.0)] * 200, [Demand(1.0)] * 20
    found = prices({"crowd.example": crowd, "few.example": few}, daily_budget(220, timedelta(minutes=30)))
    assert spent(crowd, found.at("crowd.example")) == pytest.approx(HOST_BUDGET, rel=0.001)
    assert spent(few, found.at("few.example")) == pytest.approx(20 * 48, rel=0.001)
    assert found.at("few.example") == found.at("new.example") == found.common


def test_without_feeds_there_is_a_price_still() -> None:
    assert prices({}, daily_budget(0, timedelta(minutes=30))).at("new.example") > 0


def test_the_price_is_that_at_which_the_schedule_spends_the_budget() -> None:
    steady = learn(unknown(NOW), [NOW - number * HOUR for number in range(24 * 14)], None, NOW)
    at = price([Demand(root_rate(steady, NOW))], 12)
    later = NOW + 5 * HOUR
    assert patience(steady, later, at, DAY) == pytest.approx(2 * HOUR, rel=0.15)

"""The simulation measures what it says, and the shipped policy reaches its figures in a small world."""

from datetime import timedelta

import pytest

from tests.bench.freshness.compare import MEAN, P95, compare
from tests.bench.freshness.delays import outcome
from tests.bench.freshness.policies import fixed
from tests.bench.freshness.traces import START, traces

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_delays_run_from_publication_to_the_next_poll() -> None:
    trace = [START + minutes * MINUTE for minutes in (10, 30, 60, 200)]
    polls = [[START + minutes * MINUTE for minutes in (0, 60, 120)]]
    found = outcome([trace], polls, START, START + DAY)
    assert (found.mean, found.median, found.requests) == pytest.approx((80 / 3, 30, 3))
    assert found.fruitful == pytest.approx(1 / 3)


def test_a_fixed_interval_makes_news_wait_for_half_of_it_on_average() -> None:
    made = traces(7, 30, 2)
    found = outcome(made, fixed(made, 14, timedelta(minutes=40)), START, START + 14 * DAY)
    assert found.requests == pytest.approx(36, rel=0.01)
    assert (found.mean, found.p95) == pytest.approx((20, 38), rel=0.05)


def test_the_same_seed_makes_the_same_traces() -> None:
    assert traces(7, 5, 1) == traces(7, 5, 1) != traces(8, 5, 1)


def test_the_shipped_policy_keeps_its_budget_and_beats_a_fixed_interval_and_miniflux() -> None:
    found = dict(compare(seed=7, feeds=60, budget=24, weeks=(2, 1)))
    ours, even, theirs = found["Wiredesk"], found["fixed interval"], found["Miniflux's rule"]
    assert ours.requests == pytest.approx(24, rel=0.06)
    assert even.requests == pytest.approx(ours.requests, rel=0.01)
    assert theirs.requests == pytest.approx(ours.requests, rel=0.01)
    assert ours.mean <= MEAN * even.mean < theirs.mean
    assert ours.p95 <= P95 * even.p95 < theirs.p95

"""The shipped policy beside a fixed interval and Miniflux's rule, at the same number of requests."""

from collections.abc import Iterator
from datetime import timedelta

from tests.bench.freshness.delays import Outcome, outcome, requests
from tests.bench.freshness.policies import fixed, miniflux, shipped, tuned
from tests.bench.freshness.traces import START, traces

MEAN, P95 = 0.60, 0.95  # to reach, as parts of the fixed interval's
DAY = timedelta(days=1)


def compare(
    seed: int, feeds: int, budget: float, weeks: tuple[int, int] = (4, 2)
) -> Iterator[tuple[str, Outcome]]:
    """Each policy's name and outcome, the fixed interval first.

    The budget is in requests a feed and day. The first weeks are to learn in, the second ones are measured.
    """
    begin, end = START + weeks[0] * 7 * DAY, START + sum(weeks) * 7 * DAY
    days = (end - START) // DAY
    made = traces(seed, feeds, sum(weeks))
    ours = outcome(made, shipped(made, days, DAY / budget), begin, end)
    # All others get as many requests as the shipped policy made, which may be a few less than its budget.
    even = fixed(made, days, DAY / ours.requests)
    theirs = tuned(
        lambda factor: miniflux(made, days, factor), lambda polls: requests(polls, begin, end), ours.requests
    )
    yield "fixed interval", outcome(made, even, begin, end)
    yield "Miniflux's rule", outcome(made, theirs, begin, end)
    yield "Wiredesk", ours

"""How many reports come: among few, what two texts mean says more than their words; among many it misleads."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

LATELY = timedelta(days=3)  # over which reports are counted
# Reports a day. On items left out of a fit, at 20, 40 and 70 a day meanings beside the words raised B-cubed F1 by
# 0.003, 0.002 and nothing; at 150 they lowered it by 0.008: there the nearest in meaning is other news of the beat.
CROWDED = 70.0


def a_day(dates: Sequence[datetime], at: datetime) -> float:
    """How many reports a day come around one of this date, by the dates of all, its own among them, in ascending order.

    The busier side counts: where a stream begins there is nothing before it, and behind the latest report nothing yet.
    """

    def apart(one: datetime) -> timedelta:
        return one - at

    here = bisect_left(dates, at)
    before = here - bisect_left(dates, -LATELY, key=apart)
    after = bisect_right(dates, LATELY, key=apart) - here - 1
    return max(before, after, 0) / LATELY.days


def quiet(dates: Sequence[datetime], at: datetime) -> bool:
    """Whether so few come that a report of this date is to be read for its meaning."""
    return a_day(dates, at) < CROWDED

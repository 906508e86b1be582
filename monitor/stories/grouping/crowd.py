"""How many reports come: among few, what two texts mean says more than their words; among many it misleads."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

LATELY = timedelta(days=3)  # over which reports are counted
# Reports a day. On items left out of a fit, at 20, 40 and 70 a day meanings beside the words raised B-cubed F1 by
# 0.003, 0.002 and nothing; at 150 they lowered it by 0.008: there the nearest in meaning is other news of the beat.
CROWDED = 70.0


def quiet(dates: Sequence[datetime], at: datetime) -> bool:
    """Whether so few of these dates, in ascending order, lie near one that its report is to be read for its meaning."""

    def apart(one: datetime) -> timedelta:
        return one - at

    near = bisect_right(dates, LATELY, key=apart) - bisect_left(dates, -LATELY, key=apart)
    return near < CROWDED * LATELY.days

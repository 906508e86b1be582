"""How long a message that was not taken is tried again."""

from datetime import timedelta

from monitor.digests.retry import next_try
from tests.digests.newsroom import MORNING


def test_pauses_grow_and_end_after_three_days() -> None:
    now, pauses = MORNING, []
    while again := next_try(len(pauses) + 1, now):
        pauses.append(again - now)
        now = again
    assert pauses[:4] == [timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4)]
    assert set(pauses[3:]) == {timedelta(hours=4)}
    assert timedelta(hours=66) < now - MORNING <= timedelta(days=3)

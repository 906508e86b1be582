"""Shares with Wilson's interval, against figures that are known from elsewhere."""

import pytest

from monitor.topics.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "items", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(hits: int, items: int, low: float, high: float) -> None:
    found = wilson(hits, items)
    assert found
    assert (found.value, found.items) == (hits / items, items)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) is None

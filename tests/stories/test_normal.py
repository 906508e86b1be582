"""What is normal for a day: nine of ten ordinary days lie within it, and no past spike widens it."""

import numpy as np
import pytest

from monitor.stories.normal import normals

WEEK = np.array([1, 1, 1, 1, 1, 0.4, 0.4])


def traces(mean: float, unevenness: float, number: int = 40) -> list[list[int]]:
    """Twelve weeks each, with thin weekends; variance over mean is `unevenness`."""
    chance, rates = np.random.default_rng(3), np.tile(mean * WEEK, 12)
    if unevenness == 1:
        return [list(map(int, chance.poisson(rates))) for _ in range(number)]
    shape = rates / (unevenness - 1)
    return [list(map(int, chance.negative_binomial(shape, 1 / unevenness))) for _ in range(number)]


@pytest.mark.parametrize(("mean", "unevenness"), [(1, 1), (8, 1), (30, 1), (3, 2.5), (30, 2.5), (30, 5)])
def test_about_nine_of_ten_ordinary_days_lie_within_the_band(mean: float, unevenness: float) -> None:
    inside = [
        found.low <= count <= found.high
        for trace in traces(mean, unevenness)
        for count, found in zip(trace[-28:], normals(trace, 7, 28), strict=True)
    ]
    assert 0.87 <= np.mean(inside) <= 0.98


def test_a_thin_weekend_is_normal_and_the_same_on_a_weekday_is_not() -> None:
    trace = [round(30 * share) for share in np.tile(WEEK, 9)]
    *_, weekday, saturday, _sunday = normals(trace, 7, 7)
    assert saturday.low <= 12 <= saturday.high
    assert weekday.low > 12


def test_one_spike_of_the_past_widens_the_band_little() -> None:
    trace = traces(8, 1, 1)[0]
    calm = normals(trace, 7, 1)[0]
    spiked = [*trace]
    spiked[-20] = 90
    wide = normals(spiked, 7, 1)[0]
    assert wide.high <= calm.high + 5


def test_before_two_weeks_of_records_nothing_is_normal() -> None:
    found = normals([5] * 28, 7, 28, known=4)
    assert found[:18] == [None] * 18
    assert all(found[18:])
    assert normals([5] * 8, 1, 8)[:3] == [None, None, normals([5] * 3, 1, 1)[0]]


def test_what_never_comes_is_normal_at_none() -> None:
    (found,) = normals([0] * 29, 7, 1)
    assert (found.usual, found.low, found.high) == (0, 0, 0)

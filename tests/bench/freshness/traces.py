"""Invented publication traces: when each of many feeds brings its items."""

from datetime import UTC, datetime, timedelta

import numpy as np

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
_HOUR, _DAY, _WEEK = 3600.0, 86400.0, 7 * 86400.0
_STEP = 300.0  # seconds of the grid on which rates are drawn
_AT_SET_HOURS = 0.15  # of all feeds

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def traces(seed: int, feeds: int, weeks: int) -> list[list[datetime]]:
    """The moments of publication by feed, in order, from START on."""
    rng = np.random.default_rng(seed)
    return [[START + timedelta(seconds=second) for second in _trace(rng, weeks)] for _ in range(feeds)]


def _trace(rng: np.random.Generator, weeks: int) -> list[float]:
    """Rates differ a hundredfold between feeds; each has its own day, weekend, drift and bursts of follow-ups."""
    grid = np.arange(0, weeks * _WEEK, _STEP)
    daily = float(np.exp(rng.normal(np.log(6), 1.4)))
    local = grid + rng.choice([-5, 0, 2, 8]) * _HOUR  # newsrooms lie in several time zones
    if rng.random() < _AT_SET_HOURS:
        shape, follow_ups = _set_hours(rng, local, daily), 0.0
    else:
        shape, follow_ups = _waking_hours(rng, local), rng.uniform(0, 0.4)
    shape = shape * np.where(local // _DAY % 7 >= 5, rng.uniform(0.1, 1), 1) * _drift(rng, grid, weeks)
    counts = rng.poisson(daily * (1 - follow_ups) / _DAY * shape / shape.mean() * _STEP)
    first = np.repeat(grid, counts) + rng.uniform(0, _STEP, counts.sum())
    items = np.sort(np.concatenate(_with_follow_ups(rng, first, follow_ups)))
    return items[items < weeks * _WEEK].tolist()


def _set_hours(rng: np.random.Generator, local: Floats, daily: float) -> Floats:
    """Publishing within minutes of some set times of the day."""
    hours = rng.uniform(6, 22, max(1, min(12, round(daily))))
    return sum(np.exp(-0.5 * ((local % _DAY / _HOUR - hour) / 0.08) ** 2) for hour in hours)


def _waking_hours(rng: np.random.Generator, local: Floats) -> Floats:
    """A peak about noon over a quieter night."""
    peak, width = rng.normal(12, 3), rng.uniform(2.5, 6)
    apart = np.abs((local % _DAY / _HOUR - peak + 12) % 24 - 12)
    return rng.uniform(0.05, 0.4) + np.exp(-0.5 * (apart / width) ** 2)


def _drift(rng: np.random.Generator, grid: Floats, weeks: int) -> Floats:
    """A quarter more or less from week to week."""
    ends = np.arange(0, (weeks + 1) * _WEEK, _WEEK)
    return np.exp(np.interp(grid, ends, rng.normal(0, 0.25, weeks + 1)))


def _with_follow_ups(rng: np.random.Generator, first: Floats, follow_ups: float) -> list[Floats]:
    """The items, their follow-ups about 20 minutes later, and those of these, and so on."""
    family = [first]
    while len(family[-1]):
        followed = np.repeat(family[-1], rng.poisson(follow_ups, len(family[-1])))
        family.append(followed + rng.exponential(20 * 60, len(followed)))
    return family

"""The logistic function."""

from math import exp


def logistic(x: float) -> float:
    """The probability of these log odds."""
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))

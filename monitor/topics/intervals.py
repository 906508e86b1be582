"""Shares out of counts, with how far they can be trusted. Pure."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of the normal distribution: 95 % lie within


@dataclass(frozen=True, slots=True)
class Share:
    """A measured share, 0 to 1, with its 95 % interval and the number of items it was measured on."""

    value: float
    low: float
    high: float
    items: int


def wilson(hits: int, items: int) -> Share | None:
    """The share of hits with Wilson's score interval; None of no item.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not items:
        return None
    share, square = hits / items, _Z * _Z / items
    centre = (share + square / 2) / (1 + square)
    reach = _Z * sqrt(share * (1 - share) / items + square / items / 4) / (1 + square)
    return Share(share, max(0.0, centre - reach), min(1.0, centre + reach), items)

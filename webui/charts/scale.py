"""Where values lie on a scale. Pure."""

from math import floor, log, log10

_TOPS = (1, 1.2, 1.6, 2, 2.4, 3, 4, 6, 8, 10)  # times a power of ten: half of each is a plain number too
_LEAST = 4  # that a scale of counts reaches to


def top_of(highest: float) -> int:
    """The upper end of a scale of counts, so that the scale has a plain number at its middle."""
    wanted = max(highest, _LEAST)
    power = 10.0 ** floor(log10(wanted))
    return next(round(factor * power) for factor in _TOPS if factor * power >= wanted)


def on_log(value: float, least: float, most: float) -> float:
    """Where a value lies on a logarithmic scale, 0 to 1; what is beyond an end lies on it."""
    within = min(max(value, least), most)
    return log(within / least) / log(most / least)

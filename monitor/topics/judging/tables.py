"""The tables of a model, and their rows as single numbers that are quick to add up. Pure.

A feature that a table knows is one whole number: its place in the table, and below that the figures of its row side by
side. So a set of numbers is a set of features, and one sum adds up what they say of every topic, exactly.
"""

from collections.abc import Mapping, Sequence

Row = tuple[
    float, ...
]  # a feature's idf squared, then for each topic idf times its weight; of six digits each
Table = Mapping[str, Row]  # by the feature's name

_UNIT = 10**6
_BITS = 48  # for each figure: sums up to 10**8 fit, and a passage holds some thousand features
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1


def numbers(table: Table) -> dict[str, int]:
    """Each feature's number; its place is counted from 1 on."""
    return {name: number(place, row) for place, (name, row) in enumerate(table.items(), start=1)}


def number(place: int, row: Sequence[float]) -> int:
    """The place, which is a feature's own, in the highest bits, and the first figure in the lowest."""
    found = place
    for figure in reversed(row):
        found = (found << _BITS) + round(figure * _UNIT)
    return found


def figures(total: int, count: int) -> list[float]:
    """So many figures of a number, or of a sum of some."""
    found = []
    for _ in range(count):
        figure = ((total + _HALF) & _MASK) - _HALF
        found.append(figure / _UNIT)
        total = (total - figure) >> _BITS
    return found

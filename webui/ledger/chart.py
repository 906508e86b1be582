"""A bar chart of items a day: numbers become places; the template draws them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30
STEP, GAP, HEIGHT = 10, 2, 60  # units of the drawing: of a bar with its gap, of the gap, of the highest bar


@dataclass(frozen=True, slots=True)
class Bar:
    day: date
    items: int
    x: int
    height: float
    is_weekend: bool


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    highest: int  # items
    total: int

    @property
    def width(self) -> int:
        return len(self.bars) * STEP - GAP


def chart(items: Mapping[date, int], today: date) -> Chart:
    """A bar for each of the last DAYS days, today among them, the oldest first."""
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    highest = max((items.get(day, 0) for day in days), default=0)
    bars = tuple(
        Bar(day, found, place * STEP, HEIGHT * found / max(highest, 1), day.weekday() >= 5)
        for place, day in enumerate(days)
        for found in [items.get(day, 0)]
    )
    return Chart(bars, highest, sum(bar.items for bar in bars))

"""At which hours a feed publishes, as bars: numbers become places; the template draws them. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model import Rhythm

STEP, GAP, HEIGHT = 20, 4, 80  # units of the drawing: of a bar with its gap, of the gap, of the highest bar
WIDTH = 24 * STEP - GAP

_ENOUGH = 5.0  # arrivals remembered, below which bars would show chance


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day in the reader's zone."""

    name: str  # 07:00
    share: float  # of all arrivals
    x: int
    height: float


def hours_of(rhythm: Rhythm | None, zone: ZoneInfo, now: datetime) -> list[Hour]:
    """The hours of the day from midnight on, by the zone's clock of today; none where too little is known.

    Where a zone is off by half an hour, an hour stands at the full one before it.
    """
    total = sum(rhythm.hours) if rhythm is not None else 0.0
    if rhythm is None or total < _ENOUGH:
        return []
    offset = now.astimezone(zone).utcoffset()
    assert offset is not None
    shift = int(offset.total_seconds() // 3600)
    counts = [rhythm.hours[(hour - shift) % 24] for hour in range(24)]
    return [
        Hour(f"{hour:02}:00", count / total, hour * STEP, HEIGHT * count / max(counts))
        for hour, count in enumerate(counts)
    ]

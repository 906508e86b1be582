"""Time zones that people may choose."""

from functools import cache
from importlib.resources import files
from itertools import groupby
from zoneinfo import available_timezones


@cache
def by_region() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The zones of the tz database that stand for a place, by region, each under its present name."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    names = sorted(line.split("\t")[2] for line in table.splitlines() if not line.startswith("#"))
    regions = groupby(names, key=lambda name: name.partition("/")[0])
    return (("UTC", ("UTC",)), *((region, tuple(zones)) for region, zones in regions))


def is_zone(name: str) -> bool:
    """Whether the tz database knows this name, older names included."""
    return name in available_timezones()

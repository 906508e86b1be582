"""What a story tells, gathered from its reports: who and what is named, sums, quotes. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Report
from monitor.stories.names.gazetteer import Entry, Gazetteer
from webui.names.said import Said

_SUMS = frozenset({"sum", "number"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum or another number, with the report that was the first to tell it."""

    text: str
    report: Report


@dataclass(frozen=True, slots=True)
class Told:
    names: Sequence[tuple[Entry, int]]  # with the number of texts that name it; the most named first
    figures: Sequence[Figure]  # in order of the timeline, sums before other numbers
    quotes: Sequence[Said]


def named(names: Mapping[int, Iterable[str]], known: Gazetteer) -> list[tuple[Entry, int]]:
    """The names that articles tell of, by article; those that are gone from the gazetteer are left out."""
    counts = Counter(key for keys in names.values() for key in keys if key in known.entries)
    found = [(known[key], number) for key, number in counts.items()]
    return sorted(found, key=lambda one: (-one[1], one[0].name))


def figures(reports: Iterable[Report]) -> list[Figure]:
    """The sums and numbers of a timeline."""
    found = [
        (one.kind, Figure(one.text, report)) for report in reports for one in report.adds if one.kind in _SUMS
    ]
    return [figure for _, figure in sorted(found, key=lambda one: one[0] != "sum")]

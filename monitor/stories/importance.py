"""How important a story is, by who reports it, how fast it spread and how surely it is of the desk's topics. Pure.

The figure is a weighted mean of four terms, each from 0 to 1, which are shown with it. The standing of the outlet that
had the story first is told beside it and is no part of it: a small outlet's story is as important as it turns out.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from monitor.settings import ImportanceSettings
from monitor.stories.outlets import Outlet

# What an outlet counts for by its tier; one that the desk has not ranked counts as the lowest.
WORTH: Mapping[int, float] = {1: 1.0, 2: 0.6, 3: 0.2}

_MANY = 16  # independent outlets from which on more add nothing
_FULL = 3.0  # outlets of the first tier, or others worth as much, that are full standing


@dataclass(frozen=True, slots=True)
class Voice:
    """An independent source of a story: an outlet with a text of its own in it."""

    name: str
    at: datetime  # of its first text
    outlet: Outlet | None  # None: the desk has not ranked it

    @property
    def worth(self) -> float:
        return WORTH[self.outlet.tier if self.outlet else 3]


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the figure."""

    name: str
    says: str  # what was counted, in words
    value: float  # 0 to 1
    share: float  # of the whole, 0 to 1

    @property
    def adds(self) -> float:
        """What it adds to the figure."""
        return self.value * self.share


@dataclass(frozen=True, slots=True)
class Source:
    """Who had a story first, and the standing of that outlet."""

    name: str
    tier: int | None  # None: the desk has not ranked it
    agency: bool = False
    first_hand: bool = False
    state_owned: bool = False

    @property
    def says(self) -> str:
        """tier 1, agency, state-owned"""
        ranked = f"tier {self.tier}" if self.tier else "not ranked"
        facts = (("agency", self.agency), ("first-hand", self.first_hand), ("state-owned", self.state_owned))
        return ", ".join([ranked, *(name for name, holds in facts if holds)])


@dataclass(frozen=True, slots=True)
class Importance:
    """From 0 to 1, with its parts; beside it who had the story first, which counts for nothing in it."""

    score: float
    terms: tuple[Term, ...]
    source: Source | None


def voices(texts: Collection[Voice]) -> list[Voice]:
    """One voice an outlet, by its first text; the earliest first. Copies are no texts of their own."""
    first: dict[str, Voice] = {}
    for voice in sorted(texts, key=lambda one: (one.at, one.name, -one.worth)):
        first.setdefault(voice.outlet.name if voice.outlet else voice.name.casefold(), voice)
    return list(first.values())


def source_of(name: str, outlet: Outlet | None) -> Source:
    """An outlet as the source of a story."""
    if outlet is None:
        return Source(name, None)
    return Source(name, outlet.tier, outlet.agency, outlet.first_hand, outlet.state_owned)


def importance(
    independent: Sequence[Voice],
    topic_score: float,
    weights: ImportanceSettings,
    source: Source | None = None,
) -> Importance:
    """The importance of a story with these voices, as `voices` gives them, and its surest topic's score."""
    terms = tuple(_terms(independent, topic_score, weights))
    return Importance(sum(term.adds for term in terms), terms, source)


def _terms(independent: Sequence[Voice], topic_score: float, weights: ImportanceSettings) -> Iterator[Term]:
    total = weights.outlets + weights.standing + weights.spread + weights.topic
    count, worth = len(independent), sum(voice.worth for voice in independent)
    window = timedelta(hours=weights.spread_hours)
    early = [voice for voice in independent if voice.at - independent[0].at <= window]
    outlets = f"{count} independent outlet{'' if count == 1 else 's'}"
    yield Term("outlets", outlets, _many(count), weights.outlets / total)
    yield Term("standing", _by_tier(independent), min(worth / _FULL, 1.0), weights.standing / total)
    says = f"{len(early)} of them within {weights.spread_hours} h"
    yield Term("spread", says, _many(len(early)), weights.spread / total)
    yield Term("topic", "how sure the surest topic is", topic_score, weights.topic / total)


def _many(outlets: int) -> float:
    """Each doubling adds as much, from one outlet (0) to _MANY (1)."""
    return min(log2(max(outlets, 1)) / log2(_MANY), 1.0)


def _by_tier(independent: Sequence[Voice]) -> str:
    """2 of tier 1, 1 not ranked"""
    counted = {
        f"of tier {tier}": sum(bool(one.outlet and one.outlet.tier == tier) for one in independent)
        for tier in WORTH
    }
    counted["not ranked"] = sum(one.outlet is None for one in independent)
    return ", ".join(f"{count} {kind}" for kind, count in counted.items() if count) or "none"

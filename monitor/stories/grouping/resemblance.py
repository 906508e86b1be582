"""How an arriving report resembles others, as figures a model can weigh: of a hundred at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from monitor.stories.grouping.crowd import CROWDED
from monitor.stories.grouping.weighing import (
    CONCEPTS,
    COUNTS,
    FIGURES,
    KINDS,
    LENGTHS,
    MARK,
    MARK_BITS,
    MEANING,
    NAMES,
    PLACES,
    ROOTS,
    SECONDS,
    STEMS,
    TITLE,
    TITLE_LENGTH,
    Flags,
    Floats,
    Indices,
    Weighed,
    kinds_of,
    titled,
    weights_of,
)

# What speaks for one event, what speaks against, and what only tells how much the others say.
FOR = (
    *(
        "words",
        "title",
        "told",
        "rarest",
        "second",
        "shared",
        "number shared",
        "roots",
        "rare roots",
        "names",
    ),
    *("rare names", "figures", "places", "concepts", "same day", "next day", "overall", "stands out"),
)
AGAINST = ("other figures", "other places", "other names", "days apart", "crowd", "likeness around")
NEUTRAL = ("length", "one language")
FIGURE_NAMES = (*FOR, *AGAINST, *NEUTRAL)
MEANT_NAMES = (*FIGURE_NAMES, "meaning")  # those of reports that were both read for what they mean
MEANING_AT = len(FIGURE_NAMES)

_AROUND = 10  # the tenth candidate tells how alike reports are that tell of other events
_OVERALL = np.array((1.0, 1.0, 1.5, 2.0, 0.4, 0.4, 0.0))  # by kind
_DAY = 86400.0
_SAME, _LEAST_SAME = 0.9, 12  # of one cosine over all terms; words
_TINY = 1e-9  # keeps what has no length from being divided by
_SIEVE = 1 << 16
# What a first look goes by. Among 1,000 reports a day, the first 32 held one of the same event for 77 in 100 that had
# one; by the overall cosine alone it were 72.
_PROMISING = {
    "overall": 1.0, "shared": 0.3, "rare names": 0.3, "figures": 0.3, "told": 0.15, "places": 0.2, "concepts": 0.1,
    "meaning": 0.5,
}  # fmt: skip
_PROMISE = np.array([_PROMISING.get(name, 0.0) for name in MEANT_NAMES])
AROUND_AT = FIGURE_NAMES.index("likeness around")


@dataclass(frozen=True, slots=True)
class Shared:
    """The terms that one report shares with others, one by one."""

    other: Indices  # whose
    kind: Indices
    product: Floats  # of the two weights
    lesser: Indices  # of the two marks
    here: Floats  # the weight in the one
    there: Floats  # and in the other
    titled_here: Flags
    titled_there: Flags


def resemblances(
    report: Weighed, others: Sequence[Weighed], crowd: float, around: float | None = None
) -> Floats:
    """A row of MEANT_NAMES for each of the others. `crowd` is how many reports a day came of late.

    The last is 0 where not both were read for what they mean. `around` is how alike unrelated reports are; None: as
    the others themselves show. An outlet counts neither way: one paper's two reports of a day are of two events as
    often as of one.
    """
    sums = np.concatenate([other.sums for other in others]).reshape(len(others), -1)
    shared = _shared(report, others, sums)
    products = _by_kind(shared, shared.product, len(others))
    numbers = _by_kind(shared, np.ones(len(shared.other)), len(others))
    overall = _overall(report.sums, sums, products)
    found = {
        **_words(report.sums, sums, shared, products, numbers),
        **_times(report.sums, sums),
        **_unlike(report.sums, sums, numbers),
        **_beside_others(overall, likeness_around(overall) if around is None else around),
        "crowd": np.full(len(others), log1p(min(crowd, CROWDED)) / 7),
        "one language": np.array([other.language == report.language for other in others]),
        "meaning": _meaning(report.sums, sums, products),
    }
    return np.stack([np.asarray(found[name], np.float64) for name in MEANT_NAMES], axis=1)


def shortlist(figures: Floats, most: int) -> Indices:
    """The rows that are worth a closer look, the likest first: by what may show one event at all, and near in time."""
    days = np.expm1(3 * figures[:, FIGURE_NAMES.index("days apart")])
    return np.argsort(-(figures @ _PROMISE) / np.sqrt(1 + days), kind="stable")[:most]


def tell_the_same(figures: Floats) -> Flags:
    """The rows of reports with nearly the same terms, enough of them for that to be no accident.

    An outlet that sends one text fifty times is no crowd in which nothing stands out.
    """
    overall, length = (figures[:, FIGURE_NAMES.index(name)] for name in ("overall", "length"))
    same: Flags = (overall >= _SAME) & (length >= log1p(_LEAST_SAME) / 5)
    return same


def likeness_around(overall: Floats) -> float:
    """How alike the reports around are that tell of other events; 0 where there are few."""
    return float(np.sort(overall)[-_AROUND]) if len(overall) >= _AROUND else 0.0


def _words(
    report: Floats, others: Floats, shared: Shared, products: Floats, numbers: Floats
) -> dict[str, Floats]:
    cosines = products / np.maximum(others[:, LENGTHS] * report[LENGTHS], _TINY)
    heavy = _heaviest(shared, len(others))
    few = heavy.sum(axis=2) / 20  # what the four heaviest weigh: many light ones make no event
    title, told = _titles(report, others, shared)
    return {
        "words": cosines[:, STEMS],
        "title": title,
        "told": told,
        "rarest": heavy[:, STEMS, 0] / 8,
        "second": heavy[:, STEMS, 1] / 8,
        "shared": few[:, STEMS],
        "number shared": np.log1p(numbers[:, STEMS]),
        "roots": cosines[:, ROOTS],
        "rare roots": few[:, ROOTS],
        "names": cosines[:, NAMES],
        "rare names": few[:, NAMES],
        "figures": few[:, FIGURES],
        "places": cosines[:, PLACES],
        "concepts": cosines[:, CONCEPTS],
        "length": np.log1p(np.minimum(others[:, COUNTS][:, STEMS], report[COUNTS][STEMS])) / 5,
    }


def _times(report: Floats, others: Floats) -> dict[str, Floats]:
    days = np.abs(others[:, SECONDS] - report[SECONDS]) / _DAY
    same, following = days < 0.75, (days >= 0.75) & (days < 1.75)
    return {
        "same day": same.astype(np.float64),
        "next day": following.astype(np.float64),
        "days apart": np.log1p(days) / 3,
    }


def _unlike(report: Floats, others: Floats, numbers: Floats) -> dict[str, Floats]:
    """Where both tell something of a kind and share nothing of it. One name alone says little."""
    counts = np.minimum(others[:, COUNTS], report[COUNTS])
    return {
        f"other {name}": ((counts[:, kind] >= least) & (numbers[:, kind] == 0)).astype(np.float64)
        for name, kind, least in (("figures", FIGURES, 1), ("places", PLACES, 1), ("names", NAMES, 2))
    }


def _overall(report: Floats, others: Floats, products: Floats) -> Floats:
    """One cosine over all kinds of terms."""
    squares = (others[:, LENGTHS] ** 2 @ _OVERALL) * (report[LENGTHS] ** 2 @ _OVERALL)
    cosines: Floats = products @ _OVERALL / np.sqrt(squares + _TINY)
    return cosines


def _meaning(report: Floats, others: Floats, products: Floats) -> Floats:
    lengths = others[:, LENGTHS][:, MEANING] * report[LENGTHS][MEANING]
    cosines: Floats = products[:, MEANING] / np.maximum(lengths, _TINY)
    return cosines


def _beside_others(overall: Floats, around: float) -> dict[str, Floats]:
    """How one other report stands among all that came to be compared."""
    return {
        "overall": overall,
        "stands out": overall - around,
        "likeness around": np.full(len(overall), around),
    }


def _shared(report: Weighed, others: Sequence[Weighed], sums: Floats) -> Shared:
    terms = np.concatenate([other.terms for other in others])
    # A sieve by the last bits leaves few terms to be searched.
    sieve = np.zeros(_SIEVE, np.bool_)
    sieve[report.terms % _SIEVE] = True
    met = np.flatnonzero(sieve[terms % _SIEVE])
    place = report.terms.searchsorted(terms[met])
    place[place == len(report.terms)] = 0
    same = report.terms[place] == terms[met] if len(report.terms) else np.zeros(0, np.bool_)
    met, place = met[same], place[same]
    ends = np.cumsum(sums[:, COUNTS].sum(axis=1))
    mine, theirs = report.marks[place], np.concatenate([other.marks for other in others])[met]
    here, there = weights_of(mine), weights_of(theirs)
    return Shared(
        ends.searchsorted(met, side="right"), kinds_of(terms[met]), here * there,
        np.minimum(mine, theirs).astype(np.intp), here, there, titled(mine), titled(theirs),
    )  # fmt: skip


def _by_kind(shared: Shared, values: Floats, others: int) -> Floats:
    """The sum of the values of shared terms, of each other report and kind."""
    sums = np.bincount(shared.other * KINDS + shared.kind, values, others * KINDS)
    return sums.reshape(others, KINDS).astype(np.float64)


def _heaviest(shared: Shared, others: int) -> Floats:
    """The four greatest weights of shared terms, of each other report and kind."""
    group = shared.other * KINDS + shared.kind
    # In one number, the heaviest first: a plain sort takes a fraction of one by two keys.
    both = np.sort((group << MARK_BITS) | (MARK - shared.lesser))
    group, weights = both >> MARK_BITS, weights_of((MARK - (both & MARK)).astype(np.uint16))
    numbers = np.bincount(group)
    rank = np.arange(len(group)) - (np.cumsum(numbers) - numbers)[group]
    found = np.zeros((others * KINDS, 4))
    top = rank < 4
    found[group[top], rank[top]] = weights[top]
    return found.reshape(others, KINDS, 4)


def _titles(report: Floats, others: Floats, shared: Shared) -> tuple[Floats, Floats]:
    """How alike the headlines are, and which share of one report's headline the other holds, at most."""
    count = len(others)
    mine, theirs = shared.titled_here, shared.titled_there
    both = mine & theirs
    alike = np.bincount(shared.other[both], shared.product[both], count)
    told_there = np.bincount(shared.other[mine], shared.here[mine], count) / max(report[TITLE], _TINY)
    told_here = np.bincount(shared.other[theirs], shared.there[theirs], count) / np.maximum(
        others[:, TITLE], _TINY
    )
    lengths = np.maximum(others[:, TITLE_LENGTH] * report[TITLE_LENGTH], _TINY)
    return alike / lengths, np.maximum(told_there, told_here)

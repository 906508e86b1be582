"""Fits the likeness of reports on items whose stories are known. Only here scikit-learn is needed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.stories.grouping.assign import WINDOW
from monitor.stories.grouping.postings import Postings
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Report
from monitor.stories.grouping.resemblance import (
    AGAINST,
    FIGURE_NAMES,
    FOR,
    MEANING_AT,
    MEANT_NAMES,
    resemblances,
    shortlist,
)
from monitor.stories.grouping.weighing import Flags, Floats, weigh

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier

_START = datetime(2020, 1, 1, tzinfo=UTC)
_TREES, _LEAVES, _DEPTH = 160, 16, 6
_CLOSE, _OF_THE_REST = (
    8,
    4,
)  # of a report's pairs the first few are learned from, and every fourth of the rest
# Two lists were not labelled against each other: pairs across them that look alike are left out.
_DOUBTFUL = 0.3
_NEAR = timedelta(days=20)
# By which a join by meaning must be surer, in log odds: where it is wrong it looks odd, for no word is shared. On four
# files left out of the fit, four of five events told once, F1 at 25 reports a day so rose from 0.971 to 0.977.
_CAUTION = 0.85
# Some lists join all news of an affair: of reports so far apart they cannot say that they tell of one event.
_LATER = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report whose story is known, the affair it belongs to, and the list in which it was labelled."""

    report: Report
    story: str
    affair: str
    source: str


@dataclass(frozen=True, slots=True)
class Stream:
    """How a stream for training is made."""

    share: float  # of the affairs
    days: int  # within which all lies; 0: as dated
    weight: float
    lone: float = 0.0  # share of its affairs of which one report came, and no other


# From a trickle to the flood of a thousand feeds; thin streams have few pairs, so there are many of them. Of most news
# a desk gets one report: in trial fits, on such news at 12 a day, B-cubed precision was 0.945 without the lone ones and
# 0.988 with them.
STREAMS = (
    *(Stream(0.1, 0, 2.0) for _ in range(12)),
    *(Stream(0.25, 0, 0.5) for _ in range(4)),
    *(Stream(1.0, days, 0.5) for days in (0, 100, 12)),
    *(Stream(0.25, days, 0.5, 0.9) for days in (20, 40, 80, 160)),
    *(Stream(0.5, days, 0.5, 0.9) for days in (30, 60, 120)),
    *(Stream(0.05, days, 2.0, 0.7) for days in (20, 40, 60, 60, 90, 90, 90) * 3),
)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of reports: how they resemble, whether they tell of one event, their weight, whether that is sure."""

    figures: Floats
    same: Flags
    weights: Floats
    sure: Flags

    def only(self, kept: Flags) -> Pairs:
        return Pairs(self.figures[kept], self.same[kept], self.weights[kept], self.sure[kept])


def pairs(items: Sequence[Labelled], rarity: Rarity, streams: Sequence[Stream] = STREAMS) -> Pairs:
    """What is learned from: the pairs that would be compared in each of the streams."""
    found = [
        one
        for number, stream in enumerate(streams)
        for one in _compared(in_order(items, stream, number), stream.weight, rarity)
    ]
    return joined(found)


def joined(found: Sequence[Pairs]) -> Pairs:
    return Pairs(
        np.concatenate([one.figures for one in found]),
        np.concatenate([one.same for one in found]),
        np.concatenate([one.weights for one in found]),
        np.concatenate([one.sure for one in found]),
    )


def in_order(items: Sequence[Labelled], stream: Stream, seed: int) -> list[tuple[Labelled, datetime]]:
    """Items in order of arrival, each with its true date; days between the reports of an affair stay as they are."""
    chance = Random(seed)  # noqa: S311
    affairs: dict[str, list[Labelled]] = defaultdict(list)
    for item in items:
        affairs[item.affair].append(item)
    chosen = []
    for _, mine in sorted(affairs.items()):
        # By whole days, as items are dated: their moments must not betray what belongs together.
        moved = timedelta(
            days=(_START - min(item.report.at for item in mine)).days + chance.randrange(stream.days or 1)
        )
        if chance.random() < stream.share:
            told = [chance.choice(mine)] if chance.random() < stream.lone else mine
            for item in told:
                at = item.report.at + (moved if stream.days else timedelta())
                chosen.append((replace(item, report=replace(item.report, at=at)), item.report.at))
    chance.shuffle(chosen)
    return sorted(chosen, key=lambda pair: pair[0].report.at)


def _compared(stream: Sequence[tuple[Labelled, datetime]], weight: float, rarity: Rarity) -> list[Pairs]:
    weighed = [weigh(item.report, rarity) for item, _ in stream]
    arrivals = [item.report.at for item, _ in stream]
    postings, found = Postings(), []
    for here, (item, dated) in enumerate(stream):
        crowd = (here - bisect_left(arrivals, item.report.at - timedelta(days=3))) / 3
        near = postings.near(weighed[here], WINDOW.total_seconds())
        postings.add(weighed[here])
        if not len(near):
            continue
        figures = resemblances(weighed[here], [weighed[there] for there in near], crowd)
        looked_at = shortlist(figures)
        others = [stream[there] for there in near[looked_at]]
        same = np.array([item.story == other.story for other, _ in others])
        apart = [abs(dated - other_dated) for _, other_dated in others]
        within = np.array([item.source == other.source for other, _ in others])
        sure = np.where(
            same, np.array([gap < _LATER for gap in apart]), within | np.array([gap > _NEAR for gap in apart])
        )
        place = np.arange(len(same))
        close = same | (place < _CLOSE)
        kept = close | (place % _OF_THE_REST == here % _OF_THE_REST)
        weights = np.where(close, weight, weight * _OF_THE_REST)
        figures = figures[looked_at].astype(np.float32)
        found.append(Pairs(figures[kept], same[kept], weights[kept], sure[kept]))
    return found


def fit(found: Pairs) -> dict[str, Any]:
    """The fitted trees, as `parse_trees` reads them once written as JSON. The same for the same pairs."""
    return _fit(found, FIGURE_NAMES)


def fit_meant(found: Pairs) -> dict[str, Any]:
    """The same for reports that were both read for what they mean, which is done where few come."""
    crowd = found.figures[:, FIGURE_NAMES.index("crowd")]
    written = _fit(found.only((found.figures[:, MEANING_AT] > 0) & (crowd < crowd.max())), MEANT_NAMES)
    return written | {"baseline": round(written["baseline"] - _CAUTION, 5)}


def _fit(found: Pairs, names: Sequence[str]) -> dict[str, Any]:
    model = _fitted(found, names, found.sure | ~found.same, _TREES // 3)
    told = model.predict_proba(found.figures[:, : len(names)])[:, 1]
    unlike = ~found.same & (told < _DOUBTFUL)
    return _written(_fitted(found, names, found.sure | unlike, _TREES), names)


def _fitted(found: Pairs, names: Sequence[str], kept: Flags, trees: int) -> HistGradientBoostingClassifier:
    from sklearn.ensemble import HistGradientBoostingClassifier

    direction = dict.fromkeys((*FOR, "meaning"), 1) | dict.fromkeys(AGAINST, -1)
    model = HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=0.08, max_leaf_nodes=_LEAVES, max_depth=_DEPTH, min_samples_leaf=30,
        l2_regularization=5.0, monotonic_cst=[direction.get(name, 0) for name in names],
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return model.fit(found.figures[kept][:, : len(names)], found.same[kept], found.weights[kept])


def _written(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
    """scikit-learn has no public way to a boosted tree's nodes."""
    nodes: dict[str, list[float]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots = []
    for (tree,) in model._predictors:
        first = len(nodes["value"])
        roots.append(first)
        for number, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            nodes["feature"].append(0 if leaf else int(node["feature_idx"]))
            nodes["threshold"].append(0.0 if leaf else round(float(node["num_threshold"]), 5))
            nodes["left"].append(first + (number if leaf else int(node["left"])))
            nodes["right"].append(first + (number if leaf else int(node["right"])))
            nodes["value"].append(round(float(node["value"]), 5) if leaf else 0.0)
    return {
        "figures": list(names),
        "baseline": round(float(model._baseline_prediction.ravel()[0]), 5),
        "depth": _DEPTH,
        "roots": roots,
        "nodes": nodes,
    }


def document_frequencies(rarity: Rarity, least: int) -> dict[str, Mapping[str, int]]:
    """What Rarity begins with, those terms left out that fewer than `least` reports held."""
    return {
        kind: {t: n for t, n in sorted(seen.items()) if n >= least}
        for kind, seen in sorted(rarity.seen.items())
    }

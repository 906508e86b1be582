"""Which pairs of reports the likeness is learnt from: those that would be compared, as streams arrive."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from monitor.stories.grouping.assign import WINDOW
from monitor.stories.grouping.postings import Postings
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.resemblance import resemblances, shortlist
from monitor.stories.grouping.weighing import Flags, Floats, weigh
from monitor.stories.learning.streams import STREAMS, Labelled, Stream, in_order

# Of a report's likeliest pairs the first few are learned from, and every fourth of the rest.
_CLOSE, _OF_THE_REST = 8, 4
_LOOKED_AT = 40
_NEAR = timedelta(days=20)
# Some lists join all news of an affair: of reports so far apart they cannot say that they tell of one event.
_LATER = timedelta(days=10)


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
        looked_at = shortlist(figures, _LOOKED_AT)
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

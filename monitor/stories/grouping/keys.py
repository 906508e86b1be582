"""By what a report is found again: only reports that share some of their telling terms are compared."""

from functools import lru_cache

import numpy as np

from monitor.stories.grouping.weighing import Floats, Indices, Weighed, kinds_of, titled, weights_of

_LEAST = 2.0  # a word that every seventh report holds leads to too many
_MOST = 40  # terms of a report that lead to it
# By kind. Places and concepts are common, but across languages they may be all that two reports share.
_WORTH = np.array((0.7, 1.0, 2.2, 2.2, 2.0, 2.0))
_TITLED = 1.5  # what stands in the headline is what the report is about
_REMEMBERED = (
    1 << 12
)  # reports: one is asked for when it arrives, and for each later batch that it is compared with


@lru_cache(maxsize=_REMEMBERED)
def telling(weighed: Weighed) -> tuple[Indices, Floats]:
    """The places of a report's most telling terms, and what each says: candidates share the greatest sum."""
    weights = weights_of(weighed.marks)
    worth = weights * weights * _WORTH[kinds_of(weighed.terms)]
    worth[titled(weighed.marks)] *= _TITLED
    worth[weights < _LEAST] = 0.0
    chosen = np.argsort(-worth, kind="stable")[:_MOST]
    chosen = chosen[worth[chosen] > 0]
    return chosen, worth[chosen]


def keys(weighed: Weighed) -> dict[int, float]:
    """The same for a store: the terms' numbers, with what each says."""
    places, worth = telling(weighed)
    return dict(zip(weighed.terms[places].tolist(), worth.tolist(), strict=True))

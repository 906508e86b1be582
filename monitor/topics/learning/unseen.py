"""What the encoder says of labelled items that it was not taught: by these it is joined with the words. (I/O)

Of the items that ship it was not taught the reference, those of a fifth of all other stories, and those written since.
What it says of these is kept in a file, so that nothing of it is needed to train.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import numpy as np

from monitor.shipped import ENCODER
from monitor.topics.learning.exemplar import Exemplar

PATH = ENCODER / "unseen.npz"


@dataclass(frozen=True, slots=True)
class Unseen:
    said: Mapping[int, Mapping[str, float]]  # by `wording`: the logit of each topic
    taught: frozenset[int]  # the wordings that it learnt from

    def of(self, items: Iterable[Exemplar]) -> dict[str, Mapping[str, float]]:
        """For each item, by id, that the encoder has been asked about: what it said."""
        return {item.id: self.said[key] for item in items if (key := wording(item)) in self.said}

    def has_learnt(self, item: Exemplar) -> bool:
        return wording(item) in self.taught


def wording(item: Exemplar) -> int:
    """Sixty-four bits that tell one text from another."""
    return int.from_bytes(sha256(f"{item.title}\n{item.summary}".encode()).digest()[:8], "big")


@lru_cache(maxsize=1)
def unseen() -> Unseen:
    with np.load(PATH, allow_pickle=False) as file:
        slugs, keys, said, taught = (file[name] for name in ("topics", "wordings", "said", "taught"))
    rows = (dict(zip(map(str, slugs), map(float, row), strict=True)) for row in said)
    return Unseen(dict(zip(map(int, keys), rows, strict=True)), frozenset(map(int, taught)))

"""Reads some labelled items for what they mean: python -m tests.quality.encoder ordinary."""

import numpy as np

from monitor.shipped import SEEDS
from monitor.topics.encoder.reader import vector
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.learning.lessons import beside
from monitor.topics.learning.unseen import wording
from monitor.topics.learning.vectors import PATH

_READ = 600  # of the lessons beside a new topic's examples: 300 and 600 did alike
_LARGEST = 127  # of a byte


def write_ordinary() -> None:
    """Writes seeds/encoder/ordinary.npz, with every so many of the items that topics by example are learnt beside."""
    exemplars, _ = load_all_exemplars(SEEDS / "exemplars")
    items = beside(exemplars)
    some = items[:: len(items) // _READ]
    rows = np.array([vector(item.title, item.summary) for item in some])
    step = float(np.abs(rows).max()) / _LARGEST
    np.savez_compressed(
        PATH,
        wordings=np.array(list(map(wording, some)), np.uint64),
        vectors=np.round(rows / step).astype(np.int8),
        step=np.float64(step),
    )

"""Reads some labelled items for what they mean: python -m tests.quality.encoder ordinary."""

from monitor.shipped import SEEDS
from monitor.topics.encoder.reader import vector
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.learning.lessons import beside
from monitor.topics.learning.unseen import wording
from monitor.topics.learning.vectors import ship

_READ = 600  # of the lessons beside a new topic's examples: 300 and 600 did alike


def write_ordinary() -> None:
    """Writes seeds/encoder/ordinary.npz, with every so many of the items that topics by example are learnt beside."""
    exemplars, _ = load_all_exemplars(SEEDS / "exemplars")
    items = beside([item for item in exemplars if item.judged is None])
    some = items[:: len(items) // _READ]
    ship({wording(item): vector(item.title, item.summary) for item in some})

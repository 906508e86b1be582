"""What the texts mean by which a topic of one's own is learnt: its examples and verdicts, and ordinary news. (I/O)

What the encoder makes of some labelled items, which say nothing of the topic, ships beside it: to read hundreds anew
would take a minute of each training.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from monitor.model import Topic
from monitor.shipped import ENCODER
from monitor.topics.encoder.transformer import Floats
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.lessons import example_id, is_by_example, labelled_topics
from monitor.topics.learning.unseen import wording

PATH = ENCODER / "ordinary.npz"

Vectors = Mapping[str, Floats]  # by the item of a lesson


def vectors(topics: Iterable[Topic], exemplars: Sequence[Exemplar]) -> dict[str, Vectors]:
    """For each topic, by slug, that has enough examples and no labels: what its lessons mean."""
    labelled = labelled_topics(exemplars)
    chosen = [topic for topic in topics if is_by_example(topic, topic.slug in labelled)]
    known = _ordinary(exemplars) if chosen else {}
    return {topic.slug: {**known, **_own(topic, exemplars)} for topic in chosen}


def _own(topic: Topic, exemplars: Sequence[Exemplar]) -> dict[str, Floats]:
    """Of the topic's examples, and of the articles that editors have decided it on."""
    from monitor.topics.encoder.reader import vector

    examples = enumerate((*topic.matches, *topic.near_misses))
    found = {example_id(topic, number): vector(one.title, one.summary) for number, one in examples}
    decided = (item for item in exemplars if item.judged and topic.slug in item.judged)
    return found | {item.id: vector(item.title, item.summary) for item in decided}


def _ordinary(exemplars: Sequence[Exemplar]) -> dict[str, Floats]:
    known = _shipped()
    return {item.id: known[key] for item in exemplars if (key := wording(item)) in known}


@lru_cache(maxsize=1)
def _shipped() -> Mapping[int, Floats]:
    """By wording. A byte for each figure, in steps of one size."""
    with np.load(PATH, allow_pickle=False) as file:
        wordings, parts, step = file["wordings"], file["vectors"], float(file["step"])
    return {int(key): row.astype(np.float32) * step for key, row in zip(wordings, parts, strict=True)}

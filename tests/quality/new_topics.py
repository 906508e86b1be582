"""Two made-up topics, each of some terms and sixty examples, tried on items that they have not learnt from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from monitor.model import Topic
from monitor.shipped import CONCEPTS
from monitor.topics.files.reading import load_exemplars, load_topic
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.evaluate import evaluate
from monitor.topics.measuring.quality import TopicQuality

_FOLDER = Path(__file__).parents[1] / "topics" / "new_topics"
_NAMES = ("accidents", "housing")


def new_topics() -> list[Topic]:
    return [load_topic(_FOLDER / f"{name}.toml", CONCEPTS) for name in _NAMES]


def held_back(name: str, slug: str) -> list[Exemplar]:
    """The items of a topic, which speak of no other."""
    items, problems = load_exemplars(_FOLDER / f"{name}.jsonl")
    assert not problems
    return [replace(item, judged=frozenset({slug})) for item in items]


def measured(
    shipped: Sequence[Topic], exemplars: Sequence[Exemplar], encoder: str = ""
) -> list[TopicQuality]:
    """How the new topics do on their items, learnt beside the shipped ones and the exemplars, which know neither."""
    new = new_topics()
    gold = [item for name, topic in zip(_NAMES, new, strict=True) for item in held_back(name, topic.slug)]
    found = evaluate(gold, [*shipped, *new], exemplars, encoder)
    return [one for one in found.topics if one.topic in {topic.slug for topic in new}]

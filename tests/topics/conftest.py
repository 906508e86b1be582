"""The topics and exemplars that ship, and the model they make: trained once a run."""

import pytest

from monitor.model import Topic
from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_exemplars, load_topics
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.train import school, train


@pytest.fixture(scope="session")
def topics() -> list[Topic]:
    loaded = load_topics(SEEDS / "topics", SEEDS / "concepts.toml")
    assert loaded.problems == []
    return loaded.topics


@pytest.fixture(scope="session")
def exemplars() -> list[Exemplar]:
    """The reference and everyday news, a tenth of what ships: enough to see how learning goes, in seconds."""
    read = [load_exemplars(SEEDS / "exemplars" / name) for name in ("exemplars.jsonl", "everyday.jsonl")]
    assert [problems for _, problems in read] == [[], []]
    return sorted((item for items, _ in read for item in items), key=lambda item: item.id)


@pytest.fixture(scope="session")
def model(topics, exemplars) -> Model:
    return train(school(topics, exemplars), version="test")

"""The encoder that ships, and a model of the small exemplars that is joint with it: the extra is installed."""

import pytest

from monitor.topics.encoder.base_file import BaseFile
from monitor.topics.encoder.package import base_path
from monitor.topics.encoder.reader import Reader, reader
from monitor.topics.judging.weights import Model
from monitor.topics.learning.train import school, train
from tests.encoder import installed


@pytest.fixture(scope="session")
def name() -> str:
    return installed()


@pytest.fixture(scope="session")
def base(name) -> BaseFile:
    return BaseFile(base_path())


@pytest.fixture(scope="session")
def encoder(name) -> Reader:
    return reader()


@pytest.fixture(scope="session")
def joint_model(name, topics, exemplars) -> Model:
    return train(school(topics, exemplars, name), version="test")

"""The encoder that ships, and a model of the small exemplars that is joint with it: the extra is installed."""

import os

import pytest

from monitor.topics.encoder.base_file import BaseFile
from monitor.topics.encoder.package import base_path, encoder_in_use
from monitor.topics.encoder.reader import Reader, reader
from monitor.topics.judging.weights import Model
from monitor.topics.learning.train import school, train


@pytest.fixture(scope="session")
def name() -> str:
    """The encoder's name. Where the extra can not be installed these tests are skipped, which CI does not accept."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("WIREDESK_ENCODER", "auto")
        found = encoder_in_use()
    if not found and not os.environ.get("CI"):
        pytest.skip("the extra nlp is not installed")
    assert found
    return found


@pytest.fixture(scope="session")
def base(name) -> BaseFile:
    return BaseFile(base_path())


@pytest.fixture(scope="session")
def encoder(name) -> Reader:
    return reader()


@pytest.fixture(scope="session")
def joint_model(name, topics, exemplars) -> Model:
    return train(school(topics, exemplars, name), version="test")

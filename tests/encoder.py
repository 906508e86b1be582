"""Tests with the encoder: the extra is installed."""

import os

import pytest

from monitor.topics.encoder.package import VARIABLE, encoder_in_use


def installed() -> str:
    """The encoder's name. Where the extra can not be installed the test is skipped, which CI does not accept."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(VARIABLE, "auto")
        found = encoder_in_use()
    if not found and not os.environ.get("CI"):
        pytest.skip("the extra nlp is not installed")
    assert found
    return found

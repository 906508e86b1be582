from datetime import UTC, datetime

import pytest

from monitor.demo.model import Seeds
from monitor.demo.seeds import read
from monitor.demo.world import World

STARTED = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return read()


@pytest.fixture(scope="session")
def world(seeds: Seeds) -> World:
    return World(seeds, STARTED)

"""The floor of grouping, on items that the shipped seed was not fitted on: docs/stories.md has the figures."""

import pytest

from monitor.stories.grouping.reading import Reader, shipped_reader
from monitor.stories.grouping.seed_file import shipped_meaning, shipped_seed
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from monitor.topics.encoder.package import VARIABLE
from tests.encoder import installed
from tests.quality.stories import HELD_OUT, alone, measured
from tests.quality.story_items import demo, load

FLOOR, MEANT_FLOOR = 0.93, 0.955
DEMO_PRECISION, DEMO_FLOOR, MEANT_DEMO_FLOOR = 0.98, 0.92, 0.93


@pytest.fixture(scope="module")
def reader() -> Reader:
    return shipped_reader(shipped_gazetteer().matcher)


@pytest.fixture
def meaning_reader(monkeypatch) -> Reader:
    installed()
    monkeypatch.setenv(VARIABLE, "on")
    return shipped_reader(shipped_gazetteer().matcher, shipped_meaning())


def test_held_out_reports_are_joined_as_people_joined_them(reader):
    items = load([HELD_OUT])
    found = measured(items, items, reader, *shipped_seed())
    assert found.f1 >= FLOOR
    assert found.f1 > alone(items).f1 + 0.1


def test_with_the_encoder_they_are_joined_better(meaning_reader):
    items = load([HELD_OUT])
    assert measured(items, items, meaning_reader, *shipped_seed()).f1 >= MEANT_FLOOR


def test_reports_that_have_nothing_in_common_stay_apart(reader):
    items = demo()
    found = measured(items, items, reader, *shipped_seed())
    assert found.precision >= DEMO_PRECISION
    assert found.f1 >= DEMO_FLOOR


def test_with_the_encoder_they_stay_apart_too(meaning_reader):
    items = demo()
    found = measured(items, items, meaning_reader, *shipped_seed())
    assert found.precision >= DEMO_PRECISION
    assert found.f1 >= MEANT_DEMO_FLOOR

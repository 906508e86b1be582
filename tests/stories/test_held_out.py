"""The floor of grouping, on items that the shipped seed was not fitted on: docs/stories.md has the figures."""

from monitor.stories.grouping.reading import shipped_reader
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from tests.quality.stories import HELD_OUT, alone, measured, shipped
from tests.quality.story_items import demo, load

FLOOR = 0.93
DEMO_PRECISION, DEMO_FLOOR = 0.97, 0.92


def test_held_out_reports_are_joined_as_people_joined_them():
    items = load([HELD_OUT])
    found = measured(items, items, shipped_reader(shipped_gazetteer().matcher), *shipped())
    assert found.f1 >= FLOOR
    assert found.f1 > alone(items).f1 + 0.1


def test_reports_that_have_nothing_in_common_stay_apart():
    items = demo()
    found = measured(items, items, shipped_reader(shipped_gazetteer().matcher), *shipped())
    assert found.precision >= DEMO_PRECISION
    assert found.f1 >= DEMO_FLOOR

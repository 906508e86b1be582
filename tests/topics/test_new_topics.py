"""Topics by example: two made-up ones, each of some terms, twenty examples and forty near misses."""

import pytest

from tests.quality.new_topics import measured, new_topics

# A little under the F1 measured beside the exemplars of conftest (@A and @H): these rise only.
_FLOORS = {"factory-accidents": 0.0, "soldiers-housing": 0.0}


@pytest.fixture(scope="module")
def found(topics, exemplars):
    return {one.topic: one for one in measured(topics, exemplars)}


def test_each_has_twenty_examples_and_forty_near_misses():
    assert [(len(topic.matches), len(topic.near_misses)) for topic in new_topics()] == [(20, 40), (20, 40)]


@pytest.mark.parametrize("slug", _FLOORS)
def test_they_find_a_new_topic_in_items_that_they_have_not_learnt_from(found, slug):
    assert found[slug].items >= 45
    assert found[slug].f1.value >= _FLOORS[slug]

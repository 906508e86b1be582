import pytest

from monitor.stories.grouping.measure import agreement


def test_the_labelled_grouping_itself_agrees_fully():
    labelled = {"a": 1, "b": 1, "c": 2}
    assert agreement(labelled, labelled).f1 == 1


def test_everything_in_one_story_is_found_but_not_precise():
    found = agreement(dict.fromkeys("abcd", 0), {"a": 1, "b": 1, "c": 2, "d": 3})
    assert found.recall == 1
    assert found.precision == pytest.approx((0.5 + 0.5 + 0.25 + 0.25) / 4)


def test_every_item_alone_is_precise_but_not_found():
    found = agreement({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 1, "c": 2})
    assert found.precision == 1
    assert found.recall == pytest.approx(2 / 3)


def test_items_without_label_do_not_count():
    assert agreement({"a": 1, "b": 1, "x": 1}, {"a": 1, "b": 1}).f1 == 1


def test_nothing_labelled_agrees_in_nothing():
    assert agreement({"a": 1}, {}).f1 == 0

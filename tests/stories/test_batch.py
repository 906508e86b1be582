"""A batch among what the store holds: what it is told of the days."""

from math import expm1
from types import SimpleNamespace

import numpy as np
import pytest

from monitor.stories.grouping.batch import group
from monitor.stories.grouping.gist import gist
from monitor.stories.grouping.listing import grouped
from monitor.stories.grouping.resemblance import FIGURE_NAMES
from monitor.stories.grouping.shelf import Surroundings
from monitor.stories.grouping.weighing import weigh
from monitor.stories.names.gazetteer_file import shipped_gazetteer
from tests.stories.conftest import START

WORDS = ("barley", "welders", "frigate", "tariff", "harbour", "inquiry")


@pytest.fixture
def told() -> list[float]:
    """How many reports a day a likeness was told of, by each report that it was asked about."""
    return []


@pytest.fixture
def likeness(told):
    def of(pairs):
        told.append(float(expm1(7 * pairs[0, FIGURE_NAMES.index("crowd")])))
        return np.zeros(len(pairs))

    return SimpleNamespace(of=of)


@pytest.fixture
def six(article):
    return [article(str(number), f"Norrhamn {word}", day=number / 6) for number, word in enumerate(WORDS)]


def test_the_reports_of_a_batch_count_for_the_first_of_them(six, reader, window, told, likeness):
    gists = [gist(number, one, reader, shipped_gazetteer()) for number, one in enumerate(six)]
    arriving = [(one, weigh(one.report, window.rarity)) for one in gists]
    group(arriving, Surroundings((), (), {}, (), ()), likeness, window.rarity)
    assert told == pytest.approx([4 / 3, 1, 1, 4 / 3, 5 / 3])


def test_so_do_those_that_came_of_late(six, reader, window, told, likeness):
    gists = [gist(number, one, reader, shipped_gazetteer()) for number, one in enumerate(six[:2])]
    arriving = [(one, weigh(one.report, window.rarity)) for one in gists]
    group(arriving, Surroundings((), (), {}, (), (START,) * 9), likeness, window.rarity)
    assert told == pytest.approx([10 / 3])


def test_the_articles_of_a_list_count_likewise(six, reader, window, told, likeness):
    list(grouped(six, reader, likeness, window.rarity))
    assert told == pytest.approx([4 / 3, 1, 1, 4 / 3, 5 / 3])

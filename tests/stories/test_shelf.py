"""Which article takes which place under which key."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.stories.grouping import shelf
from monitor.stories.grouping.gist import unread
from monitor.stories.grouping.shelf import PLACES, Arrival, places


@pytest.fixture
def arrival(article):
    def arrived(
        number: int, *, weights: tuple[int, ...] = (), bands: tuple[int, ...] = (), outlet: str = "one"
    ):
        gist = unread(number, article(str(number), ""))
        gist = replace(gist, carrier=replace(gist.carrier, outlet=outlet))
        return Arrival(article(str(number), ""), gist, dict.fromkeys(weights, 1.0), bands, b"")

    return arrived


def test_places_stand_in_the_order_of_the_table(arrival):
    found = places({2: arrival(2, weights=(9, 4)), 1: arrival(1, weights=(4,))})
    assert found == [[4, 1, 1], [4, 2, 2], [9, 2, 2]]


@pytest.mark.parametrize("order", [(5, 5 + PLACES), (5 + PLACES, 5)])
def test_of_two_that_fall_on_one_place_the_later_article_takes_it(arrival, order):
    found = places({number: arrival(number, weights=(4,)) for number in order})
    assert found == [[4, 5, 5 + PLACES]]


def test_copies_of_one_outlet_take_one_place_however_many_they_are(arrival):
    of_one = {number: arrival(number, bands=(2**62,), outlet="One") for number in range(1, 50)}
    found = places(of_one | {50: arrival(50, bands=(2**62,), outlet="two")})
    assert [(key, number) for key, _, number in found if number == 49] == [(2**62, 49)]
    assert sorted(number for _, _, number in found) == [49, 50]


def test_what_has_no_keys_takes_no_place(arrival):
    assert places({}) == []
    assert places({1: arrival(1)}) == []


def test_the_likely_share_the_most_telling_keys_of_equals_the_latest(arrival, monkeypatch):
    monkeypatch.setattr(shelf, "_COMPARED", 2)
    here = replace(arrival(9), weights={1: 3.0, 2: 1.0, 3: 1.5})
    held = {1: np.array([5, 7]), 2: np.array([4, 5, 6]), 3: np.array([4, 6])}
    assert shelf.likely(here, held) == {5, 7}
    assert shelf.likely(here, {2: held[2]}) == {5, 6}
    assert shelf.likely(here, {}) == set()


def test_a_key_that_leads_to_an_article_twice_counts_once(arrival, monkeypatch):
    monkeypatch.setattr(shelf, "_COMPARED", 1)
    here = replace(arrival(9), weights={1: 2.0, 2: 3.0})
    assert shelf.likely(here, {1: np.array([5, 5]), 2: np.array([4])}) == {4}

"""Blind samples: drawn by strata of scores, and what they say of the misses."""

import random
from collections import Counter
from statistics import mean

import pytest

from monitor.topics.measuring.blind import SIZE, Stratum, draw, recall


def test_every_stratum_gives_its_share_and_small_ones_all_they_have() -> None:
    drawn = draw({number: number / 10_000 for number in range(2_000)}, "week")
    assert drawn.strata == (20, 80, 300, 1_600)
    assert Counter(stratum for _, stratum in drawn.articles) == {0: 5, 1: 5, 2: 5, 3: 5}
    assert all(number >= 1_980 for number, stratum in drawn.articles if stratum == 0)
    few = draw(dict.fromkeys(range(50), 0.1), "week")
    assert (few.strata, len(few.articles)) == ((1, 2, 7, 40), SIZE)
    assert len(draw({1: 0.3, 2: 0.1}, "week").articles) == 2
    assert draw({}, "week").articles == ()


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    scores = {number: number / 3_000 for number in range(3_000)}
    assert draw(scores, "a") == draw(scores, "a") != draw(scores, "b")


def test_the_order_says_nothing_of_the_score() -> None:
    places: list[int] = []
    for seed in range(200):
        drawn = draw({number: number / 1_000 for number in range(1_000)}, str(seed))
        places += [place for place, (_, stratum) in enumerate(drawn.articles) if stratum == 0]
    assert mean(places) == pytest.approx((SIZE - 1) / 2, abs=1)


def test_each_answer_counts_for_its_part_of_the_stratum() -> None:
    # 80 found; in the first stratum 2 of 4 carry it, which stand for 5 of 10; in the second none does
    found = recall(100, (8, 10), [Stratum(10, 4, 2), Stratum(100, 10, 0)])
    assert found
    assert (found.value, found.items) == (pytest.approx(80 / 85), 14)
    assert 0 < found.low < found.value < found.high <= 1


def test_what_was_read_whole_is_known_for_certain() -> None:
    found = recall(1_000_000, (1_000_000, 1_000_000), [Stratum(1_000_000, 1_000_000, 1_000_000)])
    assert found
    assert (found.low, found.high) == (pytest.approx(0.5, abs=1e-4), pytest.approx(0.5, abs=1e-4))


def test_where_nothing_was_read_judged_or_found_there_is_no_estimate() -> None:
    assert recall(100, (8, 10), [Stratum(10, 0, 0)]) is None
    assert recall(100, (0, 0), [Stratum(10, 5, 1)]) is None
    assert recall(0, (0, 0), [Stratum(10, 5, 0)]) is None


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    """In a made-up archive whose misses are known: 300 matched, 270 rightly; 60 misses, most where scores are high."""
    chance = random.Random(1)
    missed = {1_000 - round(999 * chance.random() ** 3) for _ in range(60)}
    truth = 270 / (270 + len(missed))
    held = 0
    for number in range(100):
        drawn = draw({i: i / 2_000 for i in range(1, 1_001)}, str(number), 120)
        read = [(stratum, article in missed) for article, stratum in drawn.articles]
        strata = [
            Stratum(size, sum(s == at for s, _ in read), sum(s == at and carries for s, carries in read))
            for at, size in enumerate(drawn.strata)
        ]
        right = sum(chance.random() < 0.9 for _ in range(50))
        found = recall(300, (right, 50), strata)
        assert found
        held += found.low <= truth <= found.high
    assert held >= 90

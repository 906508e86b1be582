from random import Random

import pytest

from monitor.stories.copies.mirrors import without_boilerplate
from monitor.stories.copies.shingles import band_keys, likeness, signature

TEXT = (
    "The ministry has put off the delivery of nine patrol boats to the coast guard, because the yard that builds them "
    "has not paid its suppliers since June. Two hulls stand ready on the slip at Norrhamn. A spokesman said that the "
    "first would be handed over once the engines were fitted, which might take until the autumn of next year. The "
    "union wants the state to buy the yard. The council will decide on the matter at its next meeting."
)


def test_a_mirrors_additions_make_no_difference():
    mirrored = (
        f"{TEXT}\nRELATED: Nine boats and a bill\nClick here for the original source.\nBy Ina Quist\n"
        "This content is courtesy of, and owned by, the original site.\nTo request a takedown write to us."
    )
    assert without_boilerplate(mirrored) == f"{TEXT}\nBy Ina Quist"
    assert likeness(signature(TEXT), signature(without_boilerplate(mirrored))) > 0.9


def test_a_copy_shares_a_key_with_its_original():
    edited = TEXT.replace("A spokesman said", "A spokeswoman told reporters")
    assert set(band_keys(signature(TEXT))) & set(band_keys(signature(edited)))


def test_another_text_is_no_copy():
    other = "Nine patrol boats for the coast guard will come late, says the ministry. " * 3
    assert likeness(signature(TEXT), signature(other)) < 0.2


def test_signatures_are_the_same_in_every_process():
    assert signature(TEXT)[:3] == (13610560, 12899250, 27557500)
    assert band_keys(signature(TEXT))[:2] == (-3639194242, -2341191118)
    assert all(-(2**32) <= key < 0 for key in band_keys(signature(TEXT)))


@pytest.mark.parametrize(("alike", "least", "most"), [(0.6, 0.955, 0.98), (0.2, 0.08, 0.13)])
def test_copies_share_a_key_nearly_always_and_other_texts_seldom(alike, least, most):
    chance, found = Random(4), 0
    for _ in range(2_000):
        one = [chance.randrange(1 << 31) for _ in range(96)]
        other = [value if chance.random() < alike else chance.randrange(1 << 31) for value in one]
        found += not set(band_keys(tuple(one))).isdisjoint(band_keys(tuple(other)))
    assert least < found / 2_000 < most


def test_too_short_a_text_is_nobodys_copy():
    assert signature("") == ()
    assert band_keys(()) == ()
    assert likeness(signature("Nine boats late"), signature("Nine boats late")) == 0


def test_a_sentence_that_only_speaks_of_sources_stays():
    text = "The source: a spring above the village, the council says, and it has run dry. Nobody knows why."
    assert without_boilerplate(text) == text

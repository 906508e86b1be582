"""Marks that stand on letters belong to the word."""

import pytest

from monitor.topics.text.concepts import Matcher, is_word
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import is_of_word
from monitor.topics.text.lexicon import Finder
from monitor.topics.text.terms import Terms
from monitor.topics.text.words import pieces, word_forms, words

BAN = "हथियारों के निर्यात पर प्रतिबंध"  # "a ban on the export of arms"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BAN, ["हथियारों", "के", "निर्यात", "पर", "प्रतिबंध"]),
        ("অস্ত্র রপ্তানি", ["অস্ত্র", "রপ্তানি"]),
        ("ஆயுத ஏற்றுமதி", ["ஆயுத", "ஏற்றுமதி"]),
        ("dual-use l'arme", ["dual", "use", "l'arme"]),
    ],
)
def test_a_word_keeps_its_vowel_signs(text, expected):
    folded = fold(text)
    assert [word.form for word in words(folded)] == word_forms(folded) == expected
    assert [folded[word.start : word.end] for word in words(folded)] == expected
    assert [piece for piece in pieces(folded) if piece] == [
        part for one in expected for part in one.split("'")
    ]


def test_a_term_ends_where_the_word_does_and_not_at_a_sign():
    terms = {"export": ["निर्यात"], "arms": ["हथियार*"], "ban": ["प्रति"], "both": ["निर्यात पर"]}
    assert is_word("निर्यात")
    folded = fold(BAN)
    found = [(hit.concept, folded[hit.start : hit.end]) for hit in Matcher(terms).hits(folded)]
    expected = [("arms", "हथियारों"), ("both", "निर्यात पर"), ("export", "निर्यात")]
    assert sorted(found) == expected
    hits = Finder(Terms(terms), Terms({}), frozenset()).find(folded).hits
    assert sorted((hit.concept, folded[hit.start : hit.end]) for hit in hits) == expected


def test_what_is_of_no_word():
    assert [is_of_word(one) for one in ("ा", "क", "_", "7", "", " ", "।", "-")] == [True] * 4 + [False] * 4

"""One way to tell sentences apart, for what is classified and for what is quoted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.abbreviations import abbreviates
from monitor.articles.sentences import LONGEST, beginning, beginnings, begins_within, sentence_around

TEXT = "It began here. The U.S. State Department told Dr. Alba Ruiz to wait. She left."


def around(text: str, words: str) -> str:
    start = text.index(words)
    begin, end = sentence_around(text, start, start + len(words))
    return text[begin:end]


@pytest.mark.parametrize("words", ["The", "Department", "Alba", "wait."])
def test_a_quotation_is_not_cut_at_an_abbreviation(words: str) -> None:
    assert around(TEXT, words) == "The U.S. State Department told Dr. Alba Ruiz to wait."


def test_a_place_over_two_sentences_is_quoted_with_both() -> None:
    assert around(TEXT, "wait. She") == TEXT[TEXT.index("The") :]


def test_what_stands_far_in_a_sentence_is_quoted_from_a_word_before_it() -> None:
    text = "word " * 40 + "licence " + "word " * 80
    quoted = around(text, "licence")
    assert quoted.startswith("word ")
    assert quoted.index("licence") <= 70
    assert len(quoted) <= LONGEST


def test_only_what_begins_a_sentence_leaves_none_of_it_out() -> None:
    assert not begins_within(TEXT, 0)
    assert not begins_within(TEXT, TEXT.index("The"))
    assert begins_within(TEXT, TEXT.index("State"))
    assert begins_within(TEXT, TEXT.index("Alba"))


def test_a_beginning_ends_with_a_sentence_and_not_with_an_initial() -> None:
    assert TEXT[: beginning(TEXT, 20)] == "It began here."
    assert TEXT[: beginning(TEXT, 40)] == "It began here. The U.S. State Department"
    assert TEXT[: beginning(TEXT, 70)].endswith("to wait.")


_PLAINLY = re.compile(r"(?<=[.!?…])[\"'»”“’)\]]*\s+(?=[^\W_a-zа-яіїєґ]|[\"'«„“(—–-])|\n\s*|(?<=[。！？])")


@given(st.text(alphabet=".!?…。！？ \n\t\"'»”(—-aAбБ5_政", max_size=40))
def test_sentences_begin_where_the_rule_written_plainly_says(text: str) -> None:
    ends = (
        one for one in _PLAINLY.finditer(text) if not abbreviates(text, one.start()) or "\n" in one.group()
    )
    assert list(beginnings(text)) == [one.end() for one in ends]

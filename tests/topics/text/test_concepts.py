import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.topics.text.concepts import Matcher, term_problem
from monitor.topics.text.fold import fold


def found(terms: list[str], text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Matcher({"concept": terms}).hits(fold(text))]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("ban", "The ban stays; banks and turbans do not count", ["ban"]),
        ("licen*", "A licence, two LICENSES and no unlicensed one", ["licence", "LICENSES"]),
        ("*export*", "Waffenexporte und Exportverbot", ["Waffenexporte", "Exportverbot"]),
        ("*verbot", "Ausfuhrverbot, aber nicht verboten", ["Ausfuhrverbot"]),
        ("dual-use", "dual use, dual-use, Dual\nUse, dualuse", ["dual use", "dual-use", "Dual\nUse"]),
        ("under licen*", "built under licence here", ["under licence"]),
        ("ліценз*", "Ліцензію на експорт; неліцензійний", ["Ліцензію"]),
        ("подвійн* призначен*", "товари подвійного призначення", ["подвійного призначення"]),
        ("об'єкт*", "на об’єкті й обʼєктах", ["об’єкті", "обʼєктах"]),
        ("мін", "сто мін, а не мінімум і не комін", ["мін"]),
        ("licença*", "LICENCAS sem acento", ["LICENCAS"]),
        ("ihracat", "İHRACAT ve ıhracat", ["İHRACAT", "ıhracat"]),
        ("u.s.", "The U.S. army; u.s.a", ["U.S."]),
    ],
)
def test_a_term_is_met_at_word_boundaries_whatever_its_case_accents_and_hyphens(term, text, expected):
    assert found([term], text) == expected


def test_the_longest_of_two_terms_at_one_place_is_taken():
    assert found(["joint", "joint venture*"], "a joint venture and a joint plan") == [
        "joint venture",
        "joint",
    ]


def test_hits_of_several_concepts_come_in_order_of_place():
    matcher = Matcher({"export": ["export*"], "restriction": ["ban"]})
    assert [hit.concept for hit in matcher.hits("ban on exports")] == ["restriction", "export"]


@pytest.mark.parametrize("term", ["", " ", "*", "**", "a*b", "a*", "* export", "-", "!x"])
def test_a_term_that_can_not_be_searched_for_is_refused(term):
    assert term_problem(term)


@pytest.mark.parametrize("term", ["ban", "licen*", "*export*", "f-16*", "під*", "under licen* here", "u.s."])
def test_a_sound_term_is_not_refused(term):
    assert term_problem(term) == ""


def test_folding_keeps_the_length_of_every_character():
    longer = [hex(code) for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1]
    assert longer == []


@given(st.text(alphabet=st.characters(), max_size=200))
def test_folding_keeps_the_length_of_every_text(text):
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ban on.-*ßİ'\ud800збро", max_size=60))
def test_every_hit_is_a_word_that_stands_in_the_text(text):
    for hit in Matcher({"concept": ["ban*", "*збро*", "on ba*"]}).hits(fold(text)):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.end == len(text) or not (text[hit.end].isalnum() or text[hit.end] == "_")

"""Markup becomes text: readable, complete and harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.text import MARKUP_LIMIT, clean, plain, plain_line


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain words", "Plain words"),
        ("<p>One.</p><p>Two <b>bold</b> words.</p>", "One.\nTwo bold words."),
        ("A &amp; B &lt;C&gt;", "A & B <C>"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("before<script>alert(1)</script> after", "before after"),
        ("<style>p{}</style>text<!-- note -->", "text"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("a\u200bb\u202ec\ufeff", "abc"),
        ("line\r\nnext\x00\x07", "line\nnext"),
        ("  many   spaces \n\n\n lines ", "many spaces\nlines"),
        ("е\u0301", "е́"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_what_people_read_is_kept_and_nothing_else(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    "bad", ["<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<form action=//evil>", "<a href=x>"]
)
def test_no_tag_survives(bad: str) -> None:
    assert "<" not in plain(f"text {bad} more")


@pytest.mark.timeout(15)
@pytest.mark.parametrize("piece", ["<!--", "<a ", "<![CDATA[", "<div>", "&", "<b>"])
def test_hostile_repetition_is_cut_before_it_is_read(piece: str) -> None:
    # whole, several of them take over 25 s
    assert len(plain(piece * (1_000_000 // len(piece)))) <= MARKUP_LIMIT


def test_text_without_markup_is_cut_to_the_limit_too() -> None:
    assert len(plain("word " * MARKUP_LIMIT)) <= MARKUP_LIMIT


def test_titles_are_one_line_cut_at_a_word() -> None:
    assert plain_line("Two\n lines <i>of</i> title", 100) == "Two lines of title"
    assert plain_line("word " * 100, 22) == "word word word word…"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert "\0" not in plain(text)

"""Markup becomes text: readable, complete and harmless."""

import re
import warnings
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from bs4.element import PageElement, PreformattedString, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.articles.text import BLOCKS, DROPPED, MARKUP_LIMIT, clean, plain, plain_line
from monitor.feeds.parse import parse
from monitor.model import Fetched, ParsedFeed
from tests.bench.world import World

PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<br/>",
        "<li>",
        "<ul>",
        "</ul>",
        "<b>",
        "</b>",
        "<h1>",
        "</h1>",
    ),
    *(
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<pre>",
        "</pre>",
        "<P CLASS=x>",
        "<a href='x",
        "'>",
        "<a{b>",
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<template>",
        "</template>",
        "<svg>",
        "</svg>",
        "<math>",
    ),
    *("<noscript>", "</noscript>", "<iframe>", "</iframe>", "<form>", "</form>", "<textarea>", "</textarea>"),
    *(
        "<html>",
        "<head>",
        "</head>",
        "<body>",
        "<title>",
        "</title>",
        "<select>",
        "<option>",
        "<plaintext>",
        "<xmp>",
    ),
    *(
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml version='1.0' encoding='utf-16'?>",
        "<?php x ?>",
        "<!DOCTYPE html>",
    ),
    *(
        "&nbsp;",
        "&#x80;",
        "&#0;",
        "&#xd800;",
        "&amp;",
        "&lt;p&gt;",
        "&bogus;",
        "&",
        "<",
        "</",
        "<o:p>",
        "<ruby>",
        "<rt>",
    ),
    *(
        " ",
        "\n",
        "\r\n",
        "\t",
        "\x0c",
        "\0",
        "\x85",
        "\xa0",
        "\u2028",
        "e\u0301",
        "\u0301",
        "\u2000",
        "\x1c",
        "\x0b",
    ),
    *("word", "Слово", "漢字", "\u200b", "\ufeff"),
)
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


def by_beautiful_soup(markup: str) -> str:
    """The same from a whole tree: slower by far, and plainly right."""

    def pieces(node: PageElement) -> Iterator[str]:
        if isinstance(node, Tag):
            if node.name not in DROPPED:
                around = "\n" if node.name in BLOCKS else ""
                yield around
                for child in node.contents:
                    yield from pieces(child)
                yield around
        elif isinstance(node, str) and not isinstance(node, PreformattedString):
            yield node

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of markup that looks like a file's name, or like XML
        return clean("".join(pieces(BeautifulSoup(markup, "lxml"))))


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


@given(MARKUP)
@settings(max_examples=500, deadline=None)
def test_markup_reads_as_beautiful_soup_reads_it(markup: str) -> None:
    tagged = f"<i>{markup}"  # without a tag nothing is taken for markup
    assert plain(tagged) == by_beautiful_soup(tagged)


def test_the_texts_of_the_benchmark_read_as_beautiful_soup_reads_them() -> None:
    bodies = [feed.plain.partition(b"\r\n\r\n")[2] for feed in World(8, 8_000, 1_790_000_000).feeds]
    feeds = [parse(Fetched("http://outlet.example/feed", body, {})) for body in bodies]
    entries = [entry for feed in feeds if isinstance(feed, ParsedFeed) for entry in feed.entries]
    texts = [text for entry in entries for text in (entry.summary, entry.content) if text]
    assert len(texts) > 8 * 30
    assert [plain(text) for text in texts] == [by_beautiful_soup(text) for text in texts]


def test_a_text_leaves_nothing_behind_for_the_next() -> None:
    assert plain("<div>one<script>") == "one"
    assert plain("<p>two") == "two"


@given(st.text(st.characters()))
def test_lone_surrogates_are_dropped_from_any_markup(text: str) -> None:
    assert not re.search("[\ud800-\udfff]", plain(f"<p>{text}\ud800"))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert "\0" not in plain(text)

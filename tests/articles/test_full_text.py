"""The text of an article, out of pages in the wild and out of hostile ones."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.articles.full_text import TEXT_LIMIT, extract
from monitor.model import Fetched, NoText, PageText, Reason

TITLE = "Ліцензії на датчики призупинено"
LINES = [
    f"Міністерство заявило, що ліцензії лишаються призупиненими, частина {number}." for number in range(6)
]


def fetched(body: bytes, content_type: str = "text/html") -> Fetched:
    return Fetched("https://outlet.example/1", body, {"content-type": content_type} if content_type else {})


def page(*lines: str, head: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{text}</article></body></html>"


def reason(found: PageText | NoText) -> Reason | None:
    return found.reason if isinstance(found, NoText) else None


def text(found: PageText | NoText) -> str:
    assert isinstance(found, PageText)
    return found.text


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),  # servers say so of everything
        ("utf-8", "text/html", "<meta charset='windows-1251'>"),
        ("utf-8-sig", "text/html", ""),
        ("cp1251", "text/html; charset=windows-1251", ""),
        ("cp1251", "text/html", "<meta charset='windows-1251'>"),
        ("utf-16", "text/html", ""),
        ("utf-8", "application/xhtml+xml", ""),
        ("utf-8", "TEXT/HTML;charset=nonsense", ""),
        ("utf-8", "", ""),
    ],
)
def test_the_text_is_read_in_whatever_encoding_the_page_is(
    encoding: str, content_type: str, head: str
) -> None:
    body = page(*LINES, head=head).encode(encoding)
    found = extract(fetched(body, content_type), TITLE)
    assert text(found) == "\n".join(LINES)


def test_a_declaration_of_xml_is_no_hindrance() -> None:
    body = ('<?xml version="1.0" encoding="windows-1251"?>' + page(*LINES)).encode()
    assert text(extract(fetched(body), TITLE)) == "\n".join(LINES)


def test_what_is_around_an_article_is_left_out() -> None:
    around = page(*LINES).replace("<body>", "<body><nav><a href='/'>Новини</a></nav>").replace(
        "</body>", "<script>var licence = 1;</script><footer>Про нас</footer></body>"
    )  # fmt: skip
    assert text(extract(fetched(around.encode()), TITLE)) == "\n".join(LINES)


@pytest.mark.parametrize(
    ("link", "original"),
    [
        ("<link rel=canonical href=https://wire.example/7>", "https://wire.example/7"),
        ("<link href=' //wire.example/7 ' rel='Canonical nofollow'>", "https://wire.example/7"),
        ("<link rel=canonical href=/1>", ""),
        ("<link rel=canonical href=https://www.outlet.example/1?page=2>", ""),
        ("<link rel=canonical href=https://amp.outlet.example/1>", ""),
        ("<link rel=canonical href='javascript:alert(1)'>", ""),
        ("<link rel=canonical href='https://[/7'>", ""),
        ("<link rel=canonical><link rel=icon href=https://wire.example/7>", ""),
    ],
)
def test_a_page_says_where_else_its_original_stands(link: str, original: str) -> None:
    found = extract(fetched(page(*LINES, head=link).encode()), TITLE)
    assert isinstance(found, PageText)
    assert found.canonical_url == original


def test_a_short_article_that_shares_a_word_with_its_headline_is_no_notice() -> None:
    assert text(extract(fetched(page("Ліцензій не видають.").encode()), TITLE)) == "Ліцензій не видають."


@pytest.mark.parametrize(
    ("title", "wall"),
    [(TITLE, True), ("Licences on hold", False), ("", False)],
)
def test_a_notice_is_told_from_an_article_only_by_a_headline_of_some_words(title: str, wall: bool) -> None:
    found = extract(fetched(b"<html><body><p>Please accept our cookies to go on.</p></body></html>"), title)
    assert reason(found) is (Reason.WALL if wall else None)


def test_a_text_of_any_length_is_kept_to_the_limit() -> None:
    lines = [f"Line {number} of a report that does not end for a very long time." for number in range(3_000)]
    found = extract(fetched(page(*lines).encode()))
    assert TEXT_LIMIT - 100 < len(text(found)) <= TEXT_LIMIT
    assert text(found).endswith("…")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.4", "application/pdf"), (b"%PDF-1.4", "text/html"), (b"hello", "text/plain"),
        (b"\x00\x01", ""), (b"{}", "application/json"), (b"<rss/>", "application/rss+xml"), (b"<svg/>", ""),
    ],
)  # fmt: skip
def test_what_is_not_a_web_page_is_said_to_be_none(body: bytes, content_type: str) -> None:
    assert reason(extract(fetched(body, content_type))) is Reason.NOT_A_PAGE


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<", b"<html>", b"<html><body></body></html>", b"<html><body><script>x</script></body></html>",
        b"<div>" * 39_000, b"<b>" * 39_000, b"<table><tr><td>" * 13_000, b"<ul><li>" * 19_000,
        b"<!--" * 9_000, b"<![CDATA[" * 9_000, b"\xff\xfe" * 50_000, b"<p>\0" * 9_000, b"&#0;&#xD800;" * 9_000,
    ],
)  # fmt: skip
def test_a_page_that_says_nothing_or_nests_without_end_gives_no_text(body: bytes) -> None:
    assert reason(extract(fetched(body))) in {Reason.NO_TEXT, Reason.PARSE_CRASH}


@pytest.mark.parametrize(
    "body",
    [b"<article><p>" + b"x" * 5_000_000, b"<article>" + b"<br>" * 1_200_000, b"<a href=x>y</a>" * 330_000],
)
def test_a_page_of_five_megabytes_or_a_million_tags_is_refused_before_it_is_read(body: bytes) -> None:
    assert reason(extract(fetched(body))) is Reason.TOO_LARGE


_PIECES = st.sampled_from(
    [b"<p>", b"</p>", b"<article>", b"</div>", b"<table>", b"<td>", b"<!--", b"-->", b"<script>", b"&amp;", b"&#",
     b"\xff", b"\0", b"<meta charset=", b"utf-7>", b"<html ", b"'", b'"', "Слова ".encode(), b"words and words. "]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES | st.binary(max_size=8), max_size=60).map(b"".join), st.text(max_size=40))
def test_nothing_that_a_page_holds_escapes(body: bytes, title: str) -> None:
    found = extract(fetched(body, "text/html; charset=utf-8"), title)
    assert isinstance(found, NoText) or 0 < len(found.text) <= TEXT_LIMIT


def test_a_desk_that_reads_no_pages_does_not_load_what_reads_them() -> None:
    loaded = "import sys, monitor.cli.main, monitor.runners.embedded; print('trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

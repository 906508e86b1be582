"""In whatever encoding a feed comes and whatever it declares, Cyrillic is read right, or the feed is an error."""

import codecs

import pytest

from monitor.feeds.encoding import in_utf8
from monitor.feeds.parse import parse
from monitor.model import Fetched, NotAFeed, ParsedFeed, Reason

TITLE = "Збройні сили"
TEXT = "Міністерство оборони призупинило видачу ліцензій на вивезення датчиків"


def feed(declared: str = "utf-8", title: str = TITLE, text: str = TEXT) -> str:
    item = f"<item><title>{title}</title><description>{text}</description></item>"
    return f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{item}</channel></rss>'


def read(body: bytes, charset: str = "") -> ParsedFeed | NotAFeed:
    content_type = f"text/xml; charset={charset}" if charset else "application/xml"
    return parse(Fetched("https://outlet.example/feed", body, {"content-type": content_type}))


def title_of(body: bytes, charset: str = "") -> str:
    found = read(body, charset)
    assert isinstance(found, ParsedFeed), found
    return found.entries[0].title


@pytest.mark.reliability(3)
@pytest.mark.parametrize(
    "real", ["utf-8", "windows-1251", "koi8-u", "iso-8859-5", "utf-16", "utf-16-le", "utf-32-be"]
)
@pytest.mark.parametrize(
    "said", ["utf-8", "windows-1251", "koi8-u", "iso-8859-1", "utf-16", "us-ascii", "no-such"]
)
def test_cyrillic_is_read_right_whatever_is_declared(real: str, said: str) -> None:
    assert title_of(feed(said).encode(real)) == TITLE
    assert title_of(feed().encode(real), said) == TITLE


@pytest.mark.reliability(3)
@pytest.mark.parametrize("real", ["windows-1251", "koi8-u"])
@pytest.mark.parametrize("said", ["utf-8", "windows-1251", "koi8-u"])
def test_a_single_headline_is_enough_and_capitals_do_not_confuse(real: str, said: str) -> None:
    assert title_of(feed(said, text="").encode(real)) == TITLE
    assert title_of(feed(said, TITLE.upper(), TEXT.upper()).encode(real)) == TITLE.upper()


@pytest.mark.reliability(3)
def test_what_was_overruled_is_noted() -> None:
    found = read(feed("utf-8").encode("koi8-u"))
    assert isinstance(found, ParsedFeed)
    assert found.damaged == "declared as utf-8, read as koi8-u"
    found = read(feed("koi8-u").encode("koi8-u"))
    assert isinstance(found, ParsedFeed)
    assert found.damaged == ""


@pytest.mark.reliability(3)
def test_what_is_neither_as_declared_nor_cyrillic_nor_western_is_an_error_rather_than_garbage() -> None:
    greek = feed("utf-8", "Ελληνικά νέα", "σήμερα στην Αθήνα")
    found = read(greek.encode("windows-1253"))
    assert isinstance(found, NotAFeed)
    assert found.reason is Reason.PARSE_CRASH
    assert "encoding" in found.detail
    assert title_of(greek.encode("windows-1253"), "windows-1253") == "Ελληνικά νέα"


@pytest.mark.reliability(3)
@pytest.mark.parametrize("said", ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "no-such"])
def test_western_text_that_is_not_utf8_is_windows_1252(said: str) -> None:
    assert (
        title_of(feed(said, "Überprüfung – größer", "déjà vu").encode("windows-1252"))
        == "Überprüfung – größer"
    )


@pytest.mark.reliability(4)
def test_the_header_wins_over_the_declaration_where_both_could_be_right() -> None:
    latin2, latin1 = "Łódź".encode("iso-8859-2").decode("iso-8859-1"), "Łódź"
    body = feed("iso-8859-1", latin1, "").encode("iso-8859-2")
    assert title_of(body, "iso-8859-2") == latin1
    assert title_of(body, "iso-8859-1") == latin2
    assert title_of(body.replace(b"iso-8859-1", b"iso-8859-2")) == latin1


@pytest.mark.reliability(4)
def test_valid_utf8_and_a_byte_order_mark_win_over_both() -> None:
    assert title_of(feed("windows-1251").encode(), "koi8-u") == TITLE
    assert title_of(codecs.BOM_UTF16_LE + feed("windows-1251").encode("utf-16-le"), "koi8-u") == TITLE


@pytest.mark.reliability(2)
def test_a_feed_broken_off_inside_a_character_keeps_its_whole_items_and_garbles_none() -> None:
    body = feed().encode().replace(b"</channel>", feed().encode()[60:])
    broken = (
        body[: body.rindex("ї".encode()) + 1]
        if "ї".encode() in body
        else body[: body.rindex("в".encode()) + 1]
    )
    found = read(broken)
    assert isinstance(found, ParsedFeed)
    assert [entry.title for entry in found.entries] == [TITLE]
    assert "utf-8" in found.damaged


@pytest.mark.reliability(5)
@pytest.mark.parametrize(
    "encoding",
    [
        "punycode",
        "undefined",
        "idna",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "zlib",
        "rot13",
        "no-such",
        "x" * 39,
    ],
)
def test_encodings_that_no_feed_is_in_are_not_believed(encoding: str) -> None:
    for body, charset in ((feed(encoding).encode(), ""), (feed().encode(), encoding)):
        assert title_of(body, charset) == TITLE


@pytest.mark.reliability(6)
@pytest.mark.parametrize("encoding", ["utf-7", "unicode_escape", "raw_unicode_escape", "hz"])
@pytest.mark.parametrize("hidden", ["+ADw-script+AD4-x", "\\x3cscript\\x3e", "\\u003cscript\\u003e"])
def test_markup_that_an_encoding_would_hide_stays_hidden(encoding: str, hidden: str) -> None:
    assert title_of(feed(encoding, hidden, "").encode(), encoding) == hidden


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("gb2312", "军事新闻"),
        ("big5", "軍事新聞"),
        ("shift_jis", "防衛の記事"),
        ("euc-kr", "국방 뉴스"),
        ("iso-2022-jp", "防衛"),
    ],
)
def test_encodings_of_the_far_east_are_read_as_declared(encoding: str, title: str) -> None:
    assert title_of(feed(encoding, title, "").encode(encoding)) == title


@pytest.mark.parametrize("before", ["\n\n", "\ufeff\ufeff", " \r\n\ufeff"])
def test_space_and_marks_before_the_first_character_do_no_harm(before: str) -> None:
    found = read((before + feed()).encode())
    assert isinstance(found, ParsedFeed)
    assert (found.entries[0].title, found.damaged) == (TITLE, "")


def test_what_is_in_utf8_declares_nothing_else() -> None:
    found = in_utf8(Fetched("https://outlet.example/feed", feed("windows-1251").encode("windows-1251"), {}))
    assert found is not None
    assert found.body.decode() == feed("utf-8")

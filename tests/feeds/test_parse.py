"""Bytes of every kind become entries, or a reason."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.feeds.parse import ENTRY_LIMIT, parse
from monitor.model import Fetched, NotAFeed, ParsedFeed, Reason

HEAD = '<?xml version="1.0" encoding="{encoding}"?>'


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    channel = f'<rss version="2.0"><channel><title>Канал</title>{"".join(items)}</channel></rss>'
    return (HEAD.format(encoding=encoding) + channel).encode(encoding)


def item(title: str = "A title", number: int = 1, more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://o.example/{number}</link>{more}</item>"


def read(body: bytes, content_type: str = "application/xml") -> ParsedFeed | NotAFeed:
    return parse(Fetched("https://o.example/feed/", body, {"content-type": content_type}))


def entries(body: bytes, content_type: str = "application/xml"):
    found = read(body, content_type)
    assert isinstance(found, ParsedFeed), found
    return found.entries


def test_links_are_resolved_against_the_address_that_answered() -> None:
    body = rss("<item><title>t</title><link>../news/1?a=b</link></item>")
    assert entries(body)[0].link == "https://o.example/news/1?a=b"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 16 Nov 2026 10:00:00 +0200", datetime(2026, 11, 16, 8, tzinfo=UTC)),
        ("2026-11-16T10:00:00Z", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("0000-00-00", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_dates_are_utc_or_none(date: str, expected: datetime | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert entries(rss(item(more=f"<pubDate>{date}</pubDate>")))[0].published == expected
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "date", ["9999-12-31T23:59:60Z", "292277026596-12-04", "Mon, 99 Nov 2026 99:99:99 +9999"]
)
def test_impossible_dates_raise_nothing(date: str) -> None:
    assert len(entries(rss(item(more=f"<pubDate>{date}</pubDate>")))) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-u", "utf-16"])
def test_cyrillic_is_read_in_every_encoding_that_is_declared(encoding: str) -> None:
    assert entries(rss(item("Збройні сили"), encoding=encoding))[0].title == "Збройні сили"


@pytest.mark.parametrize("encoding", ["punycode", "undefined", "idna", "unicode_escape", "utf-7", "no-such"])
def test_hostile_encodings_end_in_entries_or_a_reason(encoding: str) -> None:
    body = (
        HEAD.format(encoding=encoding).encode()
        + b"<rss><channel><item><title>x</title></item></channel></rss>"
    )
    for content_type in ("application/xml", f"text/xml; charset={encoding}"):
        assert isinstance(read(body, content_type), ParsedFeed | NotAFeed)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", Reason.NOT_A_FEED),
        (b" " * 1_000_000, Reason.NOT_A_FEED),
        (b"\0" * 1000, Reason.NOT_A_FEED),
        (b"%PDF-1.7 ...", Reason.NOT_A_FEED),
        (b'{"error": "no"}', Reason.NOT_A_FEED),
        (b"<!doctype html><title>Home</title><p>news", Reason.NOT_A_FEED),
        (b"<html><title>Just a moment...</title></html>", Reason.BLOCKED),
        (b"<html><form><input type='password'></form></html>", Reason.BLOCKED),
    ],
)
def test_what_is_no_feed_says_why(body: bytes, reason: Reason) -> None:
    found = read(body)
    assert isinstance(found, NotAFeed)
    assert found.reason is reason


def test_a_body_that_names_a_file_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes(rss(item("Secret")))
    assert isinstance(read(str(secret).encode()), NotAFeed)


def test_entities_read_no_file_and_do_not_explode(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    external = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    laughs = "<!DOCTYPE rss [" + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)
    )
    for head, entity in ((external, "&x;"), (laughs + "]>", "&a9;")):
        found = read(f"{head}<rss><channel><item><title>{entity}</title></item></channel></rss>".encode())
        assert "canary" not in str(found)
        assert len(str(found)) < 100_000


@pytest.mark.timeout(15)
@pytest.mark.parametrize(
    "trap",
    [
        f"&lt;p style=&quot;{'a' * 50_000}&quot;&gt;",
        f"<![CDATA[{'<!--' * 100_000}]]>",
        f"<![CDATA[{'<b>' * 100_000}]]>",
    ],
    ids=["style", "comments", "nested"],
)
def test_markup_that_makes_a_sanitiser_quadratic_is_left_alone(trap: str) -> None:
    # the sanitiser would take over 20 s on each
    assert len(entries(rss(item(more=f"<description>{trap}</description>")))) == 1


def test_a_feed_cut_in_the_middle_gives_what_came_and_is_marked() -> None:
    whole = rss(*(item(f"Title {number}", number) for number in range(50)))
    found = read(whole[: whole.index(b"Title 47") + 3])
    assert isinstance(found, ParsedFeed)
    assert len(found.entries) >= 47
    assert found.damaged


def test_a_feed_with_very_many_items_is_cut() -> None:
    assert len(entries(rss(*(item(number=number) for number in range(ENTRY_LIMIT + 50))))) == ENTRY_LIMIT


def test_an_empty_feed_is_a_feed() -> None:
    assert entries(rss()) == ()

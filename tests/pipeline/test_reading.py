"""What a fetched body says, from bytes to articles."""

from datetime import datetime, timedelta

import pytest

from monitor.model import Article, Feed, Fetched, NotAFeed, Reason
from monitor.pipeline import reading
from monitor.pipeline.reading import Reading, read
from tests.samples import NOW

FEED = Feed("https://outlet.example/news/feed", "Outlet")
ATOM = "http://www.w3.org/2005/Atom"
LINKS = (
    f'<a:link xmlns:a="{ATOM}" rel="hub" href="https://hub.example/"/>'
    f'<a:link xmlns:a="{ATOM}" rel="self" href="https://outlet.example/news/feed.xml"/>'
)


def rss(*items: str, head: str = "") -> bytes:
    return f"<rss version='2.0'><channel><title>Вісник</title>{head}{''.join(items)}</channel></rss>".encode()


def item(number: int = 1, title: str = "News", more: str = "") -> str:
    return f"<item><title>{title} {number}</title><link>/news/{number}</link>{more}</item>"


def read_body(body: bytes, known_items: bytes = b"") -> Reading:
    found = read(Fetched(FEED.url, body, {"content-type": "application/rss+xml"}), FEED, known_items, NOW)
    assert isinstance(found, Reading), found
    return found


def article(inside: str) -> Article:
    (found,) = read_body(rss(f"<item>{inside}</item>")).articles
    return found


@pytest.fixture
def never_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """No body has its turn to be parsed whole."""
    monkeypatch.setattr(reading, "_is_turn_of_the_whole", lambda _: False)


@pytest.mark.usefixtures("never_whole")
def test_of_known_items_nothing_is_read_but_what_the_feed_itself_says_is() -> None:
    first = read_body(rss(item(1), item(2), head=LINKS))
    again = read_body(rss(item(3), item(1), item(2), head=LINKS), first.known_items)
    assert [one.title for one in again.articles] == ["News 3"]
    assert (again.entries, again.left_out) == (3, 0)
    for found in (first, again):
        assert (found.hub, found.self_link) == (
            "https://hub.example/",
            "https://outlet.example/news/feed.xml",
        )


@pytest.mark.usefixtures("never_whole")
def test_a_feed_that_changes_its_encoding_brings_nothing_again() -> None:
    first = read_body(rss(item(1, "Збройні сили України")))
    recoded = rss(item(1, "Збройні сили України")).decode().encode("windows-1251")
    assert read_body(recoded, first.known_items).articles == []


@pytest.mark.reliability(1)
@pytest.mark.usefixtures("never_whole")
def test_of_a_feed_broken_off_the_rest_comes_with_the_next_whole_poll_and_nothing_twice() -> None:
    whole = rss(*(item(number) for number in range(1, 51)))
    broken = read_body(whole[: whole.index(b"News 48") + 4])
    assert [one.title for one in broken.articles] == [f"News {number}" for number in range(1, 48)]
    assert broken.damaged
    later = read_body(whole, broken.known_items)
    assert not later.damaged
    assert {one.entry_id for one in later.articles} - {one.entry_id for one in broken.articles} == {
        f"https://outlet.example/news/{number}" for number in (48, 49, 50)
    }


@pytest.mark.reliability(2)
def test_of_a_feed_broken_off_inside_a_character_no_title_is_garbled() -> None:
    whole = rss(*(item(number, "Збройні сили") for number in (1, 2)))
    broken = read_body(whole[: whole.rindex("и".encode()) + 1])
    assert [one.title for one in broken.articles] == ["Збройні сили 1"]


@pytest.mark.reliability(51)
@pytest.mark.parametrize(
    "hostile",
    [
        "&lt;img src=x onerror=alert(1)&gt;",
        "<![CDATA[<svg/onload=alert(1)>]]>",
        "<![CDATA[<script>alert(1)</script>]]>",
        '<![CDATA[<a href="java&#10;script:alert(1)">x</a>]]>',
        "<![CDATA[<form action=//evil.example><input>]]>",
    ],
)
def test_markup_in_every_field_becomes_text_without_tags(hostile: str) -> None:
    found = article(
        f"<title>a {hostile}</title><description>b {hostile}</description><author>c {hostile}</author>"
        f"<category>d {hostile}</category><guid>1</guid>"
    )
    for text in (found.title, found.summary, found.author, *found.categories):
        assert "<" not in text
        assert "alert" not in text


@pytest.mark.reliability(51)
def test_a_title_is_one_line_without_control_characters() -> None:
    assert article("<title>News&#13;&#10;Bcc: a@b.example&#9;x</title>").title == "News Bcc: a@b.example x"


@pytest.mark.reliability(52)
@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_an_item_whose_link_is_no_web_address_is_kept_without_it(link: str) -> None:
    found = article(f"<title>News</title><link>{link}</link><guid>{link}</guid>")
    assert (found.title, found.url) == ("News", "")


@pytest.mark.reliability(53)
def test_characters_that_reorder_or_hide_words_are_gone_so_that_the_plain_word_is_found() -> None:
    found = article(
        f"<title>за\u200bкуп\u00adівля \u202eброні\u2066</title><description>{'w' * 5_000}</description>"
    )
    assert found.title == "закупівля броні"
    assert len(found.summary) <= 4_001


@pytest.mark.reliability(54)
def test_relative_addresses_are_resolved_against_the_address_that_answered_or_dropped() -> None:
    media = 'xmlns:m="http://search.yahoo.com/mrss/"'
    found = article(f'<title>News</title><link>../1</link><m:thumbnail {media} url="//cdn.example/1.jpg"/>')
    assert (found.url, found.image) == ("https://outlet.example/1", "https://cdn.example/1.jpg")
    assert article("<title>News</title><link>http://[::1</link>").url == ""


@pytest.mark.reliability(61, 62)
@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00T00:00:00Z", None),
        ("9999-12-31T23:59:60Z", None),
        ("292277026596-12-04", None),
        ("2038-01-19T03:14:08Z", None),
        ("", None),
        ("2026-11-19T23:59:59Z", datetime.fromisoformat("2026-11-19T23:59:59Z")),
        ("2026-11-20T08:00:00Z", NOW + timedelta(hours=2)),
    ],
)
def test_a_date_that_cannot_be_true_is_none_and_one_ahead_counts_from_its_arrival(
    date: str, published: datetime | None
) -> None:
    found = article(f"<title>News</title><pubDate>{date}</pubDate>")
    assert found.published == published
    assert found.dated_at == min(published or NOW, NOW)


def test_whatever_fails_in_it_is_that_feeds_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    monkeypatch.setattr(reading, "from_entries", fails)
    found = read(Fetched(FEED.url, rss(item()), {}), FEED, b"", NOW)
    assert found == NotAFeed(Reason.PARSE_CRASH, "a fault of ours: ZeroDivisionError: nobody foresaw it")


def test_memory_that_runs_out_is_left_to_the_process_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "from_entries", fails)
    with pytest.raises(MemoryError):
        read(Fetched(FEED.url, rss(item()), {}), FEED, b"", NOW)


def test_known_items_of_nonsense_do_no_harm() -> None:
    assert read_body(rss(item()), b"\0" * 100) == read_body(rss(item()))

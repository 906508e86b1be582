"""Bytes of every kind become entries."""

import time
from datetime import UTC, datetime

import pytest

from monitor.feeds.parse import parse
from monitor.model import Entry, Fetched, ParsedFeed

MODULES = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def rss(*inside: str) -> bytes:
    text = f'<rss version="2.0" {MODULES}><channel><title>Канал</title>{"".join(inside)}</channel></rss>'
    return text.encode()


def item(title: str = "A title", number: int = 1, more: str = "") -> str:
    return f"<item><title>{title}</title><link>https://o.example/{number}</link>{more}</item>"


def read(body: bytes) -> ParsedFeed:
    found = parse(Fetched("https://o.example/feed/", body, {"content-type": "application/xml"}))
    assert isinstance(found, ParsedFeed), found
    return found


def entry(more: str) -> Entry:
    (found,) = read(rss(item(more=more))).entries
    return found


@pytest.mark.reliability(54)
@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../news/1?a=b", "https://o.example/news/1?a=b"),
        ("//other.example/1", "https://other.example/1"),
        ("https://other.example/1", "https://other.example/1"),
        ("http://[::1", ""),
    ],
)
def test_links_are_resolved_against_the_address_that_answered(link: str, expected: str) -> None:
    body = rss(f"<item><title>t</title><link>{link}</link></item>")
    assert read(body).entries[0].link == expected


@pytest.mark.reliability(54)
def test_links_are_resolved_against_the_base_that_the_feed_states() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/a/">'
        '<entry xml:base="b/"><title>t</title><link href="1"/></entry></feed>'
    )
    assert read(text.encode()).entries[0].link == "https://base.example/a/b/1"


@pytest.mark.reliability(61, 63)
@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "UTC"])
@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 16 Nov 2026 10:00:00 +0200", datetime(2026, 11, 16, 8, tzinfo=UTC)),
        ("Sun, 29 Mar 2026 03:30:00 +0200", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-11-16T10:00:00Z", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("2026-11-16T10:00:00", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("2038-01-19T03:14:08Z", datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
        ("0000-00-00", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_dates_are_utc_or_none_wherever_the_server_stands(
    date: str, expected: datetime | None, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert entry(f"<pubDate>{date}</pubDate>").published == expected
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.reliability(61)
@pytest.mark.parametrize(
    "date",
    [
        "9999-12-31T23:59:60Z",
        "292277026596-12-04",
        "Mon, 99 Nov 2026 99:99:99 +9999",
        "Mon, 16 Nov 2026 24:00:00 GMT",
        "Tue, 30 Jun 2015 23:59:60 GMT",
    ],
)
def test_impossible_dates_raise_nothing(date: str) -> None:
    assert entry(f"<pubDate>{date}</pubDate>").title == "A title"


@pytest.mark.reliability(1)
def test_a_feed_broken_off_gives_the_items_that_are_whole_and_is_marked() -> None:
    whole = rss(*(item(f"Title {number}", number) for number in range(1, 51)))
    broken = read(whole[: whole.index(b"Title 48") + 3])
    assert [entry.title for entry in broken.entries] == [f"Title {number}" for number in range(1, 48)]
    assert broken.damaged.startswith("line 2, column ")
    assert len(read(whole).entries) == 50


@pytest.mark.parametrize(
    "junk", ["Warning: x() failed in /srv/feed.php\n", "<b>Notice</b>: undefined index<br />\n"]
)
def test_a_warning_before_the_feed_leaves_its_items(junk: str) -> None:
    found = read(junk.encode() + b"<?xml version='1.0'?>" + rss(item()))
    assert len(found.entries) == 1
    assert found.damaged


@pytest.mark.reliability(9)
def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss()).entries == ()


def test_references_to_characters_that_there_are_not_cost_no_item() -> None:
    titles = [
        entry.title
        for entry in read(rss(item("a&#55357;&#56832;b"), item("c&#xD800;d&#99999999999;e"))).entries
    ]
    assert titles == ["a😀b", "c�d�e"]


@pytest.mark.parametrize(
    ("more", "picture"),
    [
        ('<media:thumbnail url="/a.jpg"/>', "https://o.example/a.jpg"),
        ('<media:content medium="image" url="//cdn.example/a"/>', "https://cdn.example/a"),
        ('<media:content type="image/webp" url="https://o.example/a"/>', "https://o.example/a"),
        (
            '<media:group><media:content medium="image" url="/g.jpg"/></media:group>',
            "https://o.example/g.jpg",
        ),
        ('<enclosure type="image/jpeg" url="/e.jpg" length="1"/>', "https://o.example/e.jpg"),
        ('<itunes:image href="/i.jpg"/>', "https://o.example/i.jpg"),
        ('<media:content medium="video" url="/v.mp4"/><enclosure type="audio/mpeg" url="/a.mp3"/>', ""),
        (
            '<media:thumbnail url="/pixel.gif" width="1" height="1"/><itunes:image href="/i.jpg"/>',
            "https://o.example/i.jpg",
        ),
        ('<media:thumbnail url="javascript:x"/><media:thumbnail url="/b.jpg"/>', "https://o.example/b.jpg"),
        ('<media:thumbnail url="data:image/png;base64,x"/>', ""),
        ('<media:thumbnail/><media:content medium="image"/><enclosure type="image/png"/>', ""),
        ('<media:thumbnail url="http://[::1"/>', ""),
    ],
)
def test_the_first_sensible_picture_is_the_items(more: str, picture: str) -> None:
    assert entry(more).image == picture


def test_categories_are_kept_once_each_in_order() -> None:
    more = "<category>Export</category><category/><category>Sensors</category><category>Export</category>"
    assert entry(more).categories == ("Export", "Sensors")


@pytest.mark.parametrize(
    ("links", "hub", "self_link"),
    [
        ('<atom:link rel="hub" href="https://hub.example/"/>', "https://hub.example/", ""),
        ('<atom:link rel="self" href="/feed.xml"/>', "", "https://o.example/feed.xml"),
        (
            '<atom:link rel="hub" href="javascript:x"/><atom:link rel="hub" href="https://b.example/"/>',
            "https://b.example/",
            "",
        ),
        ("<atom:link/><link>https://o.example/</link>", "", ""),
    ],
)
def test_the_feeds_hub_and_its_own_address_are_read(links: str, hub: str, self_link: str) -> None:
    found = read(rss(links, item(more='<atom:link rel="hub" href="https://other.example/"/>')))
    assert (found.hub, found.self_link) == (hub, self_link)


def test_elements_that_bear_the_parsers_own_names_harm_no_other() -> None:
    odd = '<published_parsed a="1">x</published_parsed><links a="1"/><tags a="1"/><content a="1"/><image a="1"/>'
    assert [one.title for one in read(rss(item("Odd", 1, odd), item("Plain", 2))).entries] == ["Odd", "Plain"]

"""Where a site's feeds are: what its page names, what its kind promises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.configuration.feed_address import is_sound_address
from monitor.feeds.discovery import (
    CANDIDATE_LIMIT,
    Candidate,
    Origin,
    distinct,
    named_by_page,
    promised_by_kind,
    typed_address,
    usual_places,
)

AT = "https://gazette.example/news/index.html"


def named(markup: str, url: str = AT) -> list[tuple[str, str]]:
    return [(found.url, found.title) for found in named_by_page(markup.encode(), url)]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("  example.org/news ", "https://example.org/news"),
        ("//example.org/", "https://example.org/"),
        ("http://example.org", "http://example.org"),
        ("feed://example.org/rss", "http://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("localhost:8000/rss", "https://localhost:8000/rss"),
        ("", ""),
    ],
)
def test_an_address_is_taken_as_people_type_it(typed: str, address: str) -> None:
    assert typed_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "two words", ""]
)
def test_what_is_no_web_address_stays_none(typed: str) -> None:
    assert not is_sound_address(typed_address(typed))


def test_what_the_head_names_comes_first_then_links_that_look_like_feeds() -> None:
    found = named_by_page(
        b"""<a href="/rss/sea">Sea &amp; harbour</a><a href="/feedback">Tell us</a><a href="/feed.css">x</a>
        <a href="https://feeds.host.example/gazette">Feedburner</a>
        <link rel="alternate" type="application/rss+xml; charset=utf-8" title="All" href="../all.xml">
        <link rel="ALTERNATE home" type="application/atom+xml" href="sea.atom">
        <link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json">
        <link rel="alternate" hreflang="uk" href="/uk/"><link rel="stylesheet" type="text/css" href="/feed">""",
        AT,
    )
    assert [(one.url, one.title, one.origin) for one in found] == [
        ("https://gazette.example/all.xml", "All", Origin.NAMED),
        ("https://gazette.example/news/sea.atom", "", Origin.NAMED),
        ("https://cdn.example/feed.json", "", Origin.NAMED),
        ("https://gazette.example/rss/sea", "Sea & harbour", Origin.LINKED),
        ("https://feeds.host.example/gazette", "Feedburner", Origin.LINKED),
    ]


@pytest.mark.reliability(54)
def test_links_are_resolved_against_the_base_of_the_page() -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="feed.xml">'
    assert named(f'<base href="https://www.gazette.example/uk/">{link}') == [
        ("https://www.gazette.example/uk/feed.xml", "")
    ]
    assert named(f'<base href="/uk/">{link}') == [("https://gazette.example/uk/feed.xml", "")]
    assert named(f'<base href="javascript:alert(1)">{link}') == [
        ("https://gazette.example/news/feed.xml", "")
    ]


@pytest.mark.reliability(42, 52)
@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "file:///etc/passwd",
        "ftp://a.example/rss",
        "http://[bad",
        "//:0/",
    ],
)
def test_addresses_that_cannot_be_a_feeds_are_left_out(href: str) -> None:
    assert named(f'<link rel="alternate" type="application/rss+xml" href="{href}">') == []


def test_each_feed_is_named_once_and_not_without_end() -> None:
    spellings = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">'
        for href in ("/rss", "/rss/", "http://gazette.example/rss", "/rss?utm_source=head", "/rss#top")
    )
    assert named(spellings) == [("https://gazette.example/rss", "")]
    many = "".join(f'<a href="/rss/{number}">x</a>' for number in range(1_000))
    assert len(named(many)) == CANDIDATE_LIMIT


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        (
            "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos",
            ["https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"],
        ),
        (
            "https://www.youtube.com/playlist?list=PL0-9_a",
            ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL0-9_a"],
        ),
        (
            "https://github.com/owner/tool",
            ["https://github.com/owner/tool/releases.atom", "https://github.com/owner/tool/commits.atom"],
        ),
        ("https://github.com/owner/tool/releases/tag/v1", ["https://github.com/owner/tool/releases.atom"]),
        ("https://www.reddit.com/r/harbour/", ["https://www.reddit.com/r/harbour/.rss"]),
        ("https://social.example/@gazette", ["https://social.example/@gazette.rss"]),
        ("https://gazette.blogspot.com/2026/11/a.html", ["https://gazette.blogspot.com/feeds/posts/default"]),
        ("https://gazette.wordpress.com/", ["https://gazette.wordpress.com/feed/"]),
        ("https://github.com/", []),
        ("https://gazette.example/@", []),
        (AT, []),
    ],
)
def test_known_kinds_of_site_have_their_feeds_where_they_say(page: str, feeds: list[str]) -> None:
    assert [candidate.url for candidate in promised_by_kind(page)] == feeds


def test_the_usual_places_are_at_the_root_of_the_same_host() -> None:
    places = [candidate.url for candidate in usual_places(AT)]
    assert "https://gazette.example/feed" in places
    assert all(place.startswith("https://gazette.example/") and place.count("/") == 3 for place in places)
    assert len(places) <= 7


def test_of_two_spellings_the_first_is_kept() -> None:
    first, second = Candidate(AT, Origin.NAMED), Candidate(AT.replace("https", "http"), Origin.KIND)
    assert distinct([first, second]) == [first]


@settings(deadline=None, max_examples=200)
@given(
    st.binary(max_size=300),
    st.sampled_from(["<base href='", "<link rel=alternate type=application/rss+xml href='", "<a href='rss"]),
)
def test_whatever_a_page_holds_only_sound_addresses_come_of_it(noise: bytes, before: str) -> None:
    assert all(is_sound_address(found.url) for found in named_by_page(before.encode() + noise + b"'>", AT))

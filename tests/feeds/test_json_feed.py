"""JSON Feeds are read, whatever types stand in their fields."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds.parse import parse
from monitor.model import Entry, Fetched, NotAFeed, ParsedFeed, Reason

URL = "https://outlet.example/news/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def read(body: bytes) -> ParsedFeed | NotAFeed:
    return parse(Fetched(URL, body, {"content-type": "application/feed+json"}))


def feed(*items: Any, **fields: Any) -> ParsedFeed:
    found = read(json.dumps({"version": VERSION, "title": "Вісник", "items": list(items), **fields}).encode())
    assert isinstance(found, ParsedFeed), found
    return found


def entry(**fields: Any) -> Entry:
    (found,) = feed({"id": "1", **fields}).entries
    return found


def test_a_feed_of_version_1_1_is_read() -> None:
    found = feed(
        {
            "id": "urn:outlet:1",
            "url": "1",
            "title": "Licences & holds",
            "content_html": "<p>The <b>ministry</b></p>",
            "summary": "Short <text>",
            "image": "/1.jpg",
            "date_published": "2026-11-16T10:00:00+02:00",
            "date_modified": "2026-11-16T09:00:00Z",
            "authors": [{"name": "Ольга Приклад"}, {"name": "Ada"}],
            "tags": ["Export", "Sensors"],
            "language": "uk",
        },
        home_page_url="https://outlet.example/",
        feed_url=URL,
        language="en",
        hubs=[
            {"type": "rssCloud", "url": "https://cloud.example/"},
            {"type": "WebSub", "url": "https://hub.example/"},
        ],
    )
    assert found == ParsedFeed(
        title="Вісник",
        site="https://outlet.example/",
        language="en",
        hub="https://hub.example/",
        self_link=URL,
        entries=(
            Entry(
                id="urn:outlet:1",
                link="https://outlet.example/news/1",
                title="Licences &amp; holds",
                summary="Short &lt;text&gt;",
                content="<p>The <b>ministry</b></p>",
                author="Ольга Приклад, Ada",
                categories=("Export", "Sensors"),
                published=datetime(2026, 11, 16, 8, tzinfo=UTC),
                updated=datetime(2026, 11, 16, 9, tzinfo=UTC),
                image="https://outlet.example/1.jpg",
                language="uk",
            ),
        ),
    )


def test_version_1_0_names_one_author() -> None:
    found = feed({"id": "1", "author": {"name": "Ada"}}, version="https://jsonfeed.org/version/1")
    assert found.entries[0].author == "Ada"


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"id": 17}, "id", "17"),
        ({"id": 1.5}, "id", "1.5"),
        ({"id": True, "url": "https://o.example/1"}, "id", "https://o.example/1"),
        ({"id": None, "url": "https://o.example/1"}, "id", "https://o.example/1"),
        ({"external_url": "https://o.example/2"}, "link", "https://o.example/2"),
        ({"url": ["https://o.example/2"]}, "link", ""),
        ({"title": {"text": "x"}}, "title", ""),
        ({"content_text": "a < b"}, "content", "a &lt; b"),
        ({"content_html": 3, "content_text": "x"}, "content", "x"),
        ({"tags": "Export"}, "categories", ("Export",)),
        ({"tags": [1, None, ["x"], "Export", ""]}, "categories", ("Export",)),
        ({"tags": {"a": "b"}}, "categories", ()),
        ({"authors": "Ada"}, "author", "Ada"),
        ({"authors": [1, {"name": 2}, {"name": "Ada"}]}, "author", "Ada"),
        ({"author": [{"name": "Ada"}]}, "author", "Ada"),
        ({"image": 5, "banner_image": "https://o.example/b.jpg"}, "image", "https://o.example/b.jpg"),
        ({"image": "javascript:alert(1)"}, "image", ""),
        (
            {"attachments": [{"url": "a.png", "mime_type": "image/png"}]},
            "image",
            "https://outlet.example/news/a.png",
        ),
        ({"date_published": 1_763_280_000}, "published", None),
        ({"date_published": "yesterday"}, "published", None),
        ({"date_published": "0001-01-01T00:00:00+14:00"}, "published", None),
        ({"date_published": "2026-11-16T10:00:00"}, "published", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ({"date_modified": "2026-11-16T10:00:00Z"}, "published", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ({"language": ["uk"]}, "language", ""),
        ({"id": "a\0b\ud800"}, "id", "ab?"),
    ],
)
def test_a_field_of_the_wrong_type_counts_as_absent(fields: dict[str, Any], name: str, value: object) -> None:
    assert getattr(entry(**fields), name) == value


@pytest.mark.parametrize(
    "fields",
    [
        {"title": 1},
        {"home_page_url": {}},
        {"home_page_url": "javascript:x"},
        {"feed_url": []},
        {"hubs": "x"},
        {"hubs": [1]},
    ],
)
def test_nor_does_one_of_the_feed_itself_harm(fields: dict[str, Any]) -> None:
    found = feed({"id": "1"}, **fields)
    assert len(found.entries) == 1
    assert (found.site, found.hub, found.self_link) == ("", "", "")


def test_what_is_no_item_is_passed_over() -> None:
    assert [one.id for one in feed(1, None, "x", ["y"], {"id": "1"}).entries] == ["1"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "type"]), inner)
    ),
    max_leaves=5,
)
KEYS = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
]
KEYS += ["date_published", "date_modified", "author", "authors", "tags", "language", "attachments"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES), max_size=3), VALUES)
def test_whatever_stands_in_it_it_is_read(items: list[dict[str, Any]], odd: object) -> None:
    found = feed(*items, home_page_url=odd, feed_url=odd, hubs=odd, language=odd, title=odd)
    assert len(found.entries) == len(items)


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "no such feed"}',
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b"[" * 200_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": ' + b"9" * 10_000 + b"}]}",
    ],
)
def test_json_that_is_no_feed_is_refused(body: bytes) -> None:
    found = read(body)
    assert isinstance(found, NotAFeed)
    assert found.reason is Reason.NOT_A_FEED
    assert "JSON" in found.detail


def test_without_a_version_its_own_address_tells_a_feed() -> None:
    found = read(b'{"feed_url": "https://outlet.example/feed.json", "items": [{"id": 1}]}')
    assert isinstance(found, ParsedFeed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_it_may_be_in_any_encoding(encoding: str) -> None:
    text = json.dumps(
        {"version": VERSION, "items": [{"id": "1", "title": "Збройні сили України"}]}, ensure_ascii=False
    )
    found = read(text.encode(encoding))
    assert isinstance(found, ParsedFeed)
    assert found.entries[0].title == "Збройні сили України"


def test_of_names_that_stand_twice_the_last_counts() -> None:
    found = read(b'{"version": "https://jsonfeed.org/version/1", "items": [], "items": [{"id": 1, "id": 2}]}')
    assert isinstance(found, ParsedFeed)
    assert [one.id for one in found.entries] == ["2"]

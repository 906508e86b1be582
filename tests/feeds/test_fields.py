"""Addresses in a feed: what needs no joining is left as it is."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds.fields import is_plain_address, resolved, web_address

BASES = st.sampled_from(("https://outlet.example/a/b?c#d", "http://outlet.example", "urn:x", "file:///a", ""))
LINKS = st.from_regex(
    r"https?:/{1,3}[a-z.:0-9-]{0,9}(/[A-Za-z0-9.;%~]{0,5}){0,3}(\?[a-z=&;/]{0,5})?#?", fullmatch=True
)


@given(BASES, LINKS)
@settings(max_examples=500)
def test_a_plain_address_is_one_that_no_base_changes(base: str, link: str) -> None:
    if is_plain_address(link):
        assert resolved(base, link) == web_address(base, link) == urljoin(base, link) == link
        assert urlsplit(link).hostname


@pytest.mark.parametrize(
    ("link", "plain"),
    [
        ("https://outlet.example/2026/11/a-story_1.html", True),
        ("http://outlet.example:8080/?p=12&lang=en", True),
        ("https://outlet.example", False),
        ("https://outlet.example/a#b", False),
        ("https://outlet.example/a?", False),
        ("https://outlet.example/новини", False),
        ("/a", False),
    ],
)
def test_plain_addresses_are_those_of_most_feeds(link: str, plain: bool) -> None:
    assert is_plain_address(link) is plain

"""Canonical addresses: one page, one address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from monitor.articles.address import canonical, usable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://o.example/a?utm_source=rss&utm_medium=feed", "https://o.example/a"),
        ("https://o.example/a?b=2&a=1", "https://o.example/a?a=1&b=2"),
        ("https://O.Example/a#section", "https://o.example/a"),
        ("https://o.example/x/../a", "https://o.example/a"),
        ("https://o.example/a?fbclid=xyz&id=7", "https://o.example/a?id=7"),
        ("https://o.example/новини", "https://o.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
    ],
)
def test_spellings_of_one_page_have_one_address(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://o.example/?p=1", "https://o.example/?p=2"),
        ("https://o.example/a", "https://o.example/A"),
        ("https://o.example/a", "https://p.example/a"),
        ("https://o.example/story?id=", "https://o.example/story?id=5"),
    ],
)
def test_different_pages_keep_different_addresses(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "link",
    [
        *(
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//evil.example",
            "mailto:a@b.example",
        ),
        *(
            "java\nscript:alert(1)",
            "https://o.example/a b",
            "http://",
            "http://[",
            "ftp://o.example/",
            "",
            "x" * 9000,
        ),
    ],
)
def test_links_that_no_reader_should_follow_are_dropped(link: str) -> None:
    assert usable(link) == ""


@given(st.text())
def test_any_text_has_a_canonical_form_that_stays(link: str) -> None:
    address = usable(link)
    if address:
        assert canonical(canonical(address)) == canonical(address)


@given(
    st.from_regex(
        r"https://[a-z]{1,8}\.example/[a-zA-Z0-9/_.-]{0,20}(\?[a-z]{1,5}=[a-z0-9%+&=]{0,20})?", fullmatch=True
    )
)
def test_the_canonical_form_is_stable(link: str) -> None:
    assert canonical(canonical(link)) == canonical(link)


HOSTS = st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9]{1,8}){1,3}(:[1-9][0-9]{0,4})?", fullmatch=True)
PATHS = st.from_regex(r"(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,9}){0,4}/?", fullmatch=True)


@given(st.sampled_from(("http", "https")), HOSTS, PATHS)
@settings(max_examples=500)
def test_an_address_with_nothing_to_tidy_is_canonical_as_it_stands(scheme: str, host: str, path: str) -> None:
    link = f"{scheme}://{host}{path or '/'}"
    try:
        tidied = canonicalize_url(link)
    except ValueError:  # a port beyond 65535
        tidied = link
    assert canonical(link) == tidied == link


@pytest.mark.timeout(15)
@pytest.mark.parametrize("piece", ["a/", "a", "a.", "-.", "/", "a?", "%"])
def test_long_addresses_take_no_time(piece: str) -> None:
    canonical("https://o.example/" + piece * 900 + "!")
    canonical("https://" + piece * 900 + "!")

"""What is no feed says what it is instead."""

import random

import pytest

from monitor.feeds.parse import parse
from monitor.model import Fetched, NotAFeed, Reason

PAGE = "<!doctype html><html><head><title>{}</title></head><body>{}</body></html>"


def refusal(body: bytes) -> NotAFeed:
    found = parse(Fetched("https://outlet.example/feed", body, {"content-type": "application/rss+xml"}))
    assert isinstance(found, NotAFeed), found
    return found


@pytest.mark.reliability(7, 8)
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "an empty answer"),
        (b" ", "an empty answer"),
        (b" " * 1_000_000, "an empty answer"),
        (b"\0" * 1_000, "an empty answer"),
        (random.Random(1).randbytes(5_000), "binary data"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "compressed data (gzip) that the server does not declare"),
        (b'{"error": "too many requests"}', "JSON, but no JSON Feed: too many requests"),
        (b'{"items": 1', "broken JSON"),
        (b"[" * 100_000, "JSON, but no JSON Feed"),
        (b'["items"]', "JSON, but no JSON Feed"),
        (b"<opml version='2.0'><head/><body/></opml>", "an OPML list of feeds, to be imported as such"),
        (b"<?xml version='1.0'?><urlset xmlns='x'><url/></urlset>", "a sitemap"),
        (b"<Error><Code>AccessDenied</Code></Error>", "an error message in XML"),
        (b"<a:books xmlns:a='x'/>", "XML of another kind: <books>"),
        (b"<rs<s>", "XML of another kind: <rs>"),
        (b"Not found", "no XML"),
        (PAGE.format("Home", "<p>news about rss</p><rss>").encode(), "an HTML page"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, detail: str) -> None:
    assert refusal(body) == NotAFeed(Reason.NOT_A_FEED, detail)


@pytest.mark.reliability(8)
@pytest.mark.parametrize(
    ("title", "inside", "gate"),
    [
        ("Just a moment...", "", "Cloudflare's check of browsers"),
        ("Sign in", '<form><input type="password"></form>', "a login page"),
        ("Home", "<div class='g-recaptcha'>", "a captcha"),
        ("Access Denied", "", "access denied"),
        ("Home", "<noscript>Please enable JavaScript</noscript>", "a page that asks for JavaScript"),
    ],
)
def test_a_page_that_keeps_programs_out_is_told_from_a_wrong_address(
    title: str, inside: str, gate: str
) -> None:
    assert refusal(PAGE.format(title, inside).encode()) == NotAFeed(Reason.BLOCKED, gate)


@pytest.mark.reliability(7)
@pytest.mark.parametrize(
    "path", ["/etc/passwd", "/dev/zero", "file:///etc/passwd", "http://127.0.0.1:9/feed"]
)
def test_a_body_that_names_a_file_or_an_address_opens_neither(path: str) -> None:
    assert refusal(path.encode()).detail == "no XML"

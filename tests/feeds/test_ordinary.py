"""The fast reader reads ordinary feeds as feedparser does, and leaves it the others."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.feeds import ordinary
from monitor.feeds.encoding import Decoded
from monitor.feeds.parse import parse_decoded
from monitor.model import ParsedFeed
from tests.bench.world import World
from tests.corpus.ordinary import items, outlets
from tests.corpus.plausible import plausible_feed
from tests.feeds.ordinary_proof import URL, by_feedparser, prove

MANY = settings(max_examples=500, deadline=None)


def feed(inside: str, head: str = "", url: str = URL) -> Decoded:
    body = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:odd="https://outlet.example/odd" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Outlet</title>'
        f"<link>https://outlet.example/</link>{head}<item>{inside}</item></channel></rss>"
    )
    return Decoded(url, body.encode())


@given(st.integers(0, 10_000_000))
@MANY
def test_a_plausible_feed_reads_the_same_or_is_left_to_feedparser(seed: int) -> None:
    assert prove(plausible_feed(seed), Counter())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_feed_of_any_form_reads_the_same_or_is_left_to_feedparser(data: st.DataObject) -> None:
    outlet = data.draw(outlets())
    assert prove(outlet.body(data.draw(items(outlet)), "Mon, 16 Nov 2026 09:00:00 GMT"), Counter())


def test_enough_plausible_feeds_are_read_fast_to_prove_something() -> None:
    tally: Counter[str] = Counter()
    assert all(prove(plausible_feed(seed), tally) for seed in range(300))
    assert tally["with entries"] > 30


def test_the_feeds_of_the_benchmark_are_read_fast_and_the_same() -> None:
    tally: Counter[str] = Counter()
    feeds = World(feeds=24, port=8_000, midnight=1_790_000_000).feeds
    assert all(prove(one.plain.partition(b"\r\n\r\n")[2], tally, one.url) for one in feeds)
    assert tally["with entries"] == len(feeds)


@pytest.mark.parametrize(
    "inside",
    [
        "<title>A</title><link>/a?b=1&amp;c=2</link><guid>urn:1</guid><pubDate>Mon, 16 Nov 2026 10:00 +0200</pubDate>",
        '<guid isPermaLink="false">a</guid>',
        "<guid>relative/a</guid><title>Заголовок</title>",
        "<description>One</description><content:encoded><![CDATA[<p>Two</p>]]></content:encoded>",
        "<content:encoded>One</content:encoded><description>Two</description>",
        "<description>One</description><media:description>Two</media:description>",
        "<title></title><media:title>A</media:title><title>B</title><title>C</title>",
        "<title>A</title><source url='x'>S</source><title>B</title>",
        "<author>bo@outlet.example (Bo)</author><dc:creator>Ada</dc:creator>",
        "<atom:author>\n<atom:name>Ada</atom:name><atom:email>a@outlet.example</atom:email></atom:author>",
        "<atom:link href='b' rel='alternate' type='text/html'/><atom:link rel='self' href='c'/>",
        "<category domain='d'>A</category><category>A</category><dc:subject>B</dc:subject><category term='c'/>",
        "<enclosure url='https://outlet.example/a.jpg' type='image/jpeg'/><media:thumbnail url='b.png'/>",
        "<media:group><media:content url='a.png' type='image/png'><odd:x>C</odd:x></media:content></media:group>",
        "<odd:thing a='1'><odd:other>x</odd:other></odd:thing><odd:creator>y</odd:creator>",
        "<dc:date>2026-11-16T10:00:00+02:00</dc:date><atom:published>yesterday</atom:published>",
        "<title>CafÃ© &#38;#8217;</title><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ö</dc:creator>",
    ],
)
def test_an_ordinary_item_is_read_fast_and_the_same(inside: str) -> None:
    decoded = feed(inside)
    found = parse_decoded(decoded)
    assert ordinary.read(decoded.body, URL) is not None
    assert isinstance(found, ParsedFeed)
    assert len(found.entries) == 1
    assert found == by_feedparser(decoded)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<description>One <b>two</b></description>", id="markup that is not escaped"),
        pytest.param("<atom:content type='xhtml'>One</atom:content>", id="XHTML"),
        pytest.param("<atom:content type='image/png'>aGk=</atom:content>", id="base64"),
        pytest.param("<link xml:base='https://elsewhere.example/'>a</link>", id="a base of its own"),
        pytest.param("<link odd:href='x'>a</link>", id="an attribute in a namespace of its own"),
        pytest.param("<title>\x93Quoted\x94</title>", id="characters of Windows-1252"),
        pytest.param("<image><url>a.png</url></image>", id="an element out of place"),
        pytest.param("<odd:thing><title>A</title></odd:thing>", id="a known element in an unknown one"),
        pytest.param("<x xmlns:dc='https://outlet.example/dc'/>", id="a prefix that means two things"),
        pytest.param(
            "<media:title>A</media:title><media:group><media:title>B</media:title></media:group>", id="depth"
        ),
        pytest.param("<title>A &nbsp; B</title>", id="an entity that nobody declared"),
    ],
)
def test_what_is_not_ordinary_is_left_to_feedparser(inside: str) -> None:
    assert ordinary.read(feed(inside).body, URL) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel><title>&a;</title></channel></rss>",
        b"<rss version='2.0'><channel><title>A</title><title>B</title></channel></rss>",
        b"<rss version='2.0'><channel/><channel/></rss>",
        b"<rss version='2.0'><channel><item>",
        b"<html><head><title>A page</title></head></html>",
        b"",
    ],
)
def test_what_is_no_plain_feed_is_left_to_feedparser(body: bytes) -> None:
    assert ordinary.read(body, URL) is None


@pytest.mark.parametrize("url", ["file:///feed", "feed", "https:///outlet.example/feed"])
def test_an_address_that_is_no_plain_base_leaves_the_feed_to_feedparser(url: str) -> None:
    assert ordinary.read(feed("").body, url) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("".join(f"<x xmlns:p{n}='u:{n}'/>" for n in range(50_000)), id="namespaces"),
        pytest.param("<x>" * 100_000 + "</x>" * 100_000, id="depth"),
        pytest.param("".join(f"<x{n}/>" for n in range(100_000)), id="names"),
        pytest.param(
            "<author>" + "a@a." * 100_000 + "!</author>", id="an author that takes feedparser hours"
        ),
    ],
)
def test_hostile_feeds_are_read_or_refused_in_time(inside: str) -> None:
    ordinary.read(feed(inside).body, URL)

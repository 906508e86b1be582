"""What is not cut: feeds in which it would change the rest, and those of which that can't be said."""

import re
from dataclasses import replace

import pytest

from monitor.feeds.cut import layout
from monitor.feeds.encoding import in_utf8
from monitor.model import Fetched
from tests.feeds.cut_proof import read

DC = "http://purl.org/dc/elements/1.1/"
ODD = "https://outlet.example/odd"
MEDIA = "http://search.yahoo.com/mrss/"
XHTML = "http://www.w3.org/1999/xhtml"


def rss(inside: str, root: str = 'rss version="2.0"') -> str:
    return f"<{root}><channel>{inside}</channel></rss>"


def atom(inside: str, root: str = 'feed xmlns="http://www.w3.org/2005/Atom"') -> str:
    return f"<{root}>{inside}</feed>"


# The items in [[ ]] stand first, and what they leave behind is read into what stands behind them.
LEAKS = {
    "a div in text that is said to be escaped": atom(
        '[[<entry xml:base="https://elsewhere.example/"><content type="html"><div>x</div></content></entry>]]'
        '<entry><link href="relative"/></entry>'
    ),
    "markup in text whose end ends more than itself": atom(
        "[[<entry><title>a<title>b</title></title></entry>]]"
        '<entry><summary type="xhtml">a <b>c</b></summary></entry>'
    ),
    "markup in text that an underscore makes such": atom(
        "[[<entry><media_title>a<media_title>b</media_title></media_title></entry>]]"
        '<entry><summary type="xhtml">a <b>c</b></summary></entry>'
    ),
    "text of an XML type holding what feedparser reads as the item's own": rss(
        "<image><url>x</url></image>"
        '[[<item><content type="text/xml"><image><c:encoded>One.</c:encoded></image></content></item>]]'
        '<item><rights type="text/xml"><image><description>Two.</description></image></rights></item>',
        'rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"',
    ),
    "such a type in a namespace of its own": rss(
        "<image><url>x</url></image>"
        '[[<item><rights o:type="text/xml"><image><c:encoded>One.</c:encoded></image></rights></item>]]'
        '<item><rights o:type="text/xml"><image><description>Two.</description></image></rights></item>',
        f'rss version="2.0" xmlns:o="{ODD}" xmlns:c="http://purl.org/rss/1.0/modules/content/"',
    ),
    "two types of one text": atom(
        '[[<entry xml:base="https://elsewhere.example/"><content type="xhtml" TYPE="html"><div/></content></entry>]]'
        '<entry><link href="relative"/></entry>'
    ),
    "media content, where that prefix means Atom": rss(
        '[[<item xml:base="https://elsewhere.example/"><m:content><div>x</div></m:content></item>]]'
        "<item><link>relative</link></item>",
        f'rss version="2.0" xmlns:m="{MEDIA}" xmlns:media="http://www.w3.org/2005/Atom"',
    ),
    "an image that is read into the feed's": rss(
        "<image><url>x</url></image>"
        "[[<item><image><c:encoded>One.</c:encoded></image></item>]]"
        "<item><image><description>Two.</description></image></item>",
        'rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"',
    ),
    "the end of a feed in an item": atom(
        "[[<entry><feed>x</feed></entry>]]<entry><title>t</title></entry><title>Outlet</title>"
    ),
    "an item in an item": rss(
        "[[<item><title>a</title><p><item><title>b</title></item></p></item>]]<item><title>c</title></item>"
    ),
    "a prefix of an item": rss(
        f'[[<item><x:creator xmlns:x="{DC}">Ada</x:creator></item>]]'
        f'<item><x:creator xmlns:x="{ODD}">Bo</x:creator></item>'
    ),
    "a second prefix for a namespace": rss(
        f'[[<item><dc:x xmlns:dc="{ODD}"/></item>]]<item><x:creator xmlns:x="{ODD}">Bo</x:creator></item>'
    ),
    "a default namespace that has a prefix of its own": rss(
        f'[[<item><creator xmlns="{DC}">Ada</creator></item>]]<item><dc:creator>Bo</dc:creator></item>',
        f'rss version="2.0" xmlns:dc="{ODD}"',
    ),
    "XHTML, where that prefix means something else": rss(
        f'[[<item><b xmlns="{XHTML}">x</b></item>]]<item><xhtml:title>Two</xhtml:title></item>',
        f'rss version="2.0" xmlns:xhtml="{ODD}"',
    ),
    "text before the items that changes how the first is read": rss(
        "<i:summary>x</i:summary><description>y</description>"
        "[[<item><title>One</title></item>]]"
        "<item><summary>Two.</summary><description>More.</description></item>",
        'rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    ),
    "text between the items": rss(
        "[[<item><title>One</title></item>]]<summary>x</summary><description>y</description>"
        "[[<item><title>Two</title></item>]]"
        "<item><summary>Three.</summary><description>More.</description></item>"
    ),
    "a second title behind the items": rss(
        "<title>Outlet</title>[[<item><title>One</title></item>]]<title>Another</title>"
    ),
    "a deep title behind the items": rss(
        "[[<item><title>One</title></item>]]<cloud><title>Outlet</title></cloud>"
    ),
    "a channel behind the items": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "[[<item><title>One</title></item>]]<channel><title>Outlet</title></channel></rdf:RDF>"
    ),
    "an identifier in text behind the items": rss(
        "[[<item><title>x</title><guid>1</guid></item>]]"
        "<rights><guid>x</guid></rights><guid isPermaLink='true'>relative</guid>"
    ),
    "a title in another's image behind the items": rss(
        "[[<item><title>One</title></item>]]<i:image><title>Outlet</title></i:image>",
        'rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"',
    ),
    "a root in a namespace of its own": f'<o:rss xmlns:o="{ODD}">[[<item><title>x</title></item>]]</o:rss>',
    "a root that makes no feed without an item": (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">[[<item><title>x</title></item>]]</r:RDF>'
    ),
}


@pytest.mark.parametrize("marked", LEAKS.values(), ids=LEAKS)
def test_a_feed_in_which_an_item_changes_what_comes_after_it_is_not_cut(marked: str) -> None:
    body = re.sub(r"\[\[|]]", "", marked).encode()
    rest = re.sub(r"\[\[.*?]]", "", marked).encode()
    assert layout(body) is None
    whole, left = read(body), read(rest)
    assert whole is not None
    after = whole.entries[marked.count("[[") :]
    # Where this fails, feedparser has mended its way, and the refusal may go.
    assert left is None or left != replace(whole, entries=after)


def deep(depth: int) -> str:
    return rss(f"<item>{'<b>' * depth}{'</b>' * depth}</item>")


WHOLE = rss("<item><title>Ж</title></item>")
BOMB = "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def declared(encoding: str) -> str:
    return f"<?xml version='1.0' encoding='{encoding}'?>{WHOLE}"


NOT_FEEDS = [
    "",
    '{"version": "https://jsonfeed.org/version/1.1", "items": []}',
    "<!DOCTYPE html><html><body>Just a moment</body></html>",
    "<html><item>x</item></html>",
    "<opml><body/></opml>",
    WHOLE[:-3],
    f" <?xml version='1.0'?>{WHOLE}",
    f"Warning: {WHOLE}",
    f"<?xml-stylesheet href='a>b'?>{WHOLE}",
    rss("<item><title>a &nbsp; b</title></item>"),
    rss("<item><dc:title>x</dc:title></item>"),
    rss("<item/><item><title>x</title></item>"),
    f"{BOMB}]>{rss('<item><title>&i;</title></item>')}",
    f"<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/feed.dtd'>{WHOLE}",
    f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{rss('<item>&x;</item>')}",
    deep(200),
    deep(200_000),
]


@pytest.mark.parametrize("body", NOT_FEEDS, ids=range(len(NOT_FEEDS)))
def test_what_is_no_plain_xml_feed_is_not_cut(body: str) -> None:
    assert layout(body.encode()) is None


@pytest.mark.parametrize(
    "body",
    [
        # An item's place decides what it inherits, and an item's hash does not tell its place.
        rss('<p xml:base="/a/"><item>x</item></p>'),
        '<rss><channel xml:base="/a/"><item>x</item></channel><item>x</item></rss>',
        '<rss><channel xml:base="/a/"><item>x</item></channel><channel><item>x</item></channel></rss>',
        rss(f"<item>x</item><ttl xmlns:a='{ODD}'>15</ttl><item>x</item>"),
        # Whether the feed has an image decides where these dates go.
        rss(f"<item><image><dc:date xmlns:dc='{DC}'>2026-11-16</dc:date></image></item>"),
        rss(
            f"<item><rights type='text/xml'><image><dc:date xmlns:dc='{DC}'>2026</dc:date></image></rights></item>"
        ),
    ],
)
def test_an_item_that_may_read_otherwise_in_another_place_is_not_cut(body: str) -> None:
    assert layout(body.encode()) is None


IN_OTHER_ENCODINGS = [
    WHOLE.encode("utf-16"),
    declared("utf-16").encode("utf-16-le"),
    WHOLE.encode("utf-32"),
    declared("windows-1251").encode("windows-1251"),
]


@pytest.mark.parametrize("body", IN_OTHER_ENCODINGS, ids=range(len(IN_OTHER_ENCODINGS)))
def test_what_is_in_another_encoding_is_cut_in_utf8_alone(body: bytes) -> None:
    assert layout(body) is None
    decoded = in_utf8(Fetched("https://outlet.example/feed", body, {}))
    assert decoded is not None
    assert layout(decoded.body) is not None


@pytest.mark.parametrize(
    "body", [WHOLE, deep(90), declared("utf-8"), declared("windows-1251"), "\ufeff" + WHOLE]
)
def test_the_plain_ones_beside_them_are_cut(body: str) -> None:
    assert layout(body.encode()) is not None

"""Feeds as programs write them, right and wrong: elements where they belong, in any order, with any attributes."""

import random

_NAMESPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:odd="https://outlet.example/odd" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:georss="http://www.georss.org/georss"'
)
_ITEM = (
    "title link description pubDate guid category author summary content updated published id source dc:creator "
    "dc:date dc:subject dc:title dc:language language dc:description content:encoded media:content media:title "
    "media:group media:thumbnail media:description media:keywords media:credit enclosure comments rights "
    "dc:publisher dcterms:modified dcterms:issued issued modified itunes:summary itunes:author itunes:image "
    "itunes:duration itunes:explicit odd:thing odd:creator contributor generator media:rating georss:point created "
    "atom:link atom:updated atom:title"
)
_FEED = (
    "title link description language id guid pubDate lastBuildDate generator image textInput managingEditor "
    "webMaster ttl skipHours atom:link category updated author dc:creator rights copyright subtitle tagline "
    "sy:updatePeriod itunes:owner itunes:image itunes:category itunes:subtitle odd:thing dc:date dc:language logo "
    "icon items cloud contributor"
)
_PARTS = {  # of elements that hold others
    "author": ("name", "name", "email", "email", "uri", "url", "odd:thing"),
    "contributor": ("name", "email", "uri"),
    "image": ("url", "title", "link", "width", "height", "description"),
    "textInput": ("title", "link", "name", "description"),
    "itunes:owner": ("itunes:name", "itunes:email"),
    "skipHours": ("hour",),
    "items": ("rdf:Seq",),
    "media:group": ("media:content", "media:title", "media:description", "media:thumbnail", "media:keywords"),
    "media:content": ("media:title", "media:description", "media:thumbnail", "media:credit", "odd:thing"),
}
_ATTRIBUTES = (
    *(
        'type="html"',
        'type="text"',
        'type="TEXT/HTML"',
        'type="xhtml"',
        'type="image/jpeg"',
        'mode="escaped"',
    ),
    *('mode="base64"', 'href="https://a.example/x?a=1&amp;b=2"', 'href="/rel"', 'href=""', 'rel="alternate"'),
    *('rel="self"', 'rel="enclosure"', 'rel="Hub"', 'url="https://a.example/p.jpg"', 'url=""', 'src="x"'),
    *(
        'isPermaLink="false"',
        'isPermaLink="true"',
        'isPermaLink="TRUE"',
        'term="t1"',
        'term="t2"',
        'scheme="s"',
    ),
    *(
        'domain="d"',
        'label="l"',
        'xml:lang="uk_UA"',
        'lang="fr"',
        'xml:base="https://b.example/"',
        'base="x/"',
    ),
    *(
        'rdf:about="urn:1"',
        'rdf:resource="x"',
        'medium="image"',
        'width="20"',
        'height="500"',
        'odd:href="z"',
    ),
    *('atom:href="z"', 'media:url="z"', 'lastmod="2020-01-01"', 'HREF="https://up.example/"'),
    *('xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns="https://outlet.example/other"'),
)
_TEXTS = (
    *(
        "",
        "  ",
        "Text",
        "  Two words \n",
        "&lt;p&gt;HTML &amp;amp; more&lt;/p&gt;",
        "<![CDATA[<p>C &amp; D</p>]]>",
    ),
    *(
        "Слово",
        "café",
        "cafÃ©",
        "â€™",
        "Ð¡Ð»",
        "\x93q\x94",
        "a<!-- c -->b",
        "a<?pi x?>b",
        "a&#13;b",
        "&#160;x",
    ),
    *(
        "https://a.example/1",
        "https://a.example/1?x=1&amp;y=2",
        "https://a.example/?x=1&amp;amp;y=2;z",
        "/rel/2",
    ),
    *(
        "urn:x:1",
        "tag:a.example,2020:1",
        "?q",
        "#f",
        "http:///x",
        "HTTP://A.example",
        "//e.example/",
        "http://[bad",
    ),
    *(
        "http://a.example/ü?é",
        "http://a.example:80/../x//y",
        "mailto:x@y.example",
        "x;y",
        "&amp;foo;",
        "\u2003x",
    ),
    *("Mon, 16 Nov 2026 10:00:00 +0200", "2026-11-16T10:00:00Z", "2026-11-16", "yesterday", "0000-00-00"),
    *("bo@b.example (Bo)", "Bo", "Bo &lt;bo@c.example&gt;", "en-gb", "a,b, c", "1 2"),
)
_MARKS = '<>&;"/ :='


def plausible_feed(seed: int) -> bytes:
    """A feed; every third has had a few characters moved, lost or repeated."""
    chance = random.Random(seed)
    kind = chance.choice(("rss", "rss", "atom", "atom 0.3", "rdf"))
    item = "item" if kind.startswith("r") else "entry"
    items = "".join(_item(chance, item) for _ in range(chance.randint(0, 3)))
    head = "".join(
        _element(chance, name) for name in ["title", *chance.choices(_FEED.split(), k=chance.randint(0, 6))]
    )
    tail = _element(chance, chance.choice(_FEED.split())) if chance.random() < 0.2 else ""
    feed = {
        "rss": f'<rss version="2.0" {_NAMESPACES}><channel>{head}{items}{tail}</channel></rss>',
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom" {_NAMESPACES} xml:lang="en_GB">{head}{items}{tail}</feed>',
        "atom 0.3": f'<feed version="0.3" xmlns="http://purl.org/atom/ns#" {_NAMESPACES}>{head}{items}{tail}</feed>',
        "rdf": f'<rdf:RDF xmlns="http://purl.org/rss/1.0/" {_NAMESPACES}><channel rdf:about="x">{head}</channel>'
        f"{items}{tail}</rdf:RDF>",
    }[kind]
    return (_mutated(chance, feed) if chance.random() < 0.33 else feed).encode()


def _item(chance: random.Random, name: str) -> str:
    attributes = _attributes(chance) if chance.random() < 0.2 else ""
    inside = "\n".join(_element(chance, chance.choice(_ITEM.split())) for _ in range(chance.randint(0, 9)))
    return f"<{name}{attributes}>{inside}</{name}>\n"


def _element(chance: random.Random, name: str, depth: int = 0) -> str:
    inside = chance.choice(_TEXTS)
    if name in _PARTS and depth < 3 and chance.random() < 0.7:
        parts = chance.choices(_PARTS[name], k=chance.randint(0, 3))
        inside = chance.choice(("", "", "", "\n", "x")) + "".join(
            _element(chance, part, depth + 1) for part in parts
        )
    elif chance.random() < 0.02:
        inside += _element(chance, chance.choice(_ITEM.split()), depth + 1)
    return f"<{name}{_attributes(chance) if depth == 0 else ''}>{inside}</{name}>"


def _attributes(chance: random.Random) -> str:
    chosen = chance.sample(_ATTRIBUTES, chance.choices((0, 1, 2), (12, 3, 1))[0])
    return "".join(f" {one}" for one in {one.partition("=")[0]: one for one in chosen}.values())


def _mutated(chance: random.Random, text: str) -> str:
    for _ in range(chance.randint(1, 3)):
        start, place = chance.randrange(len(text)), chance.randrange(len(text))
        end = min(len(text), start + chance.randint(0, 40))
        ways = (
            text[:start] + text[end:],
            text[:end] + text[start:],
            text[:place] + text[start:end] + text[place:],
            text[:start] + chance.choice(_MARKS) + text[start + 1 :],
        )
        text = chance.choice(ways)
    return text

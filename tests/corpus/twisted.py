"""Feeds that no one writes: every element that feedparser gives a meaning, within every other, in any order."""

import random
from dataclasses import dataclass

_ODD = "https://outlet.example/odd"
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "cc": "http://web.resource.org/cc/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "georss": "http://www.georss.org/georss",
    "gml": "http://www.opengis.net/gml",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "odd": _ODD,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "svg": "http://www.w3.org/2000/svg",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
_USUAL = (
    "title link description pubDate guid category author summary content updated published id source "
    "dc:creator dc:date dc:subject content:encoded media:content media:title media:group media:thumbnail "
    "p b image div new:creator odd:creator"
)
_UNUSUAL = (
    "abstract body channel cloud comments contributor copyright created div email enclosure entry "
    "expirationdate feed fullitem height homepage image info item keywords language lastBuildDate "
    "managingEditor modified name newlocation rdf rights rss subtitle svg tagline tags textinput "
    "textInput ttl url uri webMaster width atom:author atom:content atom:entry atom:id atom:link "
    "atom:summary atom:title atom:updated cc:license dc:contributor dc:description dc:language "
    "dc:publisher dc:rights dc:title dcterms:issued dcterms:modified dcterms:valid georss:point "
    "georss:where gml:Point gml:pos itunes:author itunes:category itunes:explicit itunes:image "
    "itunes:keywords itunes:link itunes:owner itunes:subtitle itunes:summary media:category media:credit "
    "media:description media:keywords media:player media:rating odd:content odd:creator odd:item "
    "odd:title rdf:li rdf:Seq svg:svg svg:title xhtml:body xhtml:div xhtml:p xhtml:title new:creator "
    "dc_creator media_title content_encoded xhtml_body feedburner_browserfriendly georssgeom geom"
)
_ATTRIBUTES = (
    'type="html"',
    'type="xhtml"',
    'type="text/html" mode="xml"',
    'type="application/xhtml+xml"',
    'type="application/xml"',
    'odd:type="text/xml"',
    'odd:type="html"',
    'type="image/svg+xml"',
    'xml:base="https://elsewhere.example/deep/"',
    'xml:base="https://elsewhere.example/deep/"',
    'base="/other/"',
    'xml:lang="uk"',
    'href="relative"',
    'href="https://outlet.example/news/7"',
    'rel="self"',
    'isPermaLink="false"',
    'url="https://outlet.example/picture"',
    'term="sensors"',
    'text="Export"',
    'rdf:about="https://outlet.example/about"',
    'lastmod="2026-11-16"',
    'xmlns="http://www.w3.org/1999/xhtml"',
    'xmlns="http://www.w3.org/2005/Atom"',
    'xmlns="https://outlet.example/odd"',
    'xmlns="http://purl.org/dc/elements/1.1/"',
    'xmlns=""',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dc="https://outlet.example/odd"',
    'xmlns:odd="http://purl.org/dc/elements/1.1/"',
    'xmlns:media="http://search.yahoo.com/mrss/"',
)
_NEW = (_NAMESPACES["dc"], _NAMESPACES["media"], _ODD, "https://outlet.example/new")
_TEXTS = (
    "Licences on hold",
    "Ліцензії",
    "",
    "relative/2",
    "https://outlet.example/news/1",
    "2026-11-16T10:00:00Z",
    "12",
    "&lt;p&gt;Sensors &amp;amp; more&lt;/p&gt;",
    "<![CDATA[<p>Sensors</p></item><item>]]>",
    "<!-- <item> -->x",
    "<?sort it?>y",
)
# In which what another item leaves behind would show.
_PROBE = (
    "<title>A probe</title><link>relative</link><description>One.</description><summary>Two.</summary>"
    '<content type="xhtml"><xhtml:div><b>Three</b></xhtml:div></content><dc:creator>Ada</dc:creator>'
    "<odd:creator>Bo</odd:creator><guid>relative/3</guid><updated>2026-11-16T10:00:00Z</updated>"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    root: str
    opening: str  # behind the root's tag
    item: str
    closing: str


_SHAPES = (
    _Shape('rss version="2.0"', "<channel>", "item", "</channel>"),
    _Shape('rss version="0.91" xml:lang="en"', "<channel>", "item", "</channel>"),
    _Shape("rss", "<channel><title>Outlet</title></channel>", "item", ""),
    _Shape(
        'rdf:RDF xmlns="http://purl.org/rss/1.0/"', "<channel><title>Outlet</title></channel>", "item", ""
    ),
    _Shape("rdf:RDF", "<channel><title>Outlet</title></channel>", "item", ""),
    _Shape('feed xmlns="http://www.w3.org/2005/Atom"', "", "entry", ""),
    _Shape('feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"', "", "entry", ""),
    _Shape("feed", "", "entry", ""),
)


def twisted_feed(seed: int) -> bytes:
    """The bytes of a well-formed feed of a few items, some of them twisted, some equal, some to show leaks."""
    chance = random.Random(seed)
    shape = chance.choice(_SHAPES)
    items = [_item(chance, shape.item) for _ in range(chance.randint(2, 4))]
    if chance.random() < 0.2:
        items.append(items[0])
    items.insert(chance.randrange(len(items) + 1), f"<{shape.item}>{_PROBE}</{shape.item}>")
    between = chance.choice(["", "", "", "\n", "<!-- <item> -->", _elements(chance, 2)])
    before = _elements(chance, 3) if chance.random() < 0.5 else ""
    after = _elements(chance, 3) if chance.random() < 0.4 else ""
    bound = _NAMESPACES | chance.choice([{}, {}, {"dc": _ODD}, {"odd": _NAMESPACES["dc"]}, {"atom": _ODD}])
    used = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in bound.items())
    root = shape.root.partition(" ")[0]
    inside = f"{shape.opening}{before}{between.join(items)}{after}{shape.closing}"
    return f"<{shape.root}{used}>{inside}</{root}>".encode()


def _item(chance: random.Random, name: str) -> str:
    if chance.random() < 0.02:
        return f"<{name}/>"
    attributes = f" {chance.choice(_ATTRIBUTES)}" if chance.random() < 0.2 else ""
    return f"<{name}{attributes}>{_elements(chance, 5)}</{name}>"


def _elements(chance: random.Random, most: int) -> str:
    return "".join(_element(chance, 0) for _ in range(chance.randint(0, most)))


def _element(chance: random.Random, depth: int) -> str:
    name = chance.choice((_USUAL if chance.random() < 0.75 else _UNUSUAL).split())
    attributes = {}
    while chance.random() < 0.25:
        attribute = chance.choice(_ATTRIBUTES)
        attributes[attribute.partition("=")[0]] = attribute
    if name.startswith("new:"):
        attributes["xmlns:new"] = f'xmlns:new="{chance.choice(_NEW)}"'
    inside = chance.choice(_TEXTS)
    while depth < 4 and chance.random() < 0.2:
        inside += _element(chance, depth + 1) + chance.choice(_TEXTS)
    return f"<{' '.join([name, *attributes.values()])}>{inside}</{name}>"

"""Feeds as publishers write them, of every form, with the oddities that are common: for property tests."""

from dataclasses import dataclass

from hypothesis import strategies as st

_MODULES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
_CHANNEL = (
    "<title>Вісник «Приклад»</title>\n<link>https://outlet.example/</link>\n<description>News</description>\n"
    "<!-- <item>not one</item> -->\n<language>uk</language>\n<lastBuildDate>{built}</lastBuildDate>\n"
)


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of feed is written: what stands before its items, behind them, and what an item is called."""

    opening: str
    closing: str
    item: str
    text: str  # the elements that hold a title, a link, a text and a moment
    extra: tuple[str, ...] = ()


_RSS_TEXT = (
    "<title>{title}</title><link>{link}</link><description>{text}</description>\n<pubDate>{moment}</pubDate>"
)
_RSS_EXTRA = (
    '<guid isPermaLink="false">urn:outlet:{number}</guid>',
    "<dc:creator>Ольга Приклад</dc:creator>",
    "<category>Експорт</category><category domain='x'>Sensors</category>",
    "<content:encoded><![CDATA[<p>Long</p></item><item><title>not one</title>]]></content:encoded>",
    '<media:group><media:content url="https://outlet.example/1.jpg"><media:title>A</media:title></media:content></media:group>',
    '<enclosure url="https://outlet.example/1.mp3" length="1" type="audio/mpeg"/>',
    '<source url="https://other.example/feed">Other</source>',
    '<post-id xmlns="com-wordpress:feed-additions:1">{number}</post-id>',
    '<dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/">Licences</dc:subject>',
    "<?editor seen?><!-- </item> -->",
    "<description>a second one</description>",
)
_ATOM_TEXT = (
    '<title type="html">{title}</title>\n<link href="{link}"/><id>urn:outlet:{number}</id><summary>{text}</summary>'
    "<updated>{moment}</updated>"
)
_ATOM_EXTRA = (
    "<author><name>Ольга Приклад</name><email>olha@outlet.example</email></author>",
    '<category term="export"/>',
    '<content type="html">&lt;p&gt;Long&lt;/p&gt;&lt;/entry&gt;</content>',
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long <b>text</b></p></div></content>',
    "<source><id>urn:other</id><title>Other</title></source>",
    '<content xml:base="https://elsewhere.example/" type="text">Long</content>',
    "<published>2026-11-15T10:00:00Z</published>",
)
_FEED = "<title>Вісник</title><id>urn:outlet</id><updated>{built}</updated>\n<link href='/' rel='alternate'/>"

FORMS = {
    "RSS 2.0": Form(
        f'<rss version="2.0" {_MODULES}>\n<channel>{_CHANNEL}',
        "</channel></rss>",
        "item",
        _RSS_TEXT,
        _RSS_EXTRA,
    ),
    "RSS 0.91": Form(f'<rss version="0.91">\n<channel>{_CHANNEL}', "</channel></rss>", "item", _RSS_TEXT),
    "RSS 0.91, items behind the channel": Form(
        f'<rss version="0.91"><channel>{_CHANNEL}</channel>', "</rss>", "item", _RSS_TEXT
    ),
    "RSS in a namespace": Form(
        f'<r:rss xmlns:r="http://backend.userland.com/rss2" version="2.0" {_MODULES}><r:channel>',
        "<r:title>Вісник</r:title></r:channel></r:rss>",
        "r:item",
        "<r:title>{title}</r:title><r:link>{link}</r:link><r:description>{text}</r:description>",
    ),
    "RSS 1.0": Form(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'{_MODULES}><channel rdf:about="https://outlet.example/">{_CHANNEL}<items><rdf:Seq>'
        '<rdf:li resource="https://outlet.example/{built}"/></rdf:Seq></items></channel>\n',
        "<image><title>Picture</title><url>https://outlet.example/logo.png</url></image></rdf:RDF>",
        "item",
        _RSS_TEXT,
        _RSS_EXTRA[1:4],
    ),
    "Atom": Form(
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk" xml:base="/news/">{_FEED}',
        "</feed>",
        "entry",
        _ATOM_TEXT,
        _ATOM_EXTRA,
    ),
    "Atom, the entries first": Form(
        '<feed xmlns="http://www.w3.org/2005/Atom">', f"{_FEED}</feed>", "entry", _ATOM_TEXT, _ATOM_EXTRA
    ),
    "Atom with a prefix": Form(
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Вісник</a:title>',
        "<a:updated>{built}</a:updated></a:feed>",
        "a:entry",
        '<a:title>{title}</a:title><a:link href="{link}"/><a:summary>{text}</a:summary>',
    ),
}
_ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "windows-1251", "koi8-u", "iso-8859-1", "us-ascii")
_PHRASES = (
    "Licences on hold",
    "Ліцензії призупинено",
    "Ministry &amp; maker: «Sensors»",
    "<![CDATA[Sensors </item> & <item> more]]>",
    "&lt;p&gt;The ministry&lt;/p&gt;",
    "a<!-- <entry> -->b<?sort it?>c",
    "&#1051;&#x456;&#8211;",
    "",
)
_MOMENTS = ("Mon, 16 Nov 2026 10:00:00 +0200", "2026-11-16T10:00:00Z", "yesterday")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A feed of one form; its body changes from poll to poll."""

    form: Form
    encoding: str
    content_type: str
    newline: str
    gap: str  # between items

    def body(self, items: list[str], built: str) -> bytes:
        declared = self.encoding.removesuffix("-sig")
        lines = [
            f'<?xml version="1.0" encoding="{declared}"?>',
            self.form.opening.replace("{built}", built),
            self.gap.join(items),
            self.form.closing.replace("{built}", built),
        ]
        text = "\n".join(lines).replace("\n", self.newline)
        return text.encode(self.encoding, "xmlcharrefreplace")


@st.composite
def outlets(draw: st.DrawFn) -> Outlet:
    encoding = draw(st.sampled_from(_ENCODINGS))
    charset = encoding.removesuffix("-sig")
    kinds = [
        "application/rss+xml",
        "text/xml",
        "",
        f"text/xml; charset={charset}",
        f'text/html; charset="{charset}"',
    ]
    return Outlet(
        form=draw(st.sampled_from(list(FORMS.values()))),
        encoding=encoding,
        content_type=draw(st.sampled_from(kinds)),
        newline=draw(st.sampled_from(["\n", "\r\n"])),
        gap=draw(st.sampled_from(["", "\n", "\n<!-- <item> -->\n", "<?next?>"])),
    )


@st.composite
def _items(draw: st.DrawFn, form: Form) -> str:
    number = draw(st.integers(1, 999))
    parts = [
        form.text,
        *draw(st.lists(st.sampled_from(form.extra), max_size=3) if form.extra else st.just([])),
    ]
    written = "".join(draw(st.permutations(parts)))
    for hole, value in {
        "title": draw(st.sampled_from(_PHRASES)),
        "text": draw(st.sampled_from(_PHRASES)),
        "link": f"https://outlet.example/news/{number}?a=1&amp;b=2",
        "moment": draw(st.sampled_from(_MOMENTS)),
        "number": str(number),
    }.items():
        written = written.replace(f"{{{hole}}}", value)
    return f"<{form.item}>{written}</{form.item}>"


def items(outlet: Outlet) -> st.SearchStrategy[list[str]]:
    """Up to eight items of an outlet, some of them equal."""
    return st.lists(_items(outlet.form), max_size=6).map(lambda made: made + made[:2])

"""RSS 2.0, Atom and RDF (RSS 1.0), written out: an item's values become the text of a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from html import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MODULES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


@dataclass(frozen=True)
class Item:
    link: str
    title: str
    author: str
    tags: Sequence[str]
    stamp: float  # seconds since 1970
    summary: str  # HTML
    content: str  # HTML, or empty
    image: str  # the address of an enclosure


@dataclass(frozen=True)
class Channel:
    url: str
    site: str
    title: str
    stamp: float
    cdata: bool  # HTML stands in CDATA sections; else it is escaped


def document(kind: str, channel: Channel, items: Sequence[Item]) -> str:
    """The whole feed; `kind` is rss, atom or rdf."""
    return {"rss": _rss, "atom": _atom, "rdf": _rdf}[kind](channel, items)


def _rss(channel: Channel, items: Sequence[Item]) -> str:
    return (
        f'{_HEAD}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" {_MODULES}><channel>'
        f"<title>{escape(channel.title)}</title><link>{channel.site}</link>"
        f"<description>{escape(channel.title)}</description>"
        f'<atom:link rel="self" href="{channel.url}"/><language>en</language>'
        f"<lastBuildDate>{formatdate(channel.stamp, usegmt=True)}</lastBuildDate>\n"
        + "".join(_rss_item(channel, item) for item in items)
        + "</channel></rss>\n"
    )


def _rss_item(channel: Channel, item: Item) -> str:
    tags = "".join(f"<category>{escape(tag)}</category>" for tag in item.tags)
    return (
        f"<item><title>{escape(item.title)}</title><link>{item.link}</link>"
        f'<guid isPermaLink="true">{item.link}</guid>'
        f"<pubDate>{formatdate(item.stamp, usegmt=True)}</pubDate><dc:creator>{escape(item.author)}</dc:creator>"
        f'{tags}<enclosure url="{item.image}" length="51200" type="image/jpeg"/>'
        f"<description>{_html(channel, item.summary)}</description>{_encoded(channel, item)}</item>\n"
    )


def _rdf(channel: Channel, items: Sequence[Item]) -> str:
    sequence = "".join(f'<rdf:li rdf:resource="{item.link}"/>' for item in items)
    return (
        f'{_HEAD}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {_MODULES}><channel rdf:about="{channel.url}">'
        f"<title>{escape(channel.title)}</title><link>{channel.site}</link>"
        f"<description>{escape(channel.title)}</description>"
        f"<items><rdf:Seq>{sequence}</rdf:Seq></items></channel>\n"
        + "".join(_rdf_item(channel, item) for item in items)
        + "</rdf:RDF>\n"
    )


def _rdf_item(channel: Channel, item: Item) -> str:
    return (
        f'<item rdf:about="{item.link}"><title>{escape(item.title)}</title><link>{item.link}</link>'
        f"<dc:creator>{escape(item.author)}</dc:creator><dc:date>{_iso(item.stamp)}</dc:date>"
        f"<dc:subject>{escape(item.tags[0])}</dc:subject>"
        f"<description>{_html(channel, item.summary)}</description>{_encoded(channel, item)}</item>\n"
    )


def _encoded(channel: Channel, item: Item) -> str:
    return f"<content:encoded>{_html(channel, item.content)}</content:encoded>" if item.content else ""


def _atom(channel: Channel, items: Sequence[Item]) -> str:
    return (
        f"{_HEAD}<feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(channel.title)}</title>"
        f"<link href='{channel.site}'/><link rel='self' href='{channel.url}'/>"
        f"<id>{channel.url}</id><updated>{_iso(channel.stamp)}</updated>\n"
        + "".join(_atom_entry(channel, item) for item in items)
        + "</feed>\n"
    )


def _atom_entry(channel: Channel, item: Item) -> str:
    tags = "".join(f'<category term="{escape(tag)}"/>' for tag in item.tags)
    content = f"<content type='html'>{_html(channel, item.content)}</content>" if item.content else ""
    return (
        f"<entry><title>{escape(item.title)}</title><link rel='alternate' type='text/html' href='{item.link}'/>"
        f"<id>{item.link}</id><published>{_iso(item.stamp)}</published><updated>{_iso(item.stamp)}</updated>"
        f"<author><name>{escape(item.author)}</name></author>{tags}"
        f"<summary type='html'>{_html(channel, item.summary)}</summary>{content}</entry>\n"
    )


def _html(channel: Channel, html: str) -> str:
    return f"<![CDATA[{html}]]>" if channel.cdata else escape(html)


def _iso(stamp: float) -> str:
    return datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

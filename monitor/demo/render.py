"""An outlet's items as RSS 2.0, Atom 1.0 or RSS 1.0 (RDF)."""

import html
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from monitor.demo.model import NewsItem, Outlet

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS1 = "http://purl.org/rss/1.0/"
_XML = "http://www.w3.org/XML/1998/namespace"

MEDIA_TYPES: Mapping[str, str] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
}

for _prefix, _namespace in {"content": _CONTENT, "dc": _DC, "rdf": _RDF}.items():
    ElementTree.register_namespace(_prefix, _namespace)


def render(outlet: Outlet, items: Sequence[NewsItem], base_url: str) -> bytes:
    """The feed document; the same items give the same bytes. How much text is in it the outlet decides."""
    document: bytes = ElementTree.tostring(
        _FORMATS[outlet.format](outlet, items, base_url), encoding="utf-8", xml_declaration=True
    )
    return document


def _rss(outlet: Outlet, items: Sequence[NewsItem], base_url: str) -> Element:
    root = Element("rss", {"version": "2.0"})
    channel = SubElement(root, "channel")
    _add(channel, "title", outlet.name)
    _add(channel, "link", f"{base_url}/{outlet.slug}/")
    _add(channel, "description", _about(outlet))
    _add(channel, "language", outlet.language)
    for item in items:
        entry = SubElement(channel, "item")
        _add(entry, "title", item.title)
        _add(entry, "link", base_url + item.path)
        _add(entry, "guid", item.guid, {"isPermaLink": "false"})
        _add(entry, "pubDate", format_datetime(item.published.replace(microsecond=0), usegmt=True))
        _add(entry, f"{{{_DC}}}creator", item.author)
        for category in item.categories:
            _add(entry, "category", category)
        _add(entry, "description", _summary(outlet, item))
        _add(entry, f"{{{_CONTENT}}}encoded", _full_text(outlet, item))
    return root


def _atom(outlet: Outlet, items: Sequence[NewsItem], base_url: str) -> Element:
    root = Element(
        "feed", {"xmlns": _ATOM} | ({f"{{{_XML}}}lang": outlet.language} if outlet.language else {})
    )
    _add(root, "title", outlet.name)
    _add(root, "subtitle", _about(outlet))
    _add(root, "id", f"tag:demo.wiredesk.example,2026:{outlet.slug}")
    SubElement(root, "link", {"rel": "alternate", "href": f"{base_url}/{outlet.slug}/"})
    SubElement(root, "link", {"rel": "self", "href": f"{base_url}/{outlet.slug}/feed.xml"})
    _add(root, "updated", _iso(max(item.updated for item in items)) if items else "")
    for item in items:
        entry = SubElement(root, "entry")
        _add(entry, "title", item.title)
        SubElement(entry, "link", {"rel": "alternate", "href": base_url + item.path})
        _add(entry, "id", item.guid)
        _add(entry, "published", _iso(item.published))
        _add(entry, "updated", _iso(item.updated))
        author = SubElement(entry, "author")
        _add(author, "name", item.author or outlet.name)
        for category in item.categories:
            SubElement(entry, "category", {"term": category})
        _add(entry, "summary", _summary(outlet, item))
        _add(entry, "content", _full_text(outlet, item), {"type": "html"})
    return root


def _rdf(outlet: Outlet, items: Sequence[NewsItem], base_url: str) -> Element:
    root = Element(f"{{{_RDF}}}RDF", {"xmlns": _RSS1})
    channel = SubElement(root, "channel", {f"{{{_RDF}}}about": f"{base_url}/{outlet.slug}/feed.xml"})
    _add(channel, "title", outlet.name)
    _add(channel, "link", f"{base_url}/{outlet.slug}/")
    _add(channel, "description", _about(outlet))
    _add(channel, f"{{{_DC}}}language", outlet.language)
    sequence = SubElement(SubElement(channel, "items"), f"{{{_RDF}}}Seq")
    for item in items:
        SubElement(sequence, f"{{{_RDF}}}li", {f"{{{_RDF}}}resource": item.guid})
        entry = SubElement(root, "item", {f"{{{_RDF}}}about": item.guid})
        _add(entry, "title", item.title)
        _add(entry, "link", base_url + item.path)
        _add(entry, f"{{{_DC}}}date", _iso(item.published))
        _add(entry, f"{{{_DC}}}creator", item.author)
        for category in item.categories:
            _add(entry, f"{{{_DC}}}subject", category)
        _add(entry, "description", _summary(outlet, item))
        _add(entry, f"{{{_CONTENT}}}encoded", _full_text(outlet, item))
    return root


_FORMATS: Mapping[str, Callable[[Outlet, Sequence[NewsItem], str], Element]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
}


def _add(parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    """A child with that text; none where there is no text."""
    if text:
        SubElement(parent, name, dict(attributes or {})).text = text


def _about(outlet: Outlet) -> str:
    return f"{outlet.name} is invented for the demo."


def _summary(outlet: Outlet, item: NewsItem) -> str:
    return "" if outlet.text == "headline" else item.summary


def _full_text(outlet: Outlet, item: NewsItem) -> str:
    """The whole text as HTML, where the outlet gives it away and there is more than the summary."""
    if outlet.text != "full" or not item.content:
        return ""
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in (item.summary, *item.content))


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

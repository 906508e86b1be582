"""Write a list of feeds in OPML 2.0 (http://opml.org/spec2.opml), for other readers. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from lxml import etree  # type: ignore[import-untyped]

from monitor.model import Feed


def write_opml(feeds: Iterable[Feed], title: str, now: datetime) -> bytes:
    """An OPML 2.0 file of these feeds, in a folder for each kind.

    It holds what other readers understand: address, name, site, language and kind; the rest is in a file of feeds.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    for kind, members in groupby(sorted(feeds, key=lambda feed: feed.kind), key=lambda feed: feed.kind):
        parent = etree.SubElement(body, "outline", text=kind, title=kind) if kind else body
        for feed in members:
            etree.SubElement(parent, "outline", _written(feed))
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _written(feed: Feed) -> dict[str, str]:
    category = re.sub(r"[,/]", " ", feed.kind)  # they part categories there
    values = {
        "type": "rss",
        "text": feed.name,
        "title": feed.name,
        "xmlUrl": feed.url,
        "htmlUrl": feed.site,
        "language": feed.language,
        "category": category,
    }
    return {name: value for name, value in values.items() if value}

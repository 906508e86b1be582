"""The article's text within the markup of a page, as trafilatura finds it. Slow to import: see full_text."""

import logging
import re
from urllib.parse import urljoin

import trafilatura
from bs4.dammit import UnicodeDammit
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from monitor.articles.address import same_site, usable
from monitor.model import Fetched

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong is told by our own reasons
logging.getLogger("bs4.dammit").setLevel(logging.CRITICAL)


def article_text(page: Fetched) -> tuple[str, str]:
    """The text, a line a paragraph, without what is around it, and the original elsewhere that the page names.

    "" for either where there is none. Raises what libraries raise.
    """
    tree = trafilatura.load_html(_decoded(page))
    if tree is None:
        return "", ""
    original = _original(tree, page.url)
    return trafilatura.extract(tree, fast=True, include_comments=False) or "", original


def _original(tree: HtmlElement, url: str) -> str:
    """The address of another site's page that this one, fetched from `url`, links to as canonical (RFC 6596)."""
    for link in tree.iterfind(".//link[@href]"):
        if "canonical" in link.get("rel", "").lower().split():
            try:
                address = usable(urljoin(url, link.get("href", "").strip()))
            except ValueError:  # half of an IPv6 address, say
                return ""
            return "" if same_site(address, url) else address
    return ""


def _decoded(page: Fetched) -> str:
    """The markup; what is valid UTF-8 is nothing else, whatever the server or the page says."""
    try:
        return page.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = _CHARSET.search(page.headers.get("content-type", ""))
        found = UnicodeDammit(page.body, known_definite_encodings=[told[1]] if told else [], is_html=True)
        return found.unicode_markup or ""

"""The article's text within the markup of a page, as trafilatura finds it. Slow to import: see full_text."""

import logging
import re

import trafilatura
from bs4.dammit import UnicodeDammit

from monitor.model import Fetched

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.ASCII | re.IGNORECASE)

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong is told by our own reasons
logging.getLogger("bs4.dammit").setLevel(logging.CRITICAL)


def article_text(page: Fetched) -> str:
    """The text, a line a paragraph, without what is around it; "" where there is none. Raises what libraries raise."""
    return trafilatura.extract(_decoded(page), fast=True, include_comments=False) or ""


def _decoded(page: Fetched) -> str:
    """The markup; what is valid UTF-8 is nothing else, whatever the server or the page says."""
    try:
        return page.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = _CHARSET.search(page.headers.get("content-type", ""))
        found = UnicodeDammit(page.body, known_definite_encodings=[told[1]] if told else [], is_html=True)
        return found.unicode_markup or ""

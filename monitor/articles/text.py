"""Markup becomes plain text that can be searched, classified and shown without danger."""

import re
import unicodedata
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import PageElement, PreformattedString, Tag

MARKUP_LIMIT = 64_000  # characters of one field that are read at all: beyond, parsers turn quadratic

_LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d|#x|[a-zA-Z])")
_BLOCKS = frozenset(
    {
        *("p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"),
        *("section", "article", "header", "footer", "figure", "figcaption", "table", "hr", "dd", "dt"),
    }
)
_DROPPED = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form", "head"}
)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line break
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\s]*")
# Directional overrides and zero-width characters: they hide words from a search and reorder what is shown.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def plain(markup: str) -> str:
    """The text of a piece of HTML, a line a paragraph. Text without markup comes back as it is, cleaned."""
    markup = markup[:MARKUP_LIMIT]
    if not _LOOKS_LIKE_MARKUP.search(markup):
        return clean(markup)
    return clean("".join(_pieces(BeautifulSoup(markup, "lxml"))))


def _pieces(soup: BeautifulSoup) -> Iterator[str]:
    """The texts in reading order, with line breaks around blocks.

    A walk of our own: to insert the breaks into the tree and read it whole is quadratic on nested elements.
    """
    ahead: list[str | PageElement] = [soup]
    while ahead:
        node = ahead.pop()
        if isinstance(node, Tag):
            if node.name in _DROPPED:
                continue
            if node.name in _BLOCKS:
                yield "\n"
                ahead.append("\n")
            ahead.extend(reversed(node.contents))
        elif isinstance(node, str) and not isinstance(node, PreformattedString):
            yield node


def plain_line(markup: str, limit: int) -> str:
    """The text of a title or a name: one line of at most `limit` characters, cut at a word with an ellipsis."""
    line = " ".join(plain(markup).split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip() + "…"


def clean(text: str) -> str:
    """Text without control, invisible and lone surrogate characters, composed (NFC), its white space folded."""
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    text = _INVISIBLE.sub("", text)
    text = _CONTROLS.sub(" ", text)
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()

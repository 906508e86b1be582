"""Markup becomes plain text that can be searched, classified and shown without danger."""

import re
import threading
import unicodedata

from lxml import etree  # type: ignore[import-untyped]

MARKUP_LIMIT = 64_000  # characters of one field that are read at all: beyond, parsers turn quadratic

_LOOKS_LIKE_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d|#x|[a-zA-Z])")
# Elements that stand in lines of their own, and those of which nothing is text.
BLOCKS = frozenset(
    {
        *("p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"),
        *("section", "article", "header", "footer", "figure", "figcaption", "table", "hr", "dd", "dt"),
    }
)
DROPPED = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form", "head"}
)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # all but the line break
# Directional overrides and zero-width characters: they hide words from a search and reorder what is shown.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def plain(markup: str) -> str:
    """The text of a piece of HTML, a line a paragraph. Text without markup comes back as it is, cleaned."""
    markup = markup[:MARKUP_LIMIT]
    if not _LOOKS_LIKE_MARKUP.search(markup):
        return clean(markup)
    parser = _of_this_thread.parser
    parser.feed(_encodable(markup))
    text: str = parser.close()
    return clean(text)


class _Texts:
    """A target of lxml's: takes the texts of a document in reading order, with line breaks around blocks.

    No tree is made: to make one costs more than all the rest.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._dropped = 0  # elements open from the outermost one whose text is dropped

    def start(self, tag: str, _attributes: object) -> None:
        if self._dropped or tag in DROPPED:
            self._dropped += 1
        elif tag in BLOCKS:
            self._pieces.append("\n")

    def end(self, tag: str) -> None:
        if self._dropped:
            self._dropped -= 1
        elif tag in BLOCKS:
            self._pieces.append("\n")

    def data(self, text: str) -> None:
        if not self._dropped:
            self._pieces.append(text)

    def close(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        self._dropped = 0
        return text


class _OfThisThread(threading.local):
    """Parsers keep a state, and to make one takes as long as to read a paragraph."""

    def __init__(self) -> None:
        self.parser = etree.HTMLParser(target=_Texts())


_of_this_thread = _OfThisThread()


def plain_line(markup: str, limit: int) -> str:
    """The text of a title or a name: one line of at most `limit` characters, cut at a word with an ellipsis."""
    line = plain(markup).replace("\n", " ")
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip() + "…"


def clean(text: str) -> str:
    """Text without control, invisible and lone surrogate characters, composed (NFC), its white space folded."""
    folded = _folded(text)
    # Characters that are to go are not printable: most texts are clean but for their white space.
    if folded.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", folded):
        return folded
    text = _CONTROLS.sub(" ", _INVISIBLE.sub("", _encodable(text)))
    return _folded(unicodedata.normalize("NFC", text))


def _folded(text: str) -> str:
    """Text in lines without white space around them, and with single spaces within."""
    if text.isprintable() and "  " not in text:  # of white space, only the space is printable
        return text.strip()
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _encodable(text: str) -> str:
    """Text without lone surrogates, which no encoding takes."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode()

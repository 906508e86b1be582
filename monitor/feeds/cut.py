"""Known items are cut out of a feed before it is parsed: what is left costs little, and reads as it did in the whole.

feedparser stays the one meaning of a feed. A feed of which that cannot be said for sure has no layout, and is
parsed whole.
"""

import codecs
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from monitor.feeds.parse import ENTRY_LIMIT
from monitor.feeds.spans import Outline, Unsafe, outline

# Encodings in which a byte below 128 is always the ASCII character.
_ABOVE_ASCII = re.compile(r"ascii|utf-8|iso8859-\d+|cp125\d|koi8-[ru]")
_DECLARED = re.compile(rb"""<\?.*encoding=['"](.*?)['"].*\?>""")
_XML_TEXT = re.compile(r"text/(?:.*\+)?xml")


@dataclass(frozen=True, slots=True)
class Span:
    """One item of a feed: its bytes' place, and a hash of them and of all they inherit."""

    start: int
    end: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the items of one body lie. Equal hashes, of whatever layouts of one address, are equal entries."""

    head: bytes  # a hash of what the items inherit; each item's hash holds it too
    items: tuple[Span, ...]


def layout(body: bytes, content_type: str) -> Layout | None:
    """The layout of a feed, or None where only a parse of the whole is sure to be right.

    Its hashes hold for one address only: feedparser resolves links against it.
    """
    encoding = _encoding(body, content_type)
    if encoding is None:
        return None
    try:
        found = outline(body, encoding)
    except (expat.ExpatError, Unsafe, ValueError, LookupError):
        return None
    head = _head(encoding, found)
    return Layout(
        head,
        tuple(
            Span(start, end, hashlib.blake2b(body[start:end], key=head, digest_size=16).digest())
            for start, end in found.items
        ),
    )


def remaining(layout: Layout, known: Collection[bytes]) -> list[int]:
    """Which entries of the whole are those of the body without the known items, in order."""
    return [number for number, item in enumerate(layout.items[:ENTRY_LIMIT]) if item.hash not in known]


def without(body: bytes, layout: Layout, known: Collection[bytes]) -> bytes:
    """The body without the items whose hashes are known, and without those that a parse would not reach."""
    kept = set(remaining(layout, known))
    pieces, at = [], 0
    for number, item in enumerate(layout.items):
        if number not in kept:
            pieces.append(body[at : item.start])
            at = item.end
    return b"".join([*pieces, body[at:]])


def _head(encoding: str, found: Outline) -> bytes:
    inherited = repr((encoding, found.inherited)).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(inherited, digest_size=16).digest()


def _encoding(body: bytes, content_type: str) -> str | None:
    """The encoding in which feedparser will read the body, whatever is cut from it; None if that can't be said.

    feedparser tries the stated encodings one after the other on all of the body, so that the bytes of one item can
    decide how the others are read. Here one alone may be stated, and expat must accept all of the body in it.
    ASCII may be tried before it, for that reads no byte otherwise.
    """
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    start = body.removeprefix(codecs.BOM_UTF8)
    try:
        charset, declared = _charset(parameters), _declared(start)
    except (LookupError, ValueError):
        return None
    text = kind.startswith("text/")
    if declared == "ascii" or (text and charset in ("", "ascii") and not _XML_TEXT.fullmatch(kind)):
        return "ascii"
    stated = {charset, declared, "utf-8" if start != body else ""} - {"", "ascii"}
    if not stated:
        return "ascii" if text or charset else "utf-8"
    encoding = stated.pop()
    return encoding if not stated and encoding in (declared, "utf-8") else None


def _charset(parameters: Sequence[str]) -> str:
    """The codec that the server names, "" if it names none."""
    pairs = (parameter.partition("=") for parameter in parameters)
    values = [value.strip() for key, _, value in pairs if key.strip().lower() == "charset"]
    if len(values) > 1:
        raise LookupError("more than one charset")
    return _codec("".join(values).strip("\"'"))


def _declared(start: bytes) -> str:
    """The codec that the XML declaration names, "" if it names none.

    feedparser looks for its name in the whole first line, which in many feeds holds all items.
    """
    if not start.startswith(b"<?"):
        return ""
    declaration = start[: start.find(b">") + 1]
    rest_of_line = start[len(declaration) :].partition(b"\n")[0]
    reach = start if rest_of_line.strip() else declaration
    if not declaration.endswith(b"?>") or reach.count(b"encoding=") > 1:
        raise LookupError("more than one encoding")
    found = _DECLARED.match(declaration)
    if found is None and b"encoding=" in reach:
        raise LookupError("an encoding out of place")
    return _codec(found[1].decode("ascii")) if found else ""


def _codec(name: str) -> str:
    """Python's own name of an encoding that contains ASCII; raises LookupError for any other."""
    codec = codecs.lookup(name).name if name else ""
    if codec and not _ABOVE_ASCII.fullmatch(codec):
        raise LookupError(f"{codec} may use ASCII's bytes for something else")
    return codec

"""Known items are cut out of a feed before it is parsed: what is left costs little, and reads as it did in the whole.

feedparser stays the one meaning of a feed. A feed of which that cannot be said for sure has no layout, and is
parsed whole. All bodies here are in UTF-8: what encoding a feed is in has been decided on all of it before.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from xml.parsers import expat

from monitor.feeds.limits import ENTRY_LIMIT
from monitor.feeds.spans import Outline, Unsafe, outline


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


def layout(body: bytes) -> Layout | None:
    """The layout of a feed in UTF-8, or None where only a parse of the whole is sure to be right.

    Its hashes hold for one address only: feedparser resolves links against it.
    """
    try:
        found = outline(body)
    except (expat.ExpatError, Unsafe, ValueError):
        return None
    head = _head(found)
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


def _head(found: Outline) -> bytes:
    inherited = repr(found.inherited).encode("utf-8", "backslashreplace")
    return hashlib.blake2b(inherited, digest_size=16).digest()

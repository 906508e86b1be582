"""How feedparser 6.0.14 names the elements and attributes of a feed, and which mean something to it.

An element's name is its prefix, or the usual one for its namespace, and its own: `dc_creator`, `content_encoded`, but
`title` in RSS as in Atom. Where such a name depends on more than the element, it raises Unsure.
"""

import re
from collections.abc import Mapping

from feedparser.api import StrictFeedParser


class Unsure(Exception):
    """What feedparser makes of this feed can't be said without feedparser."""


Given = dict[str, str]  # attributes by feedparser's names

_RSS10 = "http://purl.org/rss/1.0/"
_PREFIXES = {uri.lower(): prefix for uri, prefix in StrictFeedParser.namespaces.items()}
_USUAL = frozenset(prefix.lower() for prefix in _PREFIXES.values() if prefix)
# Names under which feedparser would take an unknown element for something of its own.
_RESERVED = re.compile(r".*_(?:parsed|detail)|authors|publishers|contributors|links|entries|tags")


class Names:
    """The names of one feed's elements."""

    def __init__(self) -> None:
        self._bound: dict[str, str] = {}  # prefixes, in lower case, and what they stand for
        self._unknown: dict[str, str] = {}  # namespaces that feedparser does not know, and their prefix
        self._names: dict[str, str] = {}

    @property
    def is_rss10(self) -> bool:
        return _RSS10 in self._bound.values()

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """feedparser forgets no prefix: each must mean one thing in the whole feed, and nothing may have two."""
        if not uri:
            return
        known, key = _prefix(uri), (prefix or "").lower()
        if self._bound.setdefault(key, uri) != uri:
            raise Unsure(f"{prefix} means two things")
        if key in _USUAL and (known is None or known.lower() != key):
            raise Unsure(f"{prefix} is not what it mostly is")
        if known is None and self._unknown.setdefault(uri, key) != key:
            raise Unsure(f"{uri} has two prefixes")
        if known == "xlink" or uri.split() != [uri]:
            raise Unsure(f"{uri} is read as an attribute, or in two")

    def name(self, raw: str) -> str:
        """The name of an element as expat tells it: its namespace, its own name and its prefix."""
        name = self._names.get(raw)
        if name is None:
            parts = raw.split(" ")
            uri, local, prefix = ["", raw, ""] if len(parts) == 1 else [*parts, ""][:3]
            known = _prefix(uri)
            prefix = prefix if known is None else known
            self._names[raw] = name = (f"{prefix}_{local}" if prefix else local).lower()
        return name


def attributes(raw: Mapping[str, str]) -> Given:
    """The attributes of an element as expat tells them."""
    given: Given = {}
    for name, value in raw.items():
        if " " in name:
            uri, local, *_ = name.split(" ")
            prefix = _prefix(uri)
            if not prefix:
                raise Unsure(f"{name} would be read as {local}")
            name = f"{prefix}:{local}"
        name = name.lower()
        given[name] = value.lower() if name in ("rel", "type") else value
    return given


def is_known(name: str) -> bool:
    """Whether an element means something to feedparser."""
    handled = hasattr(StrictFeedParser, f"_start_{name}") or hasattr(StrictFeedParser, f"_end_{name}")
    return handled or _RESERVED.fullmatch(name) is not None


def _prefix(uri: str) -> str | None:
    """feedparser's own prefix of a namespace, "" for those of RSS and Atom; None: it does not know the namespace."""
    uri = uri.lower()
    return "" if "backend.userland.com/rss" in uri else _PREFIXES.get(uri)

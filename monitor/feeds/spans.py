"""Where the items of a feed lie in its bytes, if one can be cut out and the rest still reads the same.

feedparser keeps one state for a whole document. An ordinary item leaves nothing behind in it; what would (found
in feedparser 6.0.14, each named where it is refused) makes the feed uncuttable, and it is parsed whole.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from feedparser.mixin import _FeedParserMixin

_DEEPEST = 100  # elements within one another
_TAG_NAME = re.compile(rb"<([^\s/>]+)")

_RSS10 = "http://purl.org/rss/1.0/"
_NETSCAPE = "http://my.netscape.com/rdf/simple/0.9/"
# feedparser's own prefix for each namespace that it knows; "" for those of RSS and Atom.
_OWN_PREFIXES: dict[str, str] = {
    uri.lower(): prefix.lower() for uri, prefix in _FeedParserMixin.namespaces.items()
}

_ROOTS = frozenset({"rss", "rdf", "feed"})
_FRAMES = _ROOTS | {"channel"}
_ITEMS = frozenset({"item", "entry"})
_CONTEXTS = frozenset({"image", "textinput"})
_FULL_TEXTS = frozenset({"content", "encoded", "fullitem", "body"})
_SHORT_TEXTS = frozenset({"title", "subtitle", "tagline", "rights", "copyright", "info", "browserfriendly"})
_XHTML_TYPES = frozenset({"xhtml", "application/xhtml+xml"})
# Elements whose markup feedparser puts together again as text.
_TEXTS = _FULL_TEXTS | _SHORT_TEXTS | {"description", "abstract", "summary"}
# The end of one of these within a text ends the text, the item or the feed, or is taken for the item's own.
_ENDS_MORE = _TEXTS | _FRAMES | _ITEMS | {"guid", "id"}
_ENDS_MORE_OR_DIV = _ENDS_MORE | {"div"}


class Unsafe(Exception):
    """What feedparser makes of the rest of this feed could depend on what is cut."""


@dataclass(slots=True)
class Outline:
    """The byte spans of a feed's items, in order, and all that they inherit from around them."""

    items: list[tuple[int, int]] = field(default_factory=list)
    inherited: list[object] = field(default_factory=list)


def outline(body: bytes) -> Outline:
    """The outline of a feed in UTF-8; raises Unsafe, or ExpatError where it is no XML."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unsafe("a doctype may declare entities, and feedparser edits it")
    if body.startswith(b"<?xml") and not body[: body.find(b">") + 1].endswith(b"?>"):
        raise Unsafe("feedparser replaces what it takes for the XML declaration, up to the first >")
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    reader = _Reader(body, parser)
    parser.StartNamespaceDeclHandler = reader.declares
    parser.StartElementHandler = reader.starts
    parser.EndElementHandler = reader.ends
    parser.Parse(body, True)
    return reader.outline


@lru_cache(maxsize=4096)
def _local(name: str) -> str:
    """What is left of a name without its namespace, or a prefix that an underscore joins on."""
    return name.rpartition(" ")[2].rpartition("_")[2].lower()


def _own_prefix(uri: str) -> str | None:
    """What feedparser calls a namespace, whatever the feed does; None if it doesn't know it."""
    return "" if "backend.userland.com/rss" in uri.lower() else _OWN_PREFIXES.get(uri.lower())


def _is_plain(name: str) -> bool:
    """Whether feedparser takes this for an element of RSS or Atom."""
    return _own_prefix(name.rpartition(" ")[0]) == ""


def _is_media_content(name: str) -> bool:
    """Whether this is Media RSS's content: no text, but an address and elements of its own."""
    namespace, _, local = name.rpartition(" ")
    return local == "content" and _own_prefix(namespace) == "media"


class _Reader:
    def __init__(self, body: bytes, parser: expat.XMLParserType) -> None:
        self.outline = Outline()
        self._body = body
        self._parser = parser
        self._path: list[str] = []  # full names, from the root down
        self._declared: list[tuple[str | None, str]] = []  # namespaces of the element about to start
        self._prefixes: dict[str, str] = {}
        self._own_used: set[str] = set()  # prefixes by which feedparser calls a namespace of this feed
        self._foreign: set[str] = set()  # prefixes that mean something else in this feed than to feedparser
        self._known_dialect = self._channel_seen = False
        self._titled = self._summarised = self._past_items = False
        self._item_depth = 0
        self._item_start = -1  # -1: not in an item
        self._language_start = -1
        self._sealed_depth = 0  # of the element whose content is restricted; 0: none is
        self._banned: frozenset[str] | None = None  # the names it may not hold; None: any

    def declares(self, prefix: str | None, uri: str | None) -> None:
        if uri:
            self._declared.append((prefix, uri))

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        path = self._path
        if len(path) >= _DEEPEST:
            raise Unsafe("too deep")
        if self._sealed_depth:
            if self._banned is None or local in self._banned:
                raise Unsafe(f"{local} in {path[-1]}")
        elif self._item_start >= 0:
            self._starts_in_item(name, local, attributes)
        else:
            self._starts_outside(name, local, attributes)
        path.append(name)
        if self._declared:
            self._place_namespaces()

    def ends(self, _name: str) -> None:
        depth = len(self._path)
        if depth == self._sealed_depth:
            self._sealed_depth = 0
            if self._language_start >= 0:
                language = self._body[self._language_start : self._parser.CurrentByteIndex]
                self.outline.inherited.append(language)  # an article's, where it names none itself
                self._language_start = -1
        if self._item_start >= 0 and depth == self._item_depth:
            self._end_item()
        self._path.pop()

    # -- namespaces ------------------------------------------------------------------------------

    def _place_namespaces(self) -> None:
        """feedparser forgets no prefix at the end of its element: what one declares, all that follow are read by."""
        declared, self._declared = self._declared, []
        for prefix, uri in declared:
            own = _own_prefix(uri)
            if own:
                self._own_used.add(own)
            if prefix is not None:
                self._bind(prefix, uri, own)
            if self._item_start < 0 and not self.outline.items:
                self.outline.inherited.append((prefix, uri))
                self._known_dialect |= uri.lower() == _RSS10 or (prefix, uri.lower()) == (None, _NETSCAPE)
        if not self._own_used.isdisjoint(self._foreign):
            raise Unsafe("a prefix that feedparser uses for something else")

    def _bind(self, prefix: str, uri: str, own: str | None) -> None:
        new = prefix not in self._prefixes
        if self._prefixes.setdefault(prefix, uri) != uri:
            raise Unsafe(f"{prefix} means two things")
        if new and own is None and self._item_start >= 0:
            raise Unsafe(f"{prefix} may become the name of {uri} for the next items too")
        if prefix.lower() != own:
            self._foreign.add(prefix.lower())

    # -- around the items ------------------------------------------------------------------------

    def _starts_outside(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if local in _ITEMS:
            self._start_item(name)
        elif not self._path or local in _FRAMES:
            self._start_frame(name, local, attributes)
        else:
            self._starts_beside_items(local)
            if local in _TEXTS:
                self._seal_text(name, attributes)

    def _start_frame(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if not self._path:
            if local not in _ROOTS or not (local == "rdf" or _is_plain(name)):
                raise Unsafe(f"{name} is no feed")
            self._known_dialect = local != "rdf"
        elif local != "channel" or self._channel_seen:
            raise Unsafe(f"{local} out of place")
        else:
            self._channel_seen = True
        self.outline.inherited.append((name, attributes))

    def _starts_beside_items(self, local: str) -> None:
        """Elements before the items may set, and those behind them may read, what items change."""
        behind = bool(self.outline.items)
        if local == "title" and not self._in_context():
            if behind and (self._titled or len(self._path) + 1 != self._item_depth):
                raise Unsafe("whether this title counts depends on the titles before it")
            self._titled = True
        elif not behind and (
            local in _FULL_TEXTS or (self._summarised and local in ("summary", "description"))
        ):
            raise Unsafe(f"a second {local} makes the first item's summary count otherwise")
        self._summarised |= local == "summary"
        self._past_items |= behind
        if local == "language":
            self._language_start = self._parser.CurrentByteIndex
            self._seal(None)

    def _in_context(self) -> bool:
        """Whether this is in the feed's image or textinput, of which each has titles of its own."""
        return any(name.rpartition(" ")[2].lower() in _CONTEXTS and _is_plain(name) for name in self._path)

    # -- items -----------------------------------------------------------------------------------

    def _start_item(self, name: str) -> None:
        depth = len(self._path) + 1
        if not self.outline.items:
            self._item_depth = depth
        if depth != self._item_depth or not (
            depth == 2 or [_local(name) for name in self._path[1:]] == ["channel"]
        ):
            raise Unsafe("an item out of place")
        if self._past_items or not self._known_dialect or not _is_plain(name):
            raise Unsafe("not plainly an item")
        self._item_start = self._parser.CurrentByteIndex

    def _end_item(self) -> None:
        start, end = self._item_start, self._parser.CurrentByteIndex
        tag = _TAG_NAME.match(self._body, start)
        if tag is None or not self._body.startswith(b"</" + tag[1], end):
            raise Unsafe("an item in one tag has no end to be found")
        self.outline.items.append((start, self._body.index(b">", end) + 1))
        self._item_start = -1

    def _starts_in_item(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if local in _ITEMS or local in _FRAMES:
            raise Unsafe(f"{local} in an item")
        if local in _CONTEXTS:
            self._seal(None)  # what an item's image holds may be written to the feed's
        elif local in _TEXTS:
            self._seal_text(name, attributes)

    # -- texts -----------------------------------------------------------------------------------

    def _seal_text(self, name: str, attributes: dict[str, str]) -> None:
        if _is_media_content(name):
            return
        kinds = {value.lower() for key, value in attributes.items() if _local(key) == "type"}
        if kinds and kinds <= _XHTML_TYPES:
            self._seal(_ENDS_MORE)
        elif any(kind.endswith("xml") for kind in kinds):
            self._seal(None)  # the elements within would be read as the item's own
        else:
            self._seal(_ENDS_MORE_OR_DIV)  # a div whose end is overlooked leaves xml:base and xml:lang behind

    def _seal(self, banned: frozenset[str] | None) -> None:
        self._sealed_depth = len(self._path) + 1
        self._banned = banned

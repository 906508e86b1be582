"""What an element of an ordinary feed means: what feedparser 6.0.14 keeps of it, under feedparser's own names.

Each method repeats what feedparser does at the end of one kind of element that holds nothing but text; where that
depends on more than is known here, it raises Unsure.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from feedparser.datetimes import _parse_date
from feedparser.urls import _urljoin

from monitor.feeds.fields import is_plain_address
from monitor.feeds.ordinary_names import Given, Unsure

_SHORT_REFERENCE = re.compile("&([A-Za-z0-9_]+);")
_C1_CONTROLS = re.compile("[\x80-\x9f]")
_PLAIN_TYPES = frozenset({"text", "plain", "html", "text/plain", "text/html"})
_PAGE_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})


class Fields:
    """What is kept of a feed, or of one of its items."""

    __slots__ = ("_base", "_has_content", "_titled", "found")

    def __init__(self, base: str, found: dict[str, Any]) -> None:
        self.found = found
        self._base = base
        self._titled = self._has_content = False

    # -- texts -----------------------------------------------------------------------------------

    def only_title(self, given: Given, text: str) -> None:
        """The feed's."""
        if "title" in self.found:
            raise Unsure("which title counts depends on what lies between")
        self.title(given, text)

    def title(self, given: Given, text: str) -> None:
        self.media_title(given, text)
        self._titled = self._titled or bool(self.found["title"])

    def media_title(self, given: Given, text: str) -> None:
        """Stays until there is a title that is not Media RSS's."""
        _must_be_plain(given)
        if not self._titled:
            self.found["title"] = _mended(text)

    def nested_media_title(self, _given: Given, _text: str) -> None:
        if not self._titled:
            raise Unsure("whether this title counts depends on how deep it lies")

    def source(self, _given: Given, _text: str) -> None:
        self._titled = False  # feedparser takes the next title for the first

    def summary(self, given: Given, text: str) -> None:
        """The second one is the content."""
        if "summary" in self.found and not self._has_content:
            self.content(given, text)
        else:
            _must_be_plain(given)
            self.found["summary"] = _mended(text)

    def nested_summary(self, given: Given, text: str) -> None:
        if self._has_content:
            raise Unsure("whether this summary counts depends on how deep it lies")
        self.summary(given, text)

    def content(self, given: Given, text: str) -> None:
        _must_be_plain(given)
        text = _mended(text)
        self.found.setdefault("content", []).append({"value": text})
        self.found.setdefault("summary", text)
        self._has_content = True

    def author(self, _given: Given, text: str) -> None:
        self.found["author"] = _mended(text)

    def person(self, parts: dict[str, str]) -> None:
        """An author whose name and address stand in elements of their own."""
        before = self.found.get("author")
        if before and ("@" in before or "name" not in parts):
            raise Unsure("feedparser mixes this author with the one before")
        name, email = parts.get("name", ""), parts.get("email", "")
        self.found["author"] = f"{name} ({email})" if name and email else name or email

    def language(self, _given: Given, text: str) -> None:
        self.found["language"] = _mended(text)

    def published(self, _given: Given, text: str) -> None:
        self.found["published_parsed"] = _parse_date(_mended(text))

    def updated(self, _given: Given, text: str) -> None:
        self.found["updated_parsed"] = _parse_date(_mended(text))

    def nothing(self, _given: Given, _text: str) -> None:
        """Feedparser keeps it under a name that nobody asks for."""

    # -- addresses -------------------------------------------------------------------------------

    def guid(self, given: Given, text: str) -> None:
        is_link = given.get("ispermalink", "true") == "true"
        text = _mended(self._resolved(given, text) if is_link and text else text)
        self.found["id"] = text
        if is_link:
            self.found.setdefault("link", text)

    def link(self, given: Given) -> None:
        """The start of a link: of Atom's, which is all of it, or of RSS's, of which `link_text` is the end."""
        if "url" in given or "uri" in given:
            raise Unsure("a link that is spelled otherwise")
        given.setdefault("rel", "alternate")
        given.setdefault("type", "application/atom+xml" if given["rel"] == "self" else "text/html")
        if "href" in given:
            given["href"] = self._resolved(given, given["href"])
            if given["rel"] == "alternate" and given["type"] in _PAGE_TYPES:
                self.found["link"] = given["href"]
        self.found.setdefault("links", []).append(given)

    def site(self, given: Given, text: str) -> None:
        """The end of the feed's own link."""
        if "&amp;" in text:
            raise Unsure("feedparser breaks this address, and only where it is the feed's")
        self.link_text(given, text)

    def link_text(self, given: Given, text: str) -> None:
        text = _mended(self._resolved(given, text) if text else "")
        if "&" in text:
            text = _SHORT_REFERENCE.sub(r"&\1", text.replace("&amp;", "&"))
        self.found["link"] = text
        if text:
            self.found["links"][-1]["href"] = text

    def _resolved(self, given: Given, address: str) -> str:
        if "xml:base" in given or "base" in given:
            raise Unsure("an address with a base of its own")
        if is_plain_address(address):
            return address
        resolved: str = _urljoin(self._base, address)
        return resolved

    # -- lists -----------------------------------------------------------------------------------

    def category(self, given: Given, text: str) -> None:
        self._tag(given.get("term"), given.get("scheme", given.get("domain")), given.get("label"))
        text = _mended(text)
        tags = self.found["tags"]
        if text and tags and not tags[-1]["term"]:
            tags[-1]["term"] = text
        elif text:
            self._tag(text, None, None)

    def keywords(self, given: Given, text: str) -> None:
        if given:
            raise Unsure("keywords with attributes")
        for term in _mended(text).split(","):
            if term.strip():
                self._tag(term.strip(), None, None)

    def _tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self.found.setdefault("tags", [])
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)

    def enclosure(self, given: Given) -> None:
        address = given.get("url", given.get("uri", given.get("href")))
        if address:
            given["href"] = address
        given["rel"] = "enclosure"
        self.found.setdefault("links", []).append(given)

    def media_content(self, given: Given) -> None:
        self.found.setdefault("media_content", []).append(given)

    def media_thumbnail(self, given: Given, text: str) -> None:
        if text:
            raise Unsure("a picture's address in an odd place")
        self.found.setdefault("media_thumbnail", []).append(given)

    def itunes_image(self, given: Given, _text: str) -> None:
        if address := given.get("href") or given.get("url"):
            self.found["image"] = {"href": address}


Meaning = Callable[[Fields, Given, str], None]


def _must_be_plain(given: Given) -> None:
    if given and (given.get("type", "text") not in _PLAIN_TYPES or given.get("mode") == "base64"):
        raise Unsure("neither text nor escaped HTML")


def _mended(text: str) -> str:
    """Text without the damage of UTF-8 that was taken for Latin-1 and encoded again."""
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    if _C1_CONTROLS.search(text):
        raise Unsure("characters that stand for those of Windows-1252")
    return text

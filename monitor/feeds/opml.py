"""Lists of feeds in OPML (http://opml.org/spec2.opml), read with the faults that they come with. Pure."""

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from monitor.configuration.codes import LANGUAGES
from monitor.configuration.feed_address import is_sound_address, plain_address
from monitor.configuration.feed_fields import checked_feed
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.feeds.opml_mending import ampersands_mended, values_mended
from monitor.model import Feed

SIZE_LIMIT = 5_000_000  # bytes
FEED_LIMIT = 10_000

_ADDRESS = re.compile(rb"\bxmlurl\s*=", re.IGNORECASE)
_ENCODING = re.compile(r"""\A(<\?xml[^>]{0,99}?)\sencoding\s*=\s*["'][^"'>]{0,99}["']""")
_NAME = 200  # characters, as in monitor.configuration.feed_fields
_KIND = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed of a list, and the line on which it stands."""

    line: int
    feed: Feed


@dataclass(frozen=True, slots=True)
class FeedList:
    """What an OPML file lists, in its order."""

    feeds: tuple[Listed, ...]
    refused: tuple[Problem, ...] = ()  # what cannot be a feed of this desk, by line
    repaired: bool = False  # it was not well-formed


def read_opml(body: bytes, name: str) -> FeedList:
    """The feeds of an OPML file; `name` is what messages call it. A folder's name becomes the kind of its feeds.

    Bare ampersands and HTML's entities, which most such files have, are mended. Worse faults are overlooked where
    no feed's address is lost by it.

    Raises ConfigurationError for a file that is too large, declares entities, lists too much, is no OPML, or of
    which a part with feeds in it cannot be read; nothing of it is to be used then.
    """
    if len(body) > SIZE_LIMIT:
        raise _refusal(name, f"is larger than {SIZE_LIMIT // 1_000_000} MB", "split it and import the parts")
    written = _in_bytes(body)
    root, fault, mended = _opened(written, name)
    outlines = [element for element in root.iter(etree.Element) if _bare(element.tag) == "outline"]
    addressed = sum(_names_feed(_attributes(outline)) for outline in outlines)
    if addressed > FEED_LIMIT:
        what = f"lists {addressed:,} feeds, and {FEED_LIMIT:,} is the most"
        raise _refusal(name, what, "split it and import the parts")
    remarks = b"".join((comment.text or "").encode() for comment in root.iter(etree.Comment))
    if fault is not None and addressed + _addresses(remarks) < _addresses(mended):
        what = f"cannot be read from here on ({_reason(fault)})"
        raise _refusal(f"{name}:{fault.line}", what, "mend this line; nothing was imported")
    feeds, refused = _sorted_out(outlines, name)
    return FeedList(tuple(feeds), tuple(refused), repaired=fault is not None or mended != written)


def _in_bytes(body: bytes) -> bytes:
    """The file with a byte for each character of markup, which UTF-16 has not."""
    if not body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body
    return _ENCODING.sub(r"\1", body.decode("utf-16", "replace")).encode("utf-8", "replace")


def _opened(body: bytes, name: str) -> tuple[etree._Element, etree._LogEntry | None, bytes]:
    """The root, the fault that had to be overlooked or mended with a guess, and the file as it was mended."""
    mended = ampersands_mended(body)
    root, fault = _parsed(mended, name)
    if fault is not None:
        mended = values_mended(mended)
        root, left = _parsed(mended, name)
        fault = left or fault
    return root, fault, mended


def _parsed(mended: bytes, name: str) -> tuple[etree._Element, etree._LogEntry | None]:
    """The root, and the first fault that the parser overlooked."""
    # Expands no entity, opens no address, and stops at 256 levels.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(mended, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or _bare(root.tag) != "opml":
        raise _refusal(name, "is not an OPML file", "export the list of feeds as OPML and give that file")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _refusal(
            name, "declares entities of its own", "remove its <!DOCTYPE ...> with all that is in it"
        )
    return root, next(iter(parser.error_log), None)


def _sorted_out(outlines: Sequence[etree._Element], name: str) -> tuple[list[Listed], list[Problem]]:
    feeds: list[Listed] = []
    refused: list[Problem] = []
    for outline in outlines:
        where, attributes = f"{name}:{outline.sourceline}", _attributes(outline)
        if _names_feed(attributes):
            try:
                feeds.append(Listed(outline.sourceline, _feed(attributes, _folder(outline), where)))
            except ConfigurationError as error:
                refused += error.problems
        elif len(outline) == 0 and attributes.keys() - {"text", "title"}:  # else it is an empty folder
            refused.append(Problem(where, "names no feed", "give it the feed's address as xmlUrl"))
    return feeds, refused


def _feed(attributes: Mapping[str, str], folder: str, where: str) -> Feed:
    url, site = plain_address(attributes["xmlurl"]), attributes.get("htmlurl", "").strip()
    name = _line(attributes.get("text", "")) or _line(attributes.get("title", ""))
    language = attributes.get("language", "").strip().lower()[:2]
    kind = folder or _category(attributes.get("category", ""))
    values = {
        "url": url,
        "name": name[:_NAME].strip() or _host(url) or url[:_NAME],
        "site": site if is_sound_address(site) else "",
        "language": language if language in LANGUAGES else "",
        "kind": kind if len(kind) <= _KIND else "",
    }
    return checked_feed(values, lambda keys: f"{where}: {'xmlUrl' if keys == ('url',) else keys[0]}")


def _folder(outline: etree._Element) -> str:
    """The name of the folder in which an outline lies."""
    parent = outline.getparent()
    while parent is not None and _bare(parent.tag) == "outline":
        attributes = _attributes(parent)
        if not _names_feed(attributes):
            return _line(attributes.get("text", "")) or _line(attributes.get("title", ""))
        parent = parent.getparent()
    return ""


def _category(text: str) -> str:
    """The last part of the first of several categories: "/Defence/Navy,/News" is "Navy"."""
    return _line(text.partition(",")[0].rstrip("/").rpartition("/")[2])


def _names_feed(attributes: Mapping[str, str]) -> bool:
    return bool(attributes.get("xmlurl", "").strip())


def _attributes(outline: etree._Element) -> dict[str, str]:
    """The attributes, names in lower case: files spell xmlUrl in every way."""
    return {_bare(name): value for name, value in outline.attrib.items()}


def _bare(name: str) -> str:
    return etree.QName(name).localname.lower() if "}" in name else name.lower()


def _addresses(text: bytes) -> int:
    return len(_ADDRESS.findall(text))


def _line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _reason(fault: etree._LogEntry) -> str:
    return " ".join(fault.message.partition(", use XML")[0].split())[:120]


def _refusal(where: str, what: str, remedy: str) -> ConfigurationError:
    return ConfigurationError([Problem(where, what, remedy)])

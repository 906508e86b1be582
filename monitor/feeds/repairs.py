"""What is done to the bytes of a feed in UTF-8 so that feedparser reads what can be read of it, and in time."""

import re
import sys

from monitor.feeds.limits import ENTRY_LIMIT

_QUICKLY_READ = 200_000  # bytes that are parsed within a second, however many items they make
_OPENS = re.compile(rb"<(?:[\w.-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)
_CLOSES = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FRAME = re.compile(rb"<(/?)(?:[\w.-]+:)?(item|entry|channel|rss|rdf|feed)[\s/>]", re.IGNORECASE)
_REFERENCE = rb"&#(x[0-9a-f]+|[0-9]+);?"
_REFERENCES = re.compile(rb"(?:" + _REFERENCE + rb")+", re.IGNORECASE)
_ONE_REFERENCE = re.compile(_REFERENCE, re.IGNORECASE)
_DIGITS = 9  # more than any character's number has


def first_items(body: bytes) -> tuple[bytes, int]:
    """The body without the items beyond those that are read, and how many there were; 0 if nobody counted.

    20,000 small items would take feedparser longer than a feed may take.
    """
    if len(body) < _QUICKLY_READ:
        return body, 0
    opened = [match.start() for match in _OPENS.finditer(body)]
    if len(opened) <= ENTRY_LIMIT:
        return body, len(opened)
    start = opened[ENTRY_LIMIT]
    closed = [match.end() for match in _CLOSES.finditer(body, start)]
    return body[:start] + (body[closed[-1] :] if closed else b""), len(opened)


def ends_in_an_item(body: bytes) -> bool:
    """Whether a body breaks off within an item, which says less than it will say when it is whole."""
    last = None
    for match in _FRAME.finditer(body):
        last = match
    return last is not None and not last[1] and last[2].lower() in (b"item", b"entry")


def with_possible_characters(body: bytes) -> bytes:
    """The body with U+FFFD for each reference to a character that there is not: feedparser and lxml fail on those.

    Two that are the halves of one become that one: Java and JavaScript write emoji so.
    """
    return _REFERENCES.sub(_possible, body)


def _possible(references: re.Match[bytes]) -> bytes:
    numbers = (_number(digits) for digits in _ONE_REFERENCE.findall(references[0]))
    text = "".join(chr(number) if 0 < number <= sys.maxunicode else "\ufffd" for number in numbers)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return b"".join(b"&#%d;" % ord(character) for character in joined)


def _number(digits: bytes) -> int:
    base = 16 if digits[:1] in b"xX" else 10
    return int(digits.lstrip(b"xX").lstrip(b"0")[:_DIGITS] or b"0", base)

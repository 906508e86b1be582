"""Bytes become entries. feedparser is the one meaning of a feed; this is the only file that calls it."""

import calendar
import io
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from monitor.model import Entry, Fetched, NotAFeed, ParsedFeed, Reason

ENTRY_LIMIT = 1_000  # of one feed, from the top: the newest stand there

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# What sites put in place of a feed to keep programs out.
_GATE = re.compile(
    rb"just a moment|attention required|captcha|checking your browser|access denied|enable javascript|"
    rb"""type=["']?password""",
    re.IGNORECASE,
)


def parse(fetched: Fetched) -> ParsedFeed | NotAFeed:
    """The entries of a fetched body, or why it is no feed. Runs in a worker process: feedparser may be slow."""
    try:
        found = _feedparser(fetched)
    except Exception as error:  # noqa: BLE001  feedparser lets codec errors of hostile encodings escape
        return NotAFeed(Reason.PARSE_CRASH, f"{type(error).__name__}: {error}"[:200])
    if not found.get("version") and not found.get("entries"):
        return _not_a_feed(fetched.body)
    channel = found.get("feed", {})
    entries = tuple(_entry(item, fetched.url) for item in found["entries"][:ENTRY_LIMIT])
    return ParsedFeed(
        title=_text(channel.get("title")),
        site=urljoin(fetched.url, _text(channel.get("link"))),
        language=_text(channel.get("language")),
        entries=entries,
        damaged=_damage(found),
    )


def _feedparser(fetched: Fetched) -> Any:  # noqa: ANN401  feedparser has no types
    # Only as a stream: bytes that name a path would be opened as a file. Sanitising and resolving are off
    # because both are quadratic on hostile input; we keep text only, and resolve links ourselves.
    headers = {"content-type": fetched.headers.get("content-type", ""), "content-location": fetched.url}
    return feedparser.parse(  # noqa: TID251
        io.BytesIO(fetched.body),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _not_a_feed(body: bytes) -> NotAFeed:
    head = body[:50_000]
    if not body.strip():
        return NotAFeed(Reason.NOT_A_FEED, "an empty answer")
    if not _HTML.search(head):
        return NotAFeed(Reason.NOT_A_FEED)
    if _GATE.search(head):
        return NotAFeed(Reason.BLOCKED)
    return NotAFeed(Reason.NOT_A_FEED, "an HTML page")


def _damage(found: Mapping[str, Any]) -> str:
    """What was wrong with the XML of a feed that could still be read."""
    error = found.get("bozo_exception")
    if not found.get("bozo") or isinstance(error, feedparser.CharacterEncodingOverride):
        return ""
    return " ".join(str(error).split())[:200]


def _entry(item: dict[str, Any], base: str) -> Entry:
    link = _text(item.get("link"))
    # feedparser's own get() would give one date in place of the other, with a warning
    published = _moment(dict.get(item, "published_parsed"))
    updated = _moment(dict.get(item, "updated_parsed"))
    return Entry(
        id=_text(item.get("id")),
        link=_resolved(base, link),
        title=_text(item.get("title")),
        summary=_text(item.get("summary")),
        content=max((_text(part.get("value")) for part in item.get("content", ())), key=len, default=""),
        author=_text(item.get("author")),
        categories=tuple(_text(tag.get("term")) for tag in item.get("tags", ())[:50]),
        published=published or updated,
        updated=updated,
        language=_text(item.get("language")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _resolved(base: str, link: str) -> str:
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""


def _moment(parsed: time.struct_time | None) -> datetime | None:
    """feedparser's time, which is UTC; None where the feed's date makes none (years 0 and 10000 occur)."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None

"""Bytes become entries. feedparser is the one meaning of RSS and Atom; this is the only file that calls it."""

import calendar
import io
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import feedparser

from monitor.feeds import ordinary
from monitor.feeds.encoding import Decoded, in_utf8
from monitor.feeds.fields import mappings, resolved, text, web_address
from monitor.feeds.json_feed import json_feed
from monitor.feeds.limits import ENTRY_LIMIT, capped, notes, within_limits
from monitor.feeds.pictures import picture
from monitor.feeds.refusals import is_page, no_feed, no_text, no_text_at_all
from monitor.feeds.repairs import ends_in_an_item, first_items, with_possible_characters
from monitor.model import Entry, Fetched, NotAFeed, ParsedFeed, Reason

_PLACE = re.compile(r"<unknown>:(\d+):(\d+)")  # as the XML parser gives it


def parse(fetched: Fetched) -> ParsedFeed | NotAFeed:
    """The entries of a fetched body, or why it is no feed. Runs in a worker process: feedparser may be slow.

    Raises nothing but MemoryError.
    """
    decoded = decode(fetched)
    return decoded if isinstance(decoded, NotAFeed) else parse_decoded(decoded)


def decode(fetched: Fetched) -> Decoded | NotAFeed:
    """A fetched body in UTF-8, or why it is no text."""
    return no_text_at_all(fetched.body) or in_utf8(fetched) or no_text(fetched.body)


def parse_decoded(decoded: Decoded) -> ParsedFeed | NotAFeed:
    """What `parse` says of a body that has been decoded."""
    try:
        parsed = _parsed(decoded.body, decoded.url)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  of many kinds: feedparser expects no hostility
        return NotAFeed(Reason.PARSE_CRASH, f"the parser failed: {type(error).__name__}: {error}"[:200])
    if parsed is None:
        return no_feed(decoded.body)
    return within_limits(replace(parsed, damaged=notes(decoded.note, parsed.damaged)))


def _parsed(body: bytes, url: str) -> ParsedFeed | None:
    if body.startswith(b"{"):
        return json_feed(body, url)
    body, counted = first_items(body)
    found = ordinary.read(body, url) or _read_by_feedparser(body, url)
    items = list(mappings(found.get("entries")))
    if not items and (not found.get("version") or is_page(body)):
        return None
    damage = _damage(found)
    if damage and ends_in_an_item(body):
        items = items[:-1]
    channel = found["feed"]
    return ParsedFeed(
        title=text(channel.get("title")),
        site=web_address(url, text(channel.get("link"))),
        language=text(channel.get("language")),
        entries=tuple(_entry(item, url) for item in items[:ENTRY_LIMIT]),
        damaged=notes(damage, capped(max(counted, len(items)))),
        hub=_link(channel, "hub", url),
        self_link=_link(channel, "self", url),
    )


def _read_by_feedparser(body: bytes, url: str) -> Mapping[str, Any]:
    try:
        return _feedparser(body, url)
    except (ValueError, OverflowError):
        possible = with_possible_characters(body)
        if possible == body:
            raise
        return _feedparser(possible, url)


def _feedparser(body: bytes, url: str) -> Mapping[str, Any]:
    # Only as a stream: bytes that name a path would be opened as a file. Sanitising and resolving are off
    # because both are quadratic on hostile input; we keep text only, and resolve links ourselves.
    found: Mapping[str, Any] = feedparser.parse(  # noqa: TID251
        io.BytesIO(body),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return found


def _damage(found: Mapping[str, Any]) -> str:
    """What was wrong with the XML of a feed that could still be read."""
    if not found.get("bozo"):
        return ""
    message = " ".join(str(found.get("bozo_exception", "")).split())
    return _PLACE.sub(r"line \1, column \2", message)[:200]


def _link(channel: Mapping[str, Any], relation: str, base: str) -> str:
    """The feed's first web address of a relation."""
    links = (link for link in mappings(channel.get("links")) if text(link.get("rel")).lower() == relation)
    return next(filter(None, (web_address(base, text(link.get("href"))) for link in links)), "")


def _entry(item: dict[str, Any], base: str) -> Entry:
    # feedparser's own get() would give one date in place of the other, with a warning
    published = _moment(dict.get(item, "published_parsed"))
    updated = _moment(dict.get(item, "updated_parsed"))
    terms = (text(tag.get("term")) for tag in mappings(item.get("tags")))
    return Entry(
        id=text(item.get("id")),
        link=resolved(base, text(item.get("link"))),
        title=text(item.get("title")),
        summary=text(item.get("summary")),
        content=max((text(part.get("value")) for part in mappings(item.get("content"))), key=len, default=""),
        author=text(item.get("author")),
        categories=tuple(dict.fromkeys(filter(None, terms))),
        published=published or updated,
        updated=updated,
        image=picture(item, base),
        language=text(item.get("language")),
    )


def _moment(parsed: object) -> datetime | None:
    """feedparser's time, which is UTC; None where the feed's date makes none (years 0 and 10000 occur)."""
    if not isinstance(parsed, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None

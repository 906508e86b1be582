"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1). What has the wrong type counts as absent."""

import html
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.feeds.fields import listed, mappings, resolved, text, web_address
from monitor.feeds.limits import ENTRY_LIMIT, capped
from monitor.model import Entry, ParsedFeed

_VERSION = "jsonfeed.org/version/"
_ADDRESSES = frozenset({"feed_url", "home_page_url"})  # one of them tells a feed that states no version


def json_feed(body: bytes, url: str) -> ParsedFeed | None:
    """The feed, or None where this is no JSON or none that holds a feed."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    if _VERSION not in text(feed.get("version")) and not _ADDRESSES & feed.keys():
        return None
    items = list(mappings(feed["items"]))
    return ParsedFeed(
        title=text(feed.get("title")),
        site=web_address(url, text(feed.get("home_page_url"))),
        language=text(feed.get("language")),
        entries=tuple(_entry(item, url) for item in items[:ENTRY_LIMIT]),
        damaged=capped(len(items)),
        hub=next((web_address(url, text(hub.get("url"))) for hub in _hubs(feed)), ""),
        self_link=web_address(url, text(feed.get("feed_url"))),
    )


def _hubs(feed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (hub for hub in mappings(feed.get("hubs")) if text(hub.get("type")).lower() == "websub")


def _entry(item: Mapping[str, Any], base: str) -> Entry:
    link = _first(item, "url", "external_url")
    published, updated = _moment(item.get("date_published")), _moment(item.get("date_modified"))
    return Entry(
        id=_name(item.get("id")) or link,
        link=resolved(base, link),
        title=_as_markup(item.get("title")),
        summary=_as_markup(item.get("summary")),
        content=text(item.get("content_html")) or _as_markup(item.get("content_text")),
        author=", ".join(filter(None, _authors(item))),
        categories=tuple(filter(None, map(text, listed(item.get("tags"))))),
        published=published or updated,
        updated=updated,
        image=next(filter(None, (web_address(base, picture) for picture in _pictures(item))), ""),
        language=text(item.get("language")),
    )


def _name(value: object) -> str:
    """An id. The specification wants numbers taken as strings."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else text(value)


def _as_markup(value: object) -> str:
    """Plain text as the markup that reads the same: an Entry holds markup."""
    return html.escape(text(value), quote=False)


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    """The names, in both versions' ways; a bare string is one, too."""
    for author in (*listed(item.get("authors")), *listed(item.get("author"))):
        yield _as_markup(author.get("name") if isinstance(author, dict) else author)


def _pictures(item: Mapping[str, Any]) -> Iterator[str]:
    yield text(item.get("image"))
    yield text(item.get("banner_image"))
    for attachment in mappings(item.get("attachments")):
        if text(attachment.get("mime_type")).lower().startswith("image/"):
            yield text(attachment.get("url"))


def _moment(value: object) -> datetime | None:
    """An RFC 3339 date in UTC. One without a zone is taken to be in UTC already."""
    try:
        moment = datetime.fromisoformat(text(value))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _first(item: Mapping[str, Any], *keys: str) -> str:
    return next(filter(None, (text(item.get(key)) for key in keys)), "")

"""A fetched body becomes articles; only what is new in it is parsed. Runs in a worker process."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.articles.address import canonical, usable
from monitor.articles.build import from_entries
from monitor.feeds.cut import Layout, layout, remaining, without
from monitor.feeds.hints import from_feed
from monitor.feeds.parse import ENTRY_LIMIT, parse
from monitor.model import Article, Feed, Fetched, Hints, NotAFeed, ParsedFeed

_HASH = 16  # bytes of an item's hash
_WHOLE_EVERY = 32  # about every so many bodies of a feed are parsed whole, whatever is known of it


@dataclass(frozen=True, slots=True)
class Reading:
    """What one body says: the articles of its new items, and what to know of it at the next poll."""

    articles: list[Article]
    entries: int  # in the whole body
    known_items: bytes  # for the next poll: see monitor.model.Polling
    hints: Hints  # what the feed asks of those who poll it


def read(fetched: Fetched, feed: Feed, known_items: bytes, now: datetime) -> Reading | NotAFeed:
    """The articles of a feed as it was fetched, without those of its known items; or why it is no feed.

    Whatever the cut may have missed, a parse of the whole finds: it is made where the counts differ, and now and then.
    """
    place = layout(fetched.body, fetched.headers.get("content-type", ""))
    if place is not None and known_items and not _is_turn_of_the_whole(fetched):
        reading = _read_new(fetched, feed, place, known_items, now)
        if reading is not None:
            return reading
    return _read_whole(fetched, feed, place, now)


def _read_new(
    fetched: Fetched, feed: Feed, place: Layout, known_items: bytes, now: datetime
) -> Reading | None:
    known = {known_items[at : at + _HASH] for at in range(0, len(known_items), _HASH)}
    new = remaining(place, known)
    parsed = parse(replace(fetched, body=without(fetched.body, place, known)))
    if isinstance(parsed, NotAFeed) or len(parsed.entries) != len(new):
        return None
    articles, hints = from_entries(parsed, feed, now), from_feed(fetched.body)
    return Reading(articles, len(place.items), _hashes(place), hints)


def _read_whole(fetched: Fetched, feed: Feed, place: Layout | None, now: datetime) -> Reading | NotAFeed:
    parsed = parse(fetched)
    if isinstance(parsed, NotAFeed):
        return parsed
    cuttable = place is not None and _is_cuttable(parsed, place)
    known_items = _hashes(place) if place is not None and cuttable else b""
    articles, hints = from_entries(parsed, feed, now), from_feed(fetched.body)
    return Reading(articles, len(parsed.entries), known_items, hints)


def _is_cuttable(parsed: ParsedFeed, place: Layout) -> bool:
    """Whether new items alone will be taken for what they are beside the others.

    Not where items share links: what tells them apart then is that the others are there.
    """
    links = Counter(canonical(link) for entry in parsed.entries if (link := usable(entry.link)))
    shared = any(times > 1 for times in links.values())
    return not shared and len(parsed.entries) == min(len(place.items), ENTRY_LIMIT)


def _hashes(place: Layout) -> bytes:
    return b"".join(item.hash for item in place.items[:ENTRY_LIMIT])


def _is_turn_of_the_whole(fetched: Fetched) -> bool:
    return fetched.body_hash[0] % _WHOLE_EVERY == 0

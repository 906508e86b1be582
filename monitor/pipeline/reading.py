"""A fetched body becomes articles; only what is new in it is parsed. Runs in a worker process."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.articles.address import canonical, usable
from monitor.articles.build import from_entries
from monitor.feeds.cut import Layout, layout, remaining, without
from monitor.feeds.encoding import Decoded
from monitor.feeds.hints import from_feed
from monitor.feeds.limits import ENTRY_LIMIT
from monitor.feeds.parse import decode, parse_decoded
from monitor.model import Article, Feed, Fetched, Hints, NotAFeed, ParsedFeed, Reason

_HASH = 16  # bytes of an item's hash
_WHOLE_EVERY = 32  # about every so many bodies of a feed are parsed whole, whatever is known of it


@dataclass(frozen=True, slots=True)
class Reading:
    """What one body says: the articles of its new items, and what to know of it at the next poll."""

    articles: list[Article]
    entries: int  # in the whole body
    left_out: int  # of those that were parsed: they say nothing, or repeat the id of another
    known_items: bytes  # for the next poll: see monitor.model.Polling
    hints: Hints  # what the feed asks of those who poll it
    hub: str  # this and what follows: see monitor.model.ParsedFeed
    self_link: str
    damaged: str = ""


def read(fetched: Fetched, feed: Feed, known_items: bytes, now: datetime) -> Reading | NotAFeed:
    """The articles of a feed as it was fetched, without those of its known items; or why it is no feed.

    Whatever the cut may have missed, a parse of the whole finds: it is made where the counts differ, and now and then.
    Raises nothing but MemoryError.
    """
    try:
        return _read(fetched, feed, known_items, now)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  one feed's oddity, which nobody foresaw, is that feed's failure
        return NotAFeed(Reason.PARSE_CRASH, f"a fault of ours: {type(error).__name__}: {error}"[:200])


def _read(fetched: Fetched, feed: Feed, known_items: bytes, now: datetime) -> Reading | NotAFeed:
    decoded = decode(fetched)
    if isinstance(decoded, NotAFeed):
        return decoded
    place = layout(decoded.body)
    if place is not None and known_items and not _is_turn_of_the_whole(fetched):
        known = {known_items[at : at + _HASH] for at in range(0, len(known_items), _HASH)}
        parsed = parse_decoded(replace(decoded, body=without(decoded.body, place, known)))
        if isinstance(parsed, ParsedFeed) and len(parsed.entries) == len(remaining(place, known)):
            return _reading(parsed, decoded, feed, now, len(place.items), _hashes(place))
    parsed = parse_decoded(decoded)
    if isinstance(parsed, NotAFeed):
        return parsed
    hashes = _hashes(place) if place is not None and _is_cuttable(parsed, place) else b""
    return _reading(parsed, decoded, feed, now, len(parsed.entries), hashes)


def _reading(
    parsed: ParsedFeed, decoded: Decoded, feed: Feed, now: datetime, entries: int, known_items: bytes
) -> Reading:
    articles = from_entries(parsed, feed, now)
    return Reading(
        articles=articles,
        entries=entries,
        left_out=len(parsed.entries) - len(articles),
        known_items=known_items,
        hints=from_feed(decoded.body),
        hub=parsed.hub,
        self_link=parsed.self_link,
        damaged=parsed.damaged,
    )


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

"""What the store knows by an address, an entry's id, an article's number or words of a title."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit, urlunsplit

from sqlalchemy import ColumnElement, Connection, select

from monitor.articles.address import canonical, usable
from monitor.configuration.feed_address import same_feed_key
from monitor.store.polling.feed_rows import COLUMNS, FeedRow, feed_row
from monitor.store.search.conditions import holds_words
from monitor.store.tables import appearances, articles, feeds

_LIMIT = 20  # articles
_GREATEST = 2**31 - 1  # what an INTEGER of PostgreSQL holds


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, as a list shows it."""

    article_id: int
    title: str
    outlet: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known by some text."""

    host: str = ""  # of the address, if the text is one
    feeds: tuple[FeedRow, ...] = ()  # whose address it is
    articles: tuple[Hit, ...] = ()  # the latest first
    neighbours: tuple[FeedRow, ...] = ()  # feeds of the same outlet, where neither was found


def of(connection: Connection, text: str) -> Known:
    """What is known by an address of a feed or an article, an entry's id, an article's number or words."""
    text = "".join(filter(str.isprintable, text)).strip()
    address = _address(text)
    if address:
        return _by_address(connection, text, address)
    named = _named(connection, text) if text else ()
    if named or not text:
        return Known(articles=named)
    if text.isascii() and text.isdigit() and int(text) <= _GREATEST:
        return Known(articles=_hits(connection, articles.c.id == int(text)))
    words = holds_words(text, connection.dialect)
    return Known(articles=_hits(connection, words) if words is not None else ())


def _address(text: str) -> str:
    """The text as a web address, written out where somebody left out the https; empty where it is none."""
    if "://" not in text and "/" in text and "." in text.partition("/")[0]:
        text = f"https://{text}"
    return usable(text)


def _by_address(connection: Connection, text: str, address: str) -> Known:
    host = urlsplit(address).hostname or ""
    rows = [feed_row(row) for row in connection.execute(select(*COLUMNS))]
    own = tuple(row for row in rows if _is_same_feed(row.feed.url, address))
    keys = articles.c.key.in_(list(dict.fromkeys(_spellings(address))))
    found = _hits(connection, keys) or _named(connection, text)
    near = () if own or found else tuple(row for row in rows if _is_neighbour(row, host))
    return Known(host, own, found, near)


def _spellings(address: str) -> Iterator[str]:
    """The canonical address, and those that differ in http or https, a www. and a slash at the end."""
    for variant in (address, _toggled_slash(urlsplit(address))):
        parts = urlsplit(canonical(variant))
        bare = parts.netloc.removeprefix("www.")
        for scheme in (parts.scheme, "https", "http"):
            for netloc in (parts.netloc, bare, f"www.{bare}"):
                yield urlunsplit(parts._replace(scheme=scheme, netloc=netloc))


def _toggled_slash(parts: SplitResult) -> str:
    path = parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=path))


def _named(connection: Connection, entry_id: str) -> tuple[Hit, ...]:
    """The articles that feeds call so; by feed, as the index leads with it."""
    called = select(appearances.c.article_id).where(
        appearances.c.feed_id.in_(select(feeds.c.id)), appearances.c.entry_id == entry_id
    )
    return _hits(connection, articles.c.id.in_(called))


def _hits(connection: Connection, which: ColumnElement[bool]) -> tuple[Hit, ...]:
    statement = (
        select(articles.c.id, articles.c.title, feeds.c.name, articles.c.first_seen)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(which)
        .order_by(articles.c.first_seen.desc(), articles.c.id.desc())
        .limit(_LIMIT)
    )
    return tuple(Hit(*row) for row in connection.execute(statement))


def _is_same_feed(url: str, address: str) -> bool:
    try:
        return same_feed_key(url) == same_feed_key(address)
    except ValueError:  # a port that is no number
        return False


def _is_neighbour(row: FeedRow, host: str) -> bool:
    own = (_bare_host(row.feed.url), _bare_host(row.feed.site))
    bare = host.removeprefix("www.")
    return any(one and _is_within(bare, one) for one in own)


def _is_within(host: str, other: str) -> bool:
    return host == other or host.endswith(f".{other}") or other.endswith(f".{host}")


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")

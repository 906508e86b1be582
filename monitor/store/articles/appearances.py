"""Articles and the names that feeds give them: what is known of those that a poll has found."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, bindparam, select, union

from monitor.articles.recognition import Held, Name, says_enough, sort
from monitor.model import Article, Sorted
from monitor.store.articles.rows import article_of
from monitor.store.database import Database
from monitor.store.tables import appearances, articles

_Value = TypeVar("_Value")

_CHUNK = 500  # bound values in one IN: SQLite allows 32,766, planners like fewer

# Made once: to put a statement together takes longer than to carry it out.
_MINE = appearances.c.feed_id == bindparam("feed_id")
_FIRST = select(appearances.c.id).where(_MINE).limit(1)
_KEYS = select(articles.c.key, articles.c.id).where(articles.c.key.in_(bindparam("keys", expanding=True)))
_NAMES = select(
    *(appearances.c[name] for name in ("entry_id", "article_id", "content_hash", "published"))
).where(_MINE, appearances.c.entry_id.in_(bindparam("entry_ids", expanding=True)))
_ALIKE = union(
    select(appearances.c.article_id).where(
        _MINE, appearances.c.content_hash.in_(bindparam("hashes", expanding=True))
    ),
    select(articles.c.id).where(
        articles.c.dated_at.in_(bindparam("dates", expanding=True)),
        articles.c.title.in_(bindparam("titles", expanding=True)),
    ),
)
# Whose they are is looked at here: SQLite would read all that a feed has ever brought.
_WHOSE = select(appearances.c.article_id, appearances.c.feed_id).where(
    appearances.c.article_id.in_(bindparam("ids", expanding=True))
)
_ARTICLES = select(articles).where(articles.c.id.in_(bindparam("ids", expanding=True)))


class Appearances:
    def __init__(self, database: Database) -> None:
        self._database = database

    def sort_out(self, feed_id: int, found: Sequence[Article]) -> Sorted:
        """Which of a feed's articles are new, changed, held from another feed, or known as they are."""
        with self._database.reading() as connection:
            return sort(found, _held(connection, feed_id, found))


def ids_by_key(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The ids of those articles that are held, by key."""
    found: dict[str, int] = {}
    for chunk in _chunks(list(keys)):
        found |= {row.key: row.id for row in connection.execute(_KEYS, {"keys": chunk})}
    return found


def _held(connection: Connection, feed_id: int, found: Sequence[Article]) -> Held:
    if connection.scalar(_FIRST, {"feed_id": feed_id}) is None:  # its first poll: nothing to compare with
        return Held({}, ids_by_key(connection, [article.key for article in found]), {})
    names = _names(connection, feed_id, [article.entry_id for article in found])
    doubtful = [
        a for a in found if (name := names.get(a.entry_id)) is None or name.content_hash != a.content_hash
    ]
    ids = ids_by_key(connection, [article.key for article in doubtful])
    named = {names[article.entry_id].article_id for article in doubtful if article.entry_id in names}
    return Held(names, ids, _brought(connection, feed_id, doubtful, {*ids.values(), *named}))


def _names(connection: Connection, feed_id: int, entry_ids: Sequence[str]) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for chunk in _chunks(entry_ids):
        for entry_id, *values in connection.execute(_NAMES, {"feed_id": feed_id, "entry_ids": chunk}):
            found[entry_id] = Name(*values)
    return found


def _brought(
    connection: Connection, feed_id: int, doubtful: Sequence[Article], ids: Collection[int]
) -> dict[int, Article]:
    """What the feed has brought of these articles, and of others with the same text, or title and date, as those."""
    candidates = set(ids)
    for chunk in _chunks(doubtful):
        wanted = {
            "feed_id": feed_id,
            "hashes": [article.content_hash for article in chunk if says_enough(article)],
            "dates": [article.published for article in chunk if article.published is not None],
            "titles": [article.title for article in chunk],
        }
        candidates.update(connection.scalars(_ALIKE, wanted))
    found: dict[int, Article] = {}
    for some in _chunks(sorted(candidates)):
        whose = connection.execute(_WHOSE, {"ids": some})
        mine = {row.article_id for row in whose if row.feed_id == feed_id}
        found |= {row.id: article_of(row) for row in connection.execute(_ARTICLES, {"ids": list(mine)})}
    return found


def _chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))

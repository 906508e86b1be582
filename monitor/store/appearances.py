"""Articles and the feeds they appear in: what is known, and how what is new gets stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from monitor.model import Article, Classified, PollOutcome, Sorted
from monitor.store import matches
from monitor.store.database import Database, insert_into
from monitor.store.tables import appearances, articles

_CHUNK = 500  # bound values in one IN: SQLite allows 32,766, planners like fewer

_COLUMNS = ("key", "url", "title", "summary", "content", "author", "language", "published", "first_seen")


class Appearances:
    def __init__(self, database: Database) -> None:
        self._database = database

    def sort_out(self, feed_id: int, found: Sequence[Article]) -> Sorted:
        """Which of a feed's articles are new, changed, held from another feed, or known as they are."""
        with self._database.reading() as connection:
            seen = _hashes_by_entry(connection, feed_id, [article.entry_id for article in found])
            fresh = [article for article in found if article.entry_id not in seen]
            held = _ids_by_key(connection, [article.key for article in fresh])
        changed = [a for a in found if seen.get(a.entry_id, a.content_hash) != a.content_hash]
        return Sorted(
            new=tuple(article for article in fresh if article.key not in held),
            changed=tuple(changed),
            elsewhere=tuple(article for article in fresh if article.key in held),
            known=len(found) - len(fresh) - len(changed),
        )


def store(connection: Connection, feed_id: int, outcome: PollOutcome) -> None:
    """Write the articles of one poll with their matches, inside the caller's transaction."""
    _add(connection, feed_id, outcome.new)
    for classified in outcome.changed:
        _edit(connection, feed_id, classified)
    _appear(connection, feed_id, [*(found.article for found in outcome.new), *outcome.elsewhere])


def _add(connection: Connection, feed_id: int, new: Sequence[Classified]) -> None:
    """Add articles with their matches, except those that another feed's poll was quicker with."""
    rows = [_row(feed_id, classified) for classified in new]
    if not rows:
        return
    statement = insert_into(articles, connection.dialect).on_conflict_do_nothing()
    added = connection.execute(statement.returning(articles.c.key, articles.c.id), rows).all()
    ids = {row.key: row.id for row in added}
    found = [(ids[c.article.key], c.article.dated_at, c.matches) for c in new if c.article.key in ids]
    matches.add(connection, found)


def _row(feed_id: int, classified: Classified) -> dict[str, Any]:
    article = classified.article
    row = {name: getattr(article, name) for name in _COLUMNS}
    return row | {
        "feed_id": feed_id,
        "dated_at": article.dated_at,
        "content_hash": article.content_hash,
        "classified_by": classified.version,
    }


def _appear(connection: Connection, feed_id: int, seen: Sequence[Article]) -> None:
    ids = _ids_by_key(connection, [article.key for article in seen])
    rows = [
        {
            "feed_id": feed_id,
            "entry_id": article.entry_id,
            "article_id": ids[article.key],
            "content_hash": article.content_hash,
            "first_seen": article.first_seen,
        }
        for article in seen
    ]
    if rows:
        connection.execute(insert_into(appearances, connection.dialect).on_conflict_do_nothing(), rows)


def _edit(connection: Connection, feed_id: int, classified: Classified) -> None:
    """Take over an edited text. Only the feed that brought the article first may change it."""
    article = classified.article
    mine = (appearances.c.feed_id == feed_id) & (appearances.c.entry_id == article.entry_id)
    article_id = connection.scalar(select(appearances.c.article_id).where(mine))
    if article_id is None:
        return
    connection.execute(update(appearances).where(mine).values(content_hash=article.content_hash))
    values: dict[str, Any] = {
        name: getattr(article, name) for name in ("title", "summary", "content", "author")
    }
    values |= {
        "content_hash": article.content_hash,
        "classified_by": classified.version,
        "edited_at": article.first_seen,
    }
    first = (articles.c.id == article_id) & (articles.c.feed_id == feed_id)
    dated_at: datetime | None = connection.scalar(
        update(articles).where(first).values(values).returning(articles.c.dated_at)
    )
    if dated_at is not None:
        matches.put(connection, article_id, dated_at, classified.matches)


def _hashes_by_entry(connection: Connection, feed_id: int, entry_ids: Sequence[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for start in range(0, len(entry_ids), _CHUNK):
        chunk = entry_ids[start : start + _CHUNK]
        statement = select(appearances.c.entry_id, appearances.c.content_hash).where(
            appearances.c.feed_id == feed_id, appearances.c.entry_id.in_(chunk)
        )
        found |= {row.entry_id: row.content_hash for row in connection.execute(statement)}
    return found


def _ids_by_key(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    """The ids of those articles that are held, by key."""
    found: dict[str, int] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        statement = select(articles.c.key, articles.c.id).where(articles.c.key.in_(chunk))
        found |= {row.key: row.id for row in connection.execute(statement)}
    return found

"""What one poll brought, written: articles, the names that the feed gives them, edits and re-issues."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from monitor.model import Article, Classified, PollOutcome
from monitor.store.articles import matches, versions
from monitor.store.articles.appearances import ids_by_key
from monitor.store.database import insert_into
from monitor.store.names import readings as name_readings
from monitor.store.polling import pages
from monitor.store.search import article_words
from monitor.store.search import concepts as article_concepts
from monitor.store.stories import upkeep as story_upkeep
from monitor.store.tables import appearances, articles

_TEXT = ("title", "summary", "content")
_EDITED = (*_TEXT, "author", "updated", "categories", "image")
_ADDED = (*_EDITED, "key", "url", "language", "published", "first_seen")


def store(connection: Connection, feed_id: int, outcome: PollOutcome) -> None:
    """Write the articles of one poll with their matches, inside the caller's transaction."""
    touched = _add(connection, feed_id, outcome.new)
    for entry_id in outcome.reused:
        _retire(connection, feed_id, entry_id)
    _name(connection, feed_id, [*(found.article for found in outcome.new), *outcome.elsewhere])
    touched += [number for one in outcome.changed if (number := _edit(connection, feed_id, one))]
    for article in outcome.reissued:
        _reissue(connection, feed_id, article)
    article_words.put(connection, touched)
    article_concepts.put(connection, touched)


def _add(connection: Connection, feed_id: int, new: Sequence[Classified]) -> list[int]:
    """Add articles with their matches, except those that another feed's poll was quicker with; returns their ids."""
    rows = [_row(feed_id, classified) for classified in new]
    if not rows:
        return []
    statement = insert_into(articles, connection.dialect).on_conflict_do_nothing()
    added = connection.execute(statement.returning(articles.c.key, articles.c.id), rows).all()
    ids = {row.key: row.id for row in added}
    found = [(ids[c.article.key], c.article.dated_at, c.matches) for c in new if c.article.key in ids]
    matches.add(connection, found)
    name_readings.want(connection, list(ids.values()))
    return list(ids.values())


def _row(feed_id: int, classified: Classified) -> dict[str, Any]:
    article = classified.article
    row = {name: getattr(article, name) for name in _ADDED}
    return row | {
        "feed_id": feed_id,
        "dated_at": article.dated_at,
        "content_hash": article.content_hash,
        "classified_by": classified.version,
    }


def _name(connection: Connection, feed_id: int, seen: Sequence[Article]) -> None:
    ids = ids_by_key(connection, [article.key for article in seen])
    rows = [
        {
            "feed_id": feed_id,
            "entry_id": article.entry_id,
            "article_id": ids[article.key],
            "content_hash": article.content_hash,
            "published": article.published,
            "first_seen": article.first_seen,
        }
        for article in seen
    ]
    if rows:
        connection.execute(insert_into(appearances, connection.dialect).on_conflict_do_nothing(), rows)


def _retire(connection: Connection, feed_id: int, entry_id: str) -> None:
    """Free a name that its feed gives to another article now.

    The article that had it stays one of the feed's: where it has no other name there, it gets one that no feed gives.
    """
    mine = _named(feed_id, entry_id)
    other = appearances.alias()
    article_id = connection.scalar(select(appearances.c.article_id).where(mine))
    has_other = exists().where(
        other.c.feed_id == feed_id, other.c.article_id == article_id, other.c.entry_id != entry_id
    )
    connection.execute(delete(appearances).where(mine, has_other))
    connection.execute(update(appearances).where(mine).values(entry_id=f"formerly:{article_id}"))


def _edit(connection: Connection, feed_id: int, classified: Classified) -> int | None:
    """Take over an edited text, and keep the former one. Only the feed that brought the article first may change it.

    Returns the article's id; None: nothing was changed.
    """
    article = classified.article
    statement = (
        update(appearances)
        .where(_named(feed_id, article.entry_id))
        .values(content_hash=article.content_hash, published=article.published)
    )
    article_id = connection.scalar(statement.returning(appearances.c.article_id))
    mine = (articles.c.id == article_id) & (articles.c.feed_id == feed_id)
    former = connection.execute(select(articles).where(mine)).first()
    if article_id is None or former is None or former.content_hash == article.content_hash:
        return None
    classified = pages.keeping_text(connection, article_id, classified)
    article = classified.article
    versions.keep(connection, article_id, {name: former._mapping[name] for name in _TEXT}, article.first_seen)
    values: dict[str, Any] = {name: getattr(article, name) for name in _EDITED}
    values |= {
        "url": article.url or former.url,
        "content_hash": article.content_hash,
        "classified_by": classified.version,
        "edited_at": article.first_seen,
    }
    connection.execute(update(articles).where(mine).values(values))
    matches.put(connection, article_id, former.dated_at, classified.matches)
    name_readings.want(connection, [article_id])
    story_upkeep.outdate(connection, article_id)
    return int(article_id)


def _reissue(connection: Connection, feed_id: int, article: Article) -> None:
    """Remember that a feed has brought its old article again under a new date; it keeps its place in time."""
    statement = (
        update(appearances).where(_named(feed_id, article.entry_id)).values(published=article.published)
    )
    article_id = connection.scalar(statement.returning(appearances.c.article_id))
    mine = (articles.c.id == article_id) & (articles.c.feed_id == feed_id)
    connection.execute(update(articles).where(mine).values(reissued_at=article.first_seen))


def _named(feed_id: int, entry_id: str) -> ColumnElement[bool]:
    return (appearances.c.feed_id == feed_id) & (appearances.c.entry_id == entry_id)

"""Keeps the index of articles' words in step with their texts, inside the transaction that changes them."""

import logging
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, func, select, text

from monitor.store.database import insert_into
from monitor.store.search.tables import LONGEST_WORD, search_words
from monitor.store.tables import articles
from monitor.topics.query.index_words import HEADLINE, index_stems, index_words
from monitor.topics.text.letters import MARK

_CHUNK = 500  # articles at a time
_TOLD = 10_000  # articles after which one who waits is told how far it is: some ten seconds

_log = logging.getLogger(__name__)

_SQLITE = text("INSERT OR REPLACE INTO article_search (rowid, words) VALUES (:rowid, :words)")
_POSTGRESQL = text(
    "INSERT INTO article_search (rowid, words, vector) VALUES (:rowid, :words, array_to_tsvector(:each)) "
    "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words, vector = excluded.vector"
)


def put(connection: Connection, article_ids: Sequence[int]) -> None:
    """Index these articles as they stand now. Articles that go take their words with them.

    To be called once in a transaction, at its end: words that two of them add at once are waited for in the order
    of the alphabet, so that neither waits for the other.
    """
    met: set[str] = set()
    for start in range(0, len(article_ids), _CHUNK):
        met |= _put(connection, article_ids[start : start + _CHUNK])
    _add_words(connection, met)


def put_all(connection: Connection) -> None:
    """Index every article anew. Of many it is told how far it is."""
    total = connection.scalar(select(func.count()).select_from(articles)) or 0
    done = 0
    for chunk in _all_ids(connection):
        put(connection, chunk)
        done += len(chunk)
        if done % _TOLD == 0:
            _log.warning("Making the index of the search anew: %s of %s articles.", f"{done:,}", f"{total:,}")


def put_marked(connection: Connection) -> None:
    """Index anew every article in whose words marks stand on letters, as Hindi writes its vowels."""
    one = articles.c
    texts = select(one.id, one.title, one.summary, one.content)
    for chunk in _all_ids(connection):
        rows = connection.execute(texts.where(one.id.in_(chunk))).all()
        put(connection, [number for number, *written in rows if any(map(MARK.search, written))])


def _put(connection: Connection, article_ids: Sequence[int]) -> set[str]:
    """Index some articles; returns their words."""
    one = articles.c
    texts = select(one.id, one.language, one.title, one.summary, one.content)
    rows, met = [], set[str]()
    for number, language, title, *others in connection.execute(texts.where(one.id.in_(article_ids))):
        words = index_words(title, others)
        rows.append(_row(number, words, index_stems(words, language)))
        met.update(word for word in words if not word.startswith(HEADLINE))
    if rows:
        connection.execute(_statement(connection), rows)
    return met


def _add_words(connection: Connection, met: Collection[str]) -> None:
    """Take over the words that no article had before."""
    ordered = sorted(word[:LONGEST_WORD] for word in met)
    for start in range(0, len(ordered), _CHUNK):
        rows = [{"word": word} for word in ordered[start : start + _CHUNK]]
        connection.execute(insert_into(search_words, connection.dialect).on_conflict_do_nothing(), rows)


def _row(article_id: int, words: Sequence[str], stems: Sequence[str]) -> dict[str, Any]:
    """A word too long for PostgreSQL's index stands in it by its beginning: no query asks for more of it."""
    return {
        "rowid": article_id,
        "words": f" {' '.join((*words, *stems))} ",
        "each": [word[:LONGEST_WORD] for word in (*words, *stems)],
    }


def _statement(connection: Connection) -> TextClause:
    return _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL


def _all_ids(connection: Connection) -> Iterator[list[int]]:
    last = 0
    while True:
        above = select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id).limit(_CHUNK)
        chunk = list(connection.scalars(above))
        if not chunk:
            return
        yield chunk
        last = chunk[-1]

"""Full-text search over articles: FTS5 on SQLite, tsvector on PostgreSQL."""

import re

from sqlalchemy import ColumnElement, Dialect, func, literal_column, select
from sqlalchemy.sql import column, table

from monitor.store.tables import articles

_WORD = re.compile(r"\w+")
_FTS = table("article_search", column("rowid"), column("article_search"))

# The same expression as the index of the first migration, or PostgreSQL would not use it.
TSVECTOR = "to_tsvector('simple', title || ' ' || summary || ' ' || content)"


def holds_words(words: str, dialect: Dialect) -> ColumnElement[bool] | None:
    """The condition that an article holds every one of these words. None: there is no word to look for."""
    tokens = _WORD.findall(words)[:20]
    if not tokens:
        return None
    if dialect.name == "postgresql":
        query = func.plainto_tsquery(literal_column("'simple'"), " ".join(tokens))
        return literal_column(_qualified(TSVECTOR)).bool_op("@@")(query)
    quoted = " ".join(f'"{token}"' for token in tokens)
    return articles.c.id.in_(select(_FTS.c.rowid).where(_FTS.c.article_search.match(quoted)))


def _qualified(expression: str) -> str:
    return re.sub(r"\b(title|summary|content)\b", r"articles.\1", expression)

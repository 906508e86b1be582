"""The tables of the search: the words and concepts of each article, and the searches that people keep."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy.sql import column, table

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

# Letters of a word in PostgreSQL's index, which takes 2,046 bytes; no query asks for more than 100.
LONGEST_WORD = 500

# Of SQLite a full-text index, of PostgreSQL a table with one: no table of the metadata. `words` are the article's
# with a space before, between and behind, and behind them their stems (monitor.topics.query.index_words).
article_search = table("article_search", column("rowid"), column("words"), column("vector"))

# Every word that an article has or had. Letters within words are looked up here first.
search_words = Table("search_words", metadata, Column("word", Text, primary_key=True))

# The concepts that articles are looked through for, each known by its terms: one that is edited is another.
concepts = Table(
    "concepts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", BigInteger, nullable=False, unique=True),  # of its terms
    Column("terms", JSON, nullable=False),
    Column("looked_to", Integer, nullable=False),  # the articles from this number on were looked through
)

article_concepts = Table(
    "article_concepts",
    metadata,
    Column("concept_id", ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

searches = Table(
    "searches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", Integer, nullable=False, index=True),  # 0: the demo's visitors, who have no account
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("topic", String(64), nullable=False, server_default=""),  # slug; empty: of any topic or none
    Column("shared", Boolean, nullable=False),  # with everybody at the desk
    Column("feed_token", String(64), unique=True),  # in the address of its feed; none: it has no feed
    Column("created_at", UtcDateTime, nullable=False),
)

# Up to which article each person has seen what a search finds.
search_looks = Table(
    "search_looks",
    metadata,
    Column("search_id", ForeignKey("searches.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Integer, primary_key=True),
    Column("seen_to", Integer, nullable=False),
)

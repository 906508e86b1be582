"""Searches: an index of folded words that both databases read alike, and the searches that people keep."""

import sqlalchemy as sa
from alembic import op

from monitor.store.search import article_words
from monitor.store.types import UtcDateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _index_on_sqlite()
    else:
        _index_on_postgresql()
    with op.batch_alter_table("articles") as batch_op:
        batch_op.drop_index("ix_articles_dated_at_id")
        batch_op.create_index("ix_articles_listed", ["dated_at", "id", "language", "feed_id"])
    op.create_table("search_words", sa.Column("word", sa.Text(), primary_key=True))
    article_words.put_all(op.get_bind())
    _create_searches()


def _index_on_sqlite() -> None:
    for trigger in ("added", "removed", "edited"):
        op.execute(f"DROP TRIGGER article_search_{trigger}")
    op.execute("DROP TABLE article_search")
    # The words are cut and folded before they get here: every other letter than a space is of a word.
    op.execute(
        """
        CREATE VIRTUAL TABLE article_search USING fts5 (words, tokenize = "ascii tokenchars '_^'", detail = 'none')
        """
    )
    op.execute(
        """
        CREATE TRIGGER article_search_removed AFTER DELETE ON articles BEGIN
            DELETE FROM article_search WHERE rowid = old.id;
        END
        """
    )


def _index_on_postgresql() -> None:
    op.execute("DROP INDEX article_search")
    op.execute(
        """
        CREATE TABLE article_search (
            rowid integer PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
            words text NOT NULL,
            vector tsvector NOT NULL
        )
        """
    )
    op.execute("CREATE INDEX article_search_vector ON article_search USING gin (vector)")


def _create_searches() -> None:
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False, server_default=""),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("feed_token", sa.String(64), nullable=True, unique=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_searches_user_id", "searches", ["user_id"])
    search = sa.ForeignKey("searches.id", name="fk_search_looks_search_id_searches", ondelete="CASCADE")
    op.create_table(
        "search_looks",
        sa.Column("search_id", sa.Integer(), search, primary_key=True),
        sa.Column("user_id", sa.Integer(), primary_key=True),
        sa.Column("seen_to", sa.Integer(), nullable=False),
    )

"""Stems, with which the index of words is made anew; and an order of stories by importance."""

from alembic import op

from monitor.store.search import article_words

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE article_search")  # to empty it would keep what it held as deleted
        op.execute(
            """
            CREATE VIRTUAL TABLE article_search USING fts5 (words, tokenize = "ascii tokenchars '_^'", detail = 'none')
            """
        )
    else:
        op.execute("TRUNCATE article_search")
    op.create_index("ix_story_importance_score_story_id", "story_importance", ["score", "story_id"])
    article_words.put_all(op.get_bind())

"""Verdicts of people, who decided a match, what learning from verdicts would change, blind samples.

And what new runs changed, drafts beside live topics, the answers of the second reader.
"""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _verdicts()
    _proposals()
    _samples()
    _changes()
    _drafts()
    _reader()


def _verdicts() -> None:
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="SET NULL"), index=True),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("says", sa.String(16), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False, index=True),
        sa.Column("machine", sa.JSON()),
    )
    op.add_column("matches", sa.Column("ruling", sa.String(8)))
    op.add_column("matches", sa.Column("decided_by", sa.Text()))
    op.add_column("matches", sa.Column("decided_at", UtcDateTime()))
    # copies are found by it
    op.create_index("ix_articles_content_hash", "articles", ["content_hash"])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("taught_up_to", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("decided_at", UtcDateTime()),
    )


def _samples() -> None:
    op.create_table(
        "sample_draws",
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("week", sa.String(10), primary_key=True),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("strata", sa.JSON(), nullable=False),
    )
    op.create_table(
        "samples",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("week", sa.String(10), nullable=False),
        sa.Column(
            "article_id",
            sa.Integer(),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("stratum", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(8)),
        sa.Column("answered_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("answered_at", UtcDateTime()),
        sa.UniqueConstraint("topic", "week", "article_id"),
        sa.Index("ix_samples_topic_answer", "topic", "answer"),
    )


def _changes() -> None:
    op.create_table(
        "topic_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "article_id",
            sa.Integer(),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("gained", sa.Boolean(), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("after", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False, index=True),
    )


def _drafts() -> None:
    op.create_table(
        "topic_drafts",
        sa.Column("slug", sa.String(64), primary_key=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("from_article", sa.Integer(), nullable=False),
        sa.Column("judged_to", sa.Integer(), nullable=False),
    )
    op.create_table(
        "draft_matches",
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "topic", sa.String(64), sa.ForeignKey("topic_drafts.slug", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Index("ix_draft_matches_topic_article_id", "topic", "article_id"),
    )


def _reader() -> None:
    op.create_table(
        "reader_answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("definition", sa.String(32), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False, index=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False, server_default=""),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        sa.Index("ix_reader_answers_content_hash_topic", "content_hash", "topic"),
    )

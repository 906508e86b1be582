"""Stories: the reports of one event, whose text each is, what people changed, and what finds them."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_stories()
    _create_reports()
    _create_keys()
    _create_edits()
    _create_relations()
    _create_names()
    _create_quotes()
    _create_importance()


def _create_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("headline", sa.Text(), nullable=False, server_default=""),
        sa.Column("headline_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("lead_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="SET NULL")),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("texts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("outlets", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("first_outlet", sa.Text(), nullable=False, server_default=""),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("merged_into", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE")),
    )
    op.create_index("ix_stories_lead_id", "stories", ["lead_id"])
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"])
    op.create_index("ix_stories_last_at_id", "stories", ["last_at", "id"])


def _create_reports() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="SET NULL")),
        sa.Column("sure", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_index("ix_texts_article_id", "texts", ["article_id"])
    op.create_table(
        "reports",
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
        sa.Column("text_id", sa.Integer(), sa.ForeignKey("texts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("grouped_at", UtcDateTime(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("read_by", sa.String(16), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("credit", sa.JSON()),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("features", sa.LargeBinary()),
    )
    op.create_index("ix_reports_story_id_at", "reports", ["story_id", "at"])
    op.create_index("ix_reports_text_id", "reports", ["text_id"])
    op.create_index("ix_reports_at", "reports", ["at"])
    op.create_index("ix_reports_read_by", "reports", ["read_by"])


def _create_keys() -> None:
    op.create_table(
        "report_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("place", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "term_counts",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
    )


def _create_edits() -> None:
    op.create_table(
        "story_edits",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE")),
        sa.Column("article_ids", sa.JSON(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False, server_default=""),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("undone_at", UtcDateTime()),
    )
    op.create_index("ix_story_edits_story_id", "story_edits", ["story_id"])
    op.create_index("ix_story_edits_other_id", "story_edits", ["other_id"])


def _create_relations() -> None:
    op.create_table(
        "stories_apart",
        sa.Column("one", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("other", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "edit_id", sa.Integer(), sa.ForeignKey("story_edits.id", ondelete="CASCADE"), nullable=False
        ),
    )
    op.create_index("ix_stories_apart_other", "stories_apart", ["other"])
    op.create_index("ix_stories_apart_edit_id", "stories_apart", ["edit_id"])
    op.create_table(
        "story_views",
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        sa.Column(
            "story_id", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_story_views_story_id", "story_views", ["story_id"])


def _create_names() -> None:
    op.create_table(
        "name_entries",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "name_spellings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("folded", sa.Text(), nullable=False, unique=True),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False, index=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("decided_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("decided_at", UtcDateTime()),
    )
    op.create_table(
        "name_sightings",
        sa.Column(
            "spelling_id",
            sa.Integer(),
            sa.ForeignKey("name_spellings.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
    )
    op.create_index("ix_name_sightings_article_id", "name_sightings", ["article_id"])
    op.create_table(
        "unread_names",
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("times", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_table(
        "name_reader",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(16), nullable=False),
    )


def _create_quotes() -> None:
    op.create_table(
        "mentions",
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("field", sa.String(8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("dated_at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_mentions_name_dated_at_article_id", "mentions", ["name", "dated_at", "article_id"])
    op.create_index("ix_mentions_dated_at_name", "mentions", ["dated_at", "name"])
    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("field", sa.String(8), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.String(80)),
        sa.Column("indirect", sa.Boolean(), nullable=False),
        sa.Column("dated_at", UtcDateTime(), nullable=False),
        sa.Column("words_folded", sa.Text(), nullable=False),
        sa.Column("speaker_folded", sa.Text(), nullable=False),
    )
    op.create_index("ix_quotes_article_id", "quotes", ["article_id"])
    op.create_index("ix_quotes_dated_at_id", "quotes", ["dated_at", "id"])
    op.create_index("ix_quotes_name_dated_at_id", "quotes", ["name", "dated_at", "id"])


def _create_importance() -> None:
    op.create_table(
        "story_importance",
        sa.Column(
            "story_id", sa.Integer(), sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("source", sa.JSON()),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("story_at", UtcDateTime(), nullable=False),
        sa.Column("topic_score", sa.Float(), nullable=False),
    )

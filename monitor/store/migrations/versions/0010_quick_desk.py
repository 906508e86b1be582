"""Indexes for what pages ask of thousands of long rows: what is new of stories, and the languages of articles."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_index("ix_articles_language_dated_at_id", "articles", ["language", "dated_at", "id"])
    op.create_index(
        "ix_reports_story_id_grouped_at_text_id", "reports", ["story_id", "grouped_at", "text_id"]
    )

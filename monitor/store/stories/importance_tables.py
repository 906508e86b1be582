"""The table of stories' importance, beside those of monitor.store.stories.tables."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, String, Table

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

story_importance = Table(
    "story_importance",
    metadata,
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Column("terms", JSON, nullable=False),
    Column("source", JSON(none_as_null=True)),  # who had it first
    # of what it was told
    Column("version", String(16), nullable=False),  # of the weights and the standing of outlets
    Column("story_at", UtcDateTime, nullable=False),  # the story's updated_at
    Column("topic_score", Float, nullable=False),
    Index("ix_story_importance_score_story_id", "score", "story_id"),
)

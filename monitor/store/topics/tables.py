"""The tables around topics: what new runs changed, drafts, the second reader's answers, the effects of wishes."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

# Topics that a new run of the classifier gave to an article, or took from it.
topic_changes = Table(
    "topic_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("topic", String(64), nullable=False),
    Column("gained", Boolean, nullable=False),  # else lost
    Column("before", String(64), nullable=False),  # version of the classifier that said otherwise
    Column("after", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index(None, "topic", "id"),
)

# Another version of a topic, which judges beside the live one; nobody reads by it.
topic_drafts = Table(
    "topic_drafts",
    metadata,
    Column("slug", String(64), primary_key=True),
    Column("body", JSON, nullable=False),  # as in topics
    Column("made_at", UtcDateTime, nullable=False),
    Column("from_article", Integer, nullable=False),  # ids over this are judged, newcomers all of them
    Column("judged_to", Integer, nullable=False),  # up to this id they are
)

draft_matches = Table(
    "draft_matches",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", ForeignKey("topic_drafts.slug", ondelete="CASCADE"), primary_key=True),
    Column("score", Float, nullable=False),
    Index(None, "topic", "article_id"),
)

# Every question to the second reader, written before it is asked: its cache, its budget and its log.
reader_answers = Table(
    "reader_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("content_hash", LargeBinary, nullable=False),  # the article's
    Column("topic", String(64), nullable=False),
    Column("model", Text, nullable=False),
    Column("definition", String(32), nullable=False),  # hash of what the model was told of the topic
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("outcome", String(16), nullable=False),
    Column("sentence", Text, nullable=False, server_default=""),  # the article's own
    Column("detail", Text, nullable=False, server_default=""),  # why an answer is of no use
    Index(None, "content_hash", "topic"),
)

# What each wish would bring, a row for every topic: replaced when it is measured again.
wish_effects = Table(
    "wish_effects",
    metadata,
    Column("topic", String(64), primary_key=True),
    Column("version", String(64), nullable=False),  # of the classifier
    Column("weighed_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),  # monitor.topics.judging.wishes.Weighed
)

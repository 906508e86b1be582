"""The tables of what people say of the classifier's work, beside those of monitor.store.tables."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

# Every verdict there ever was: rows are added, never changed. They outlive their articles.
verdicts = Table(
    "verdicts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="SET NULL"), index=True),
    Column("topic", String(64), nullable=False),
    Column("says", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    # the text that was judged
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("content_hash", LargeBinary, nullable=False, index=True),  # of the whole article: copies share it
    Column("machine", JSON(none_as_null=True)),  # the classifier's match at the time; none: no match
)

# What learning from the verdicts would change, and what was decided on it.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("taught_up_to", Integer, nullable=False),  # the last verdict that it has learnt from
    Column("body", JSON, nullable=False),  # monitor.topics.measuring.proposal.Change
    Column("state", String(16), nullable=False),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
)

# One topic's week of which articles without the topic were drawn at random, for people to read.
sample_draws = Table(
    "sample_draws",
    metadata,
    Column("topic", String(64), primary_key=True),
    Column("week", String(10), primary_key=True),  # its Monday, in ISO 8601
    Column("drawn_at", UtcDateTime, nullable=False),
    Column("version", String(64), nullable=False),  # of the classifier that was asked
    Column("matched", Integer, nullable=False),  # articles of the week that it matches
    Column("strata", JSON, nullable=False),  # how many it does not match, a number for each stratum
)

samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("topic", String(64), nullable=False),
    Column("week", String(10), nullable=False),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("stratum", Integer, nullable=False),
    Column("answer", String(8)),  # none: not read yet
    Column("answered_by", Text, nullable=False, server_default=""),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("topic", "week", "article_id"),
    Index(None, "topic", "answer"),
)

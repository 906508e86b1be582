"""The tables of the desk's triage, beside those of monitor.store.stories.tables."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

# Where each story stands; those that nobody has done anything with have no row.
story_desk = Table(
    "story_desk",
    metadata,
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(12), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("owner", Text, nullable=False, index=True),
    Column("snoozed_at", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("to_digest", Boolean, nullable=False),
)

story_tags = Table(
    "story_tags",
    metadata,
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True, index=True),
)

# Every step, the standing before and after it.
desk_entries = Table(
    "desk_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Integer, index=True),  # none only while it is being written
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("do", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column(
        "edit_id", ForeignKey("story_edits.id", ondelete="CASCADE"), index=True
    ),  # the merger that made it
    Column("undone_by", Text, nullable=False, server_default=""),
    Column("undone_at", UtcDateTime),
)

# How each person works at the desk; 0: the demo's visitors, who have no account.
desk_readers = Table(
    "desk_readers",
    metadata,
    Column("user_id", Integer, primary_key=True, autoincrement=False),
    Column("density", String(12), nullable=False, server_default=""),
    Column("keys", JSON, nullable=False),  # those that they have changed, by action
    Column("shift_from", UtcDateTime),  # since when what happened is news to them
    Column("seen_at", UtcDateTime),  # their last visit
)

# Who has which story before them.
story_presence = Table(
    "story_presence",
    metadata,
    Column("user_id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

"""The tables of stories, beside those of monitor.store.tables."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "headline", Text, nullable=False, server_default=""
    ),  # set by a person; else the leading article's
    Column("headline_by", Text, nullable=False, server_default=""),
    Column("lead_id", ForeignKey("articles.id", ondelete="SET NULL"), index=True),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    # counted anew from the reports whenever they change
    Column("reports", Integer, nullable=False, server_default="0"),
    Column("texts", Integer, nullable=False, server_default="0"),
    Column("outlets", Integer, nullable=False, server_default="0"),
    Column("first_outlet", Text, nullable=False, server_default=""),
    Column("updated_at", UtcDateTime, nullable=False),
    # what became of a story that has no reports any more; never a story that went elsewhere itself
    Column("merged_into", ForeignKey("stories.id", ondelete="CASCADE"), index=True),
    Index(None, "last_at", "id"),
)

# Texts that one article or several carry, and whose they are.
texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("outlet", Text, nullable=False),
    Column(
        "article_id", ForeignKey("articles.id", ondelete="SET NULL"), index=True
    ),  # none: the source's is not held
    Column("sure", Float, nullable=False),
    Column("why", Text, nullable=False),
)

# Each article that was grouped, in its story.
reports = Table(
    "reports",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("text_id", ForeignKey("texts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),  # the article's dated_at
    Column("grouped_at", UtcDateTime, nullable=False),
    Column("why", Text, nullable=False),
    Column("placed_by", Text, nullable=False, server_default=""),  # a person: the machine never moves it
    # what was read in it (monitor.stories.grouping.gist)
    Column(
        "read_by", String(16), nullable=False, index=True
    ),  # the version that read it; empty: to be read again
    Column("length", Integer, nullable=False),  # characters of its text
    Column("credit", JSON(none_as_null=True)),  # the source that it names
    Column("told", JSON, nullable=False),
    Column("features", LargeBinary),  # by which others are compared with it; none once it is too old for that
    Index(None, "story_id", "at"),
    Index(None, "story_id", "grouped_at", "text_id"),  # all that tells what is new of a story
    Index(None, "at"),
    Index(None, "grouped_at"),
)


def _keys(name: str) -> Table:
    """By which reports that may belong together find one another.

    A key has a fixed number of places, each taken by the latest report that fell on it: a key that many reports share
    stays small, and nothing need be counted.
    """
    return Table(
        name,
        metadata,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("place", SmallInteger, primary_key=True, autoincrement=False),
        Column("article_id", Integer, nullable=False),  # may be gone
        sqlite_with_rowid=False,
    )


report_keys = _keys("report_keys")
pending_keys = _keys("pending_keys")  # of the latest reports, until so many wait that they are settled

# How often words stood in the reports of late, which tells the rare ones: one row.
term_counts = Table(
    "term_counts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

# What changed the shape of a story, or its headline.
story_edits = Table(
    "story_edits",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("other_id", ForeignKey("stories.id", ondelete="CASCADE"), index=True),
    Column("article_ids", JSON, nullable=False),
    Column("headline", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("before", JSON, nullable=False),  # what undoing it puts back
    Column("undone_by", Text, nullable=False, server_default=""),
    Column("undone_at", UtcDateTime),
)

# Stories that a person has told apart: the machine never merges them, nor what they become part of.
stories_apart = Table(
    "stories_apart",
    metadata,
    Column("one", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("other", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("edit_id", ForeignKey("story_edits.id", ondelete="CASCADE"), nullable=False, index=True),
)

# When a reader last looked at a story; 0: the demo's visitors, who have no account.
story_views = Table(
    "story_views",
    metadata,
    Column("user_id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("seen_at", UtcDateTime, nullable=False),
)

# Work that one process at a time does.
leases = Table(
    "leases",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("token", String(32), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

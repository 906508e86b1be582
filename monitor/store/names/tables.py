"""The tables of names and quotations, beside those of monitor.store.tables."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from monitor.store.tables import metadata
from monitor.store.types import UtcDateTime

KEY = String(80)  # a name's, in the gazetteer

# Names that the desk has added to the gazetteer that comes with the product.
name_entries = Table(
    "name_entries",
    metadata,
    Column("key", KEY, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("role", Text, nullable=False),
    Column("countries", JSON, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)

# Spellings beside the gazetteer's: suggested, confirmed or refused.
name_spellings = Table(
    "name_spellings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
    Column("written", Text, nullable=False),
    Column("name", KEY, nullable=False, index=True),
    Column("likeness", Float, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("decided_by", Text, nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
)

# In which articles a spelling was met while nobody had confirmed it.
name_sightings = Table(
    "name_sightings",
    metadata,
    Column("spelling_id", ForeignKey("name_spellings.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# Which articles tell of which names, and where they first do.
mentions = Table(
    "mentions",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("name", KEY, primary_key=True),
    Column("field", String(8), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("dated_at", UtcDateTime, nullable=False),  # the article's
    Index(None, "name", "dated_at", "article_id"),
    Index(None, "dated_at", "name"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("field", String(8), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", KEY),  # none: the gazetteer does not know the speaker
    Column("indirect", Boolean, nullable=False),
    Column("dated_at", UtcDateTime, nullable=False),  # the article's
    # as they are searched: without capitals and accents
    Column("words_folded", Text, nullable=False),
    Column("speaker_folded", Text, nullable=False),
    Index(None, "dated_at", "id"),
    Index(None, "name", "dated_at", "id"),
)

# Articles whose names are to be read: new or edited, or holding a spelling on which somebody has decided.
unread_names = Table(
    "unread_names",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("times", Integer, nullable=False, server_default="0"),  # asked again since it was first
)

# By what all others were read: one row.
name_reader = Table(
    "name_reader",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", String(16), nullable=False),
)

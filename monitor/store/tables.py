"""The tables, as SQLAlchemy sees them. The migrations make the same ones; a test compares the two."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from monitor.store.types import HabitsText, ReasonText, RightsText, UtcDateTime

# Named constraints: without names SQLite's batch migrations can never drop one again.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("site", Text, nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),
    Column("country", String(8), nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),
    Column("rights", RightsText, nullable=False, server_default="extract"),
    Column("full_text", Boolean, nullable=False, server_default=text("false")),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", UtcDateTime, nullable=False),
    # what polling has learnt (monitor.model.Polling)
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("last_polled_at", UtcDateTime),
    Column("last_good_at", UtcDateTime),
    Column("last_new_at", UtcDateTime),
    Column("failing_since", UtcDateTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("reason", ReasonText),
    Column("detail", Text, nullable=False, server_default=""),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("body_hash", LargeBinary, nullable=False),
    Column("known_items", LargeBinary, nullable=False, server_default=text("''")),
    Column("habits", HabitsText, nullable=False, server_default="{}"),
    # who polls it now
    Column("lease_token", String(32)),
    Column("lease_until", UtcDateTime),
    Index(None, "next_poll_at"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),  # the first to bring it
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("published", UtcDateTime),
    Column("first_seen", UtcDateTime, nullable=False, index=True),
    Column("dated_at", UtcDateTime, nullable=False),  # published, but never later than first seen
    Column("edited_at", UtcDateTime),
    Column("updated", UtcDateTime),  # as the feed says
    Column("reissued_at", UtcDateTime),  # when it was last brought again as if it were new
    Column("categories", JSON, nullable=False, server_default="[]"),
    Column("image", Text, nullable=False, server_default=""),
    Column("canonical_url", Text, nullable=False, server_default=""),  # another site's, that its page names
    Column("content_hash", LargeBinary, nullable=False, index=True),
    Column("classified_by", String(64), nullable=False, index=True),  # version of the classifier
    Index("ix_articles_listed", "dated_at", "id", "language", "feed_id"),  # all that a search counts by
    Index(None, "language", "dated_at", "id"),  # counts the languages, and lists one
    Index(None, "feed_id", "dated_at"),
)

appearances = Table(
    "appearances",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("content_hash", LargeBinary, nullable=False),
    Column("published", UtcDateTime),  # as this feed gave it last
    Column("first_seen", UtcDateTime, nullable=False),
    UniqueConstraint("feed_id", "entry_id"),
    Index(None, "feed_id", "content_hash"),
)

# What an edited article said before.
article_versions = Table(
    "article_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("replaced_at", UtcDateTime, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("content", Text, nullable=False),
)

# Articles whose page is to be read for its full text, and what came of it.
pages = Table(
    "pages",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("feed_length", Integer, nullable=False),  # characters of text that the feed itself gave
    Column("reason", ReasonText),
    Column("detail", Text, nullable=False, server_default=""),
    Index(None, "state", "next_try_at"),
)

# What came of each poll that changed something or failed: the ledger.
polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", String(32)),  # none: a good answer
    Column("detail", Text, nullable=False, server_default=""),
    Column("entries", Integer, nullable=False, server_default="0"),
    Column("new", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("elsewhere", Integer, nullable=False, server_default="0"),
    Column("reissued", Integer, nullable=False, server_default="0"),
    Column("left_out", Integer, nullable=False, server_default="0"),  # entries that say nothing
    Index(None, "feed_id", "at"),
    Index(None, "at"),
)

# WebSub: the hubs that push a feed to us.
hub_subscriptions = Table(
    "hub_subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    # none: the feed is deleted, or names another hub now, and this one is still to be told
    Column("feed_id", ForeignKey("feeds.id", ondelete="SET NULL"), unique=True),
    Column("hub", Text, nullable=False),
    Column("topic", Text, nullable=False),  # the feed's address, as the hub knows it
    Column("token", String(64), nullable=False, unique=True),  # in the address that the hub calls
    Column("secret", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("since", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("next_try_at", UtcDateTime),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("last_push_at", UtcDateTime),
    Column("detail", Text, nullable=False, server_default=""),
    Index(None, "next_try_at"),
)

# Bodies that hubs have pushed and that are not read yet.
pushes = Table(
    "pushes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

topics = Table(
    "topics",
    metadata,
    Column("slug", String(64), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),  # monitor.model.Topic without its slug
)

# Only topics that an article carries take a row: absence means no.
matches = Table(
    "matches",
    metadata,
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", String(64), primary_key=True),
    Column("score", Float, nullable=False),
    Column("version", String(64), nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("dated_at", UtcDateTime, nullable=False),  # the article's, so that one index lists a topic
    # who decided, where a person did (monitor.model.Decision)
    Column("ruling", String(8)),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    Column("second_reader", Text, nullable=False, server_default=""),  # the model that decided
    Index(None, "topic", "dated_at", "article_id"),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("zone", String(64), nullable=False, server_default="UTC"),
    Column("created_at", UtcDateTime, nullable=False),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("topics", JSON, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("stopped_at", UtcDateTime),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("window_start", UtcDateTime, nullable=False),
    Column("window_end", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("items", Integer, nullable=False),
    UniqueConstraint("subscription_id", "window_end"),
)

digest_items = Table(
    "digest_items",
    metadata,
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE"), nullable=False, index=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest_id", ForeignKey("digests.id", ondelete="CASCADE")),  # none: a confirmation
    Column("recipient", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("message", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("error", Text, nullable=False, server_default=""),
    UniqueConstraint("digest_id", "recipient"),
    Index(None, "state", "next_try_at"),
)

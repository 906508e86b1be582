"""Rights and full text of feeds; versions, categories and pictures of articles; the ledger; WebSub."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _feeds()
    _articles()
    _appearances()
    _pages()
    _polls()
    _hubs()


def _feeds() -> None:
    with op.batch_alter_table("feeds") as batch:
        batch.add_column(sa.Column("rights", sa.String(16), nullable=False, server_default="extract"))
        batch.add_column(
            sa.Column("full_text", sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )


def _articles() -> None:
    # One by one: a batch would copy the table, and the search index hangs on its row ids.
    op.add_column("articles", sa.Column("updated", UtcDateTime()))
    op.add_column("articles", sa.Column("reissued_at", UtcDateTime()))
    op.add_column("articles", sa.Column("categories", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("articles", sa.Column("image", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "article_id",
            sa.Integer(),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("replaced_at", UtcDateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
    )


def _appearances() -> None:
    op.add_column("appearances", sa.Column("published", UtcDateTime()))
    op.create_index("ix_appearances_feed_id_content_hash", "appearances", ["feed_id", "content_hash"])
    op.execute(
        "UPDATE appearances SET published = (SELECT published FROM articles WHERE articles.id = article_id)"
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column(
            "article_id", sa.Integer(), sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("feed_length", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        sa.Index("ix_pages_state_next_try_at", "state", "next_try_at"),
    )


def _polls() -> None:
    counts = ("entries", "new", "changed", "elsewhere", "reissued", "left_out")
    op.create_table(
        "polls",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("feed_id", sa.Integer(), sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default="0") for name in counts),
        sa.Index("ix_polls_feed_id_at", "feed_id", "at"),
        sa.Index("ix_polls_at", "at"),
    )


def _hubs() -> None:
    op.create_table(
        "hub_subscriptions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("feed_id", sa.Integer(), sa.ForeignKey("feeds.id", ondelete="SET NULL"), unique=True),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("since", UtcDateTime()),
        sa.Column("expires_at", UtcDateTime()),
        sa.Column("next_try_at", UtcDateTime()),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_push_at", UtcDateTime()),
        sa.Column("detail", sa.Text(), nullable=False, server_default=""),
        sa.Index("ix_hub_subscriptions_next_try_at", "next_try_at"),
    )
    op.create_table(
        "pushes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "feed_id", sa.Integer(), sa.ForeignKey("feeds.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )

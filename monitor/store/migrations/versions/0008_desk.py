"""The desk: where each story stands, every step on the way, and how each person works there."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _create_standings()
    _create_entries()
    _create_readers()
    op.create_index("ix_reports_grouped_at", "reports", ["grouped_at"])
    with op.batch_alter_table("story_views") as batch_op:  # the demo's visitors look at stories too
        batch_op.drop_constraint("fk_story_views_user_id_users", type_="foreignkey")


def _create_standings() -> None:
    op.create_table(
        "story_desk",
        sa.Column("story_id", sa.Integer(), _story("story_desk"), primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("snoozed_at", UtcDateTime()),
        sa.Column("snoozed_until", UtcDateTime()),
        sa.Column("to_digest", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_story_desk_state", "story_desk", ["state"])
    op.create_index("ix_story_desk_owner", "story_desk", ["owner"])
    op.create_table(
        "story_tags",
        sa.Column("story_id", sa.Integer(), _story("story_tags"), primary_key=True),
        sa.Column("tag", sa.Text(), primary_key=True),
    )
    op.create_index("ix_story_tags_tag", "story_tags", ["tag"])


def _create_entries() -> None:
    edit = sa.ForeignKey("story_edits.id", name="fk_desk_entries_edit_id_story_edits", ondelete="CASCADE")
    op.create_table(
        "desk_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("batch", sa.Integer()),
        sa.Column("story_id", sa.Integer(), _story("desk_entries"), nullable=False),
        sa.Column("do", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("edit_id", sa.Integer(), edit),
        sa.Column("undone_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("undone_at", UtcDateTime()),
    )
    for column in ("batch", "story_id", "at", "edit_id"):
        op.create_index(f"ix_desk_entries_{column}", "desk_entries", [column])


def _create_readers() -> None:
    op.create_table(
        "desk_readers",
        sa.Column("user_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("density", sa.String(12), nullable=False, server_default=""),
        sa.Column("keys", sa.JSON(), nullable=False),
        sa.Column("shift_from", UtcDateTime()),
        sa.Column("seen_at", UtcDateTime()),
    )
    op.create_table(
        "story_presence",
        sa.Column("user_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Integer(), _story("story_presence"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
    )
    op.create_index("ix_story_presence_story_id", "story_presence", ["story_id"])
    op.create_index("ix_story_presence_at", "story_presence", ["at"])


def _story(table: str) -> sa.ForeignKey:
    return sa.ForeignKey("stories.id", name=f"fk_{table}_story_id_stories", ondelete="CASCADE")

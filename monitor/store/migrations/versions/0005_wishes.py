"""What each wish would bring, for every topic; the changes of one topic found at once; who the second reader was."""

import sqlalchemy as sa
from alembic import op

from monitor.store.types import UtcDateTime

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "wish_effects",
        sa.Column("topic", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("weighed_at", UtcDateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
    )
    op.create_index("ix_topic_changes_topic_id", "topic_changes", ["topic", "id"])
    op.add_column("matches", sa.Column("second_reader", sa.Text(), nullable=False, server_default=""))

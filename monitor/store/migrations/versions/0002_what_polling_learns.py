"""What polling learns of a feed: its items as last read, so that only new ones are parsed, and its habits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    known_items = sa.Column("known_items", sa.LargeBinary(), nullable=False, server_default=sa.text("''"))
    habits = sa.Column("habits", sa.Text(), nullable=False, server_default="{}")
    with op.batch_alter_table("feeds") as batch:
        batch.add_column(known_items)
        batch.add_column(habits)

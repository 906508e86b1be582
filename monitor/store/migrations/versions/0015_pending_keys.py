"""Keys of reports wait in a small table before they take their places; a key leads to fifty reports, not a hundred.

What copies are found by is below zero now: what stands above all terms led to them before. All reports are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "pending_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("place", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM report_keys WHERE place >= 50 OR key >= 4294967296")

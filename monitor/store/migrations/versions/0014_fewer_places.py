"""A key leads to a hundred reports in place of two hundred: what took the other places would stand there for good."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("DELETE FROM report_keys WHERE place >= 100")

"""What an article's page names as the original on another site."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("articles", sa.Column("canonical_url", sa.Text(), nullable=False, server_default=""))

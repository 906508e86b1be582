"""Which articles express which concepts; the archive is looked through for them in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "concepts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mark", sa.BigInteger, nullable=False, unique=True),
        sa.Column("terms", sa.JSON, nullable=False),
        sa.Column("looked_to", sa.Integer, nullable=False),
    )
    op.create_table(
        "article_concepts",
        sa.Column(
            "concept_id", sa.Integer, sa.ForeignKey("concepts.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column(
            "article_id", sa.Integer, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_concepts_article_id", "article_concepts", ["article_id"])

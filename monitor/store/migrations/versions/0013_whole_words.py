"""Words with marks on their letters, as Hindi writes its vowels: the search had cut them there."""

from alembic import op

from monitor.store.search import article_words

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    article_words.put_marked(op.get_bind())

"""What edited articles said before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from monitor.store.database import Database
from monitor.store.tables import article_versions

KEPT = 20  # of one article: the first, and the latest others


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said until it was edited."""

    replaced_at: datetime  # when the edit was noticed
    title: str
    summary: str
    content: str


class Versions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article_id: int) -> tuple[Version, ...]:
        """The former versions of an article, the latest first."""
        columns = [article_versions.c[name] for name in ("replaced_at", "title", "summary", "content")]
        statement = (
            select(*columns)
            .where(article_versions.c.article_id == article_id)
            .order_by(article_versions.c.replaced_at.desc(), article_versions.c.id.desc())
        )
        with self._database.reading() as connection:
            return tuple(Version(*row) for row in connection.execute(statement))


def keep(connection: Connection, article_id: int, text: Mapping[str, str], replaced_at: datetime) -> None:
    """Keep a text that is being replaced.

    One that was replaced before is kept once, as of the last time: feeds that are restored from old copies, or that
    alternate between two texts, would fill the store.
    """
    same = [article_versions.c[name] == value for name, value in text.items()]
    mine = article_versions.c.article_id == article_id
    if connection.execute(
        update(article_versions).where(mine, *same).values(replaced_at=replaced_at)
    ).rowcount:
        return
    row = {"article_id": article_id, "replaced_at": replaced_at, **text}
    connection.execute(insert(article_versions), row)
    first = select(func.min(article_versions.c.id)).where(mine).scalar_subquery()
    latest = (
        select(article_versions.c.id)
        .where(mine)
        .order_by(article_versions.c.replaced_at.desc(), article_versions.c.id.desc())
        .limit(KEPT - 1)
    )
    rest = article_versions.c.id.not_in(latest) & (article_versions.c.id != first)
    connection.execute(delete(article_versions).where(mine, rest))

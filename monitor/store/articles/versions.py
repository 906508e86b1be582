"""What edited articles said before: of one article, and of the reports of a story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, bindparam, delete, func, insert, select, update

from monitor.model import Rights
from monitor.store.database import Database
from monitor.store.stories.tables import reports
from monitor.store.tables import article_versions, articles, feeds

KEPT = 20  # of one article: the first, and the latest others


@dataclass(frozen=True, slots=True)
class Version:
    """What an article said until it was edited."""

    replaced_at: datetime  # when the edit was noticed
    title: str
    summary: str
    content: str


@dataclass(frozen=True, slots=True)
class EditedReport:
    """A report of a story that its outlet has edited."""

    article_id: int
    outlet: str
    language: str
    rights: Rights
    title: str  # as of now, like the next two
    summary: str
    content: str
    former: Version  # what it said before the latest edit
    edits: int


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

    def of_story(self, story_id: int, most: int) -> tuple[EditedReport, ...]:
        """The reports of a story that were edited, those edited last first; no more than `most`."""
        with self._database.reading() as connection:
            rows = connection.execute(_OF_STORY, {"story": story_id, "most": most}).all()
        return tuple(_edited(row) for row in rows)


def _of_story() -> Select[Any]:
    mine = article_versions.c.article_id.in_(
        select(reports.c.article_id).where(reports.c.story_id == bindparam("story"))
    )
    latest = (article_versions.c.replaced_at.desc(), article_versions.c.id.desc())
    by_article = article_versions.c.article_id
    former = (
        select(
            article_versions,
            func.row_number().over(partition_by=by_article, order_by=latest).label("turn"),
            func.count().over(partition_by=by_article).label("edits"),
        )
        .where(mine)
        .subquery()
    )
    texts = [former.c[name].label(f"former_{name}") for name in ("title", "summary", "content")]
    return (
        select(
            *(articles.c.id, feeds.c.name.label("outlet"), articles.c.language, feeds.c.rights),
            *(articles.c.title, articles.c.summary, articles.c.content, *texts),
            *(former.c.replaced_at, former.c.edits),
        )
        .join(articles, articles.c.id == former.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(former.c.turn == 1)
        .order_by(former.c.replaced_at.desc(), articles.c.id)
        .limit(bindparam("most", type_=Integer()))
    )


_OF_STORY = _of_story()  # to put it together takes longer than to run it


def _edited(row: Row[Any]) -> EditedReport:
    return EditedReport(
        article_id=row.id,
        outlet=row.outlet,
        language=row.language,
        rights=row.rights,
        title=row.title,
        summary=row.summary,
        content=row.content,
        former=Version(row.replaced_at, row.former_title, row.former_summary, row.former_content),
        edits=row.edits,
    )


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

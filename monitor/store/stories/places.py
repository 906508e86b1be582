"""Where articles stand among stories, and where a story's reports come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from monitor.model import Source, Story
from monitor.store.database import Database
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import reports, stories, texts
from monitor.store.tables import articles, feeds


@dataclass(frozen=True, slots=True)
class Place:
    """The story that an article stands in, and whose text it carries there."""

    story: Story
    source: Source


@dataclass(frozen=True, slots=True)
class Covering:
    """What one outlet brought of a story in one language."""

    feed_id: int
    outlet: str
    country: str  # ISO 3166-1; empty: not known
    language: str
    reports: int
    copies: int  # of the reports: those whose text is another's


class StoryPlaces:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of_articles(self, article_ids: Sequence[int]) -> Mapping[int, Place]:
        """By article, in one query; articles that are in no story yet are missing."""
        statement = (
            story_rows.LED.add_columns(
                reports.c.article_id,
                texts.c.outlet.label("source_outlet"),
                texts.c.article_id.label("source_id"),
                *(texts.c.sure, texts.c.why),
            )
            .join(reports, reports.c.story_id == stories.c.id)
            .join(texts, texts.c.id == reports.c.text_id)
            .where(reports.c.article_id.in_(article_ids))
        )
        with self._database.reading() as connection:
            return {
                row.article_id: Place(
                    story_rows.story_of(row), Source(row.source_outlet, row.source_id, row.sure, row.why)
                )
                for row in connection.execute(statement)
            }

    def coverage(self, story_id: int) -> list[Covering]:
        """Who brought a story's reports, those with the most first."""
        with self._database.reading() as connection:
            return [Covering(*row) for row in connection.execute(_COVERAGE, {"story": story_id})]


def _coverage() -> Select[Any]:
    number = func.count()
    copies = func.sum(case((texts.c.article_id == reports.c.article_id, 0), else_=1))
    return (
        select(feeds.c.id, feeds.c.name, feeds.c.country, articles.c.language, number, copies)
        .select_from(reports)
        .join(texts, texts.c.id == reports.c.text_id)
        .join(articles, articles.c.id == reports.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(reports.c.story_id == bindparam("story"))
        .group_by(feeds.c.id, feeds.c.name, feeds.c.country, articles.c.language)
        .order_by(number.desc(), feeds.c.name, articles.c.language)
    )


_COVERAGE = _coverage()  # to put it together takes longer than to run it

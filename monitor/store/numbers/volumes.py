"""How much is reported of topics and names, hour by hour: each text once, however many carry it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Select, Subquery, desc, func, select

from monitor.model import Story
from monitor.store.database import Database
from monitor.store.names.tables import mentions
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import reports, stories
from monitor.store.tables import articles, matches
from monitor.stories.radar import Subject

Hourly = Mapping[datetime, int]  # by the hour's start, in UTC; hours without any are missing

_CHUNK = 500  # bound values in one IN
# Both tables say which article tells of what, and when.
_TOLD = {Subject.TOPIC: (matches, matches.c.topic), Subject.NAME: (mentions, mentions.c.name)}


class Volumes:
    def __init__(self, database: Database) -> None:
        self._database = database

    def recorded_since(self) -> datetime | None:
        """When the desk began; what was published before is here in part only. None: it holds nothing."""
        with self._database.reading() as connection:
            found: datetime | None = connection.scalar(select(func.min(articles.c.first_seen)))
            return found

    def topics(self, since: datetime) -> Mapping[str, Hourly]:
        """The texts that carry each topic and appeared after `since`."""
        return self._hourly(_texts(Subject.TOPIC, matches.c.dated_at > since))

    def names(self, since: datetime, keys: Sequence[str]) -> Mapping[str, Hourly]:
        """The texts that tell of each of these names and appeared after `since`."""
        found: dict[str, Hourly] = {}
        for start in range(0, len(keys), _CHUNK):
            mine = mentions.c.name.in_(keys[start : start + _CHUNK])
            found |= self._hourly(_texts(Subject.NAME, mentions.c.dated_at > since, mine))
        return found

    def stories(
        self, subject: Subject, key: str, begin: datetime, end: datetime, limit: int
    ) -> list[tuple[Story, int]]:
        """The stories that texts of that time belong to, and how many of them each has; the most first."""
        table, of = _TOLD[subject]
        number = func.count(reports.c.text_id.distinct()).label("number")
        counted = (
            select(reports.c.story_id, number)
            .join(table, table.c.article_id == reports.c.article_id)
            .where(of == key, table.c.dated_at >= begin, table.c.dated_at < end)
            .group_by(reports.c.story_id)
            .order_by(desc("number"), reports.c.story_id)
            .limit(limit)
            .subquery()
        )
        statement = story_rows.LED.add_columns(counted.c.number).join(
            counted, counted.c.story_id == stories.c.id
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(counted.c.number.desc(), stories.c.id)).all()
        return [(story_rows.story_of(row), row.number) for row in rows]

    def _hourly(self, found: Subquery) -> dict[str, Hourly]:
        hour = _hour(found.c.at, self._database.dialect)
        statement: Select[Any] = select(found.c.key, hour, func.count()).group_by(found.c.key, hour)
        by_key: dict[str, dict[datetime, int]] = {}
        with self._database.reading() as connection:
            for key, text, count in connection.execute(statement):
                by_key.setdefault(key, {})[datetime.fromisoformat(text).replace(tzinfo=UTC)] = count
        return dict(by_key)


def _texts(subject: Subject, *conditions: ColumnElement[bool]) -> Subquery:
    """Each text that tells of something, at the time of its first carrier; an article not grouped yet is one."""
    table, of = _TOLD[subject]
    return (
        select(of.label("key"), func.min(table.c.dated_at).label("at"))
        .outerjoin(reports, reports.c.article_id == table.c.article_id)
        .where(*conditions)
        .group_by(of, func.coalesce(reports.c.text_id, -table.c.article_id))
        .subquery()
    )


def _hour(moment: ColumnElement[datetime], dialect: Dialect) -> ColumnElement[str]:
    """The hour of a moment in UTC, as text in ISO 8601."""
    if dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD HH24:00")
    return func.strftime("%Y-%m-%d %H:00", moment)

"""The archive as it is judged on trial: the newest first, a stretch at a time; or some of it, evenly spread."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select

from monitor.model import Article, Says, Verdict
from monitor.store.articles import matches as match_rows
from monitor.store.articles.rows import ORIGIN, SOURCED, article_of, circumstances_of
from monitor.store.database import Database
from monitor.store.tables import articles, feeds, matches
from monitor.store.topics import verdict_rows
from monitor.topics.measuring.backtest import Held


@dataclass(frozen=True, slots=True)
class Spread:
    """Some of the articles dated after a moment."""

    total: int  # how many there are
    earliest: datetime | None  # the date of the first of them
    articles: tuple[Article, ...]


class Archive:
    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, since: datetime | None, most: int | None) -> int:
        """How many articles are dated after `since`, counted up to `most`."""
        found = select(articles.c.id).where(*_after(since)).limit(most).subquery()
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(found)).scalar_one()

    def read(
        self, topic: str, since: datetime | None, below: tuple[datetime, int] | None, limit: int
    ) -> list[Held]:
        """Articles dated after `since`, the newest first, from below the date and id of one."""
        here = and_(matches.c.article_id == articles.c.id, matches.c.topic == topic)
        columns = (
            articles.c.id,
            articles.c.dated_at,
            articles.c.title,
            articles.c.summary,
            articles.c.content,
            articles.c.language,
            *ORIGIN,
        )
        match = [column for column in matches.c if column.name not in ("article_id", "dated_at")]
        statement = (
            select(*columns, *match)
            .join(feeds, feeds.c.id == articles.c.feed_id)
            .outerjoin(matches, here)
            .where(*_after(since), *match_rows.below_place(below))
            .order_by(articles.c.dated_at.desc(), articles.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
            stands = verdict_rows.standing_on(connection, [row.id for row in rows])
            return [_held(row, stands.get(row.id, {}).get(topic)) for row in rows]

    def spread(self, since: datetime, most: int) -> Spread:
        """Of the articles dated after `since` about so many, taken evenly: all of them where there are no more."""
        counts = select(func.count(), func.min(articles.c.dated_at)).where(*_after(since))
        with self._database.reading() as connection:
            total, earliest = connection.execute(counts).one()
            every = max(1, ceil(total / most))
            some = SOURCED.where(*_after(since), articles.c.id % every == 0).order_by(articles.c.id)
            return Spread(total, earliest, tuple(article_of(row) for row in connection.execute(some)))


def _held(row: Row[*tuple[Any, ...]], verdict: Verdict | None) -> Held:
    return Held(
        row.id,
        row.dated_at,
        row.title,
        row.summary,
        row.content,
        circumstances_of(row),
        match_rows.match_of(row) if row.topic is not None else None,
        verdict.says is Says.CARRIES if verdict else None,
    )


def _after(since: datetime | None) -> list[ColumnElement[bool]]:
    return [] if since is None else [articles.c.dated_at > since]

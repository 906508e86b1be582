"""What a feed brought, when, and how late."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from monitor.store.database import Database
from monitor.store.tables import appearances, articles

_CHUNK = 500  # bound values in one IN


@dataclass(frozen=True, slots=True)
class HeldArticles:
    """Which of some articles are held."""

    articles: int
    by_feed: Mapping[int, int]  # how many of them each feed carries, by its id


@dataclass(frozen=True, slots=True)
class Brought:
    """How many articles a feed was the first to bring."""

    total: int
    recent: int


class Arrivals:
    def __init__(self, database: Database) -> None:
        self._database = database

    def held(self, keys: Sequence[str]) -> HeldArticles:
        """Which articles of these keys are held, and in which feeds they appear."""
        found, by_feed = 0, Counter[int]()
        unique = sorted(set(keys))
        with self._database.reading() as connection:
            for start in range(0, len(unique), _CHUNK):
                here = articles.c.key.in_(unique[start : start + _CHUNK])
                found += connection.scalar(select(func.count()).select_from(articles).where(here)) or 0
                carried = (
                    select(appearances.c.feed_id, func.count(appearances.c.article_id.distinct()))
                    .join(articles, articles.c.id == appearances.c.article_id)
                    .where(here)
                    .group_by(appearances.c.feed_id)
                )
                by_feed.update({row[0]: row[1] for row in connection.execute(carried)})
        return HeldArticles(found, by_feed)

    def brought(self, feed_id: int, since: datetime) -> Brought:
        """How many articles a feed was the first to bring, ever and after `since`."""
        recent = func.count().filter(articles.c.first_seen > since)
        statement = select(func.count(), recent).where(articles.c.feed_id == feed_id)
        with self._database.reading() as connection:
            return Brought(*connection.execute(statement).one())

    def delays(self, feed_id: int, limit: int) -> list[timedelta]:
        """How long after its publication each of the latest dated articles was here that the feed was first to bring.

        What its first poll found had waited there for us, and is left out. Dates ahead of the arrival count as none.
        """
        began = (
            select(func.min(appearances.c.first_seen))
            .where(appearances.c.feed_id == feed_id)
            .scalar_subquery()
        )
        statement = (
            select(articles.c.published, articles.c.first_seen)
            .where(
                articles.c.feed_id == feed_id,
                articles.c.published.is_not(None),
                articles.c.first_seen > began,
            )
            .order_by(articles.c.dated_at.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        return [max(timedelta(0), first_seen - published) for published, first_seen in rows]

"""Figures over a stretch of time: what was reported, by topic, outlet and language, and how late it was here."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Dialect, Float, cast, exists, func, or_, select

from monitor.store.database import Database
from monitor.store.stories.tables import reports
from monitor.store.tables import appearances, articles, feeds, matches, topics


class Figures:
    """Times are those of `dated_at`, by which lists are ordered too: from `since`, before `until`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def texts(self, since: datetime, until: datetime) -> Mapping[str, list[datetime]]:
        """When each text that carries a topic first appeared, by topic; an article not grouped yet is a text."""
        first = func.min(matches.c.dated_at)
        statement = (
            select(matches.c.topic, first)
            .outerjoin(reports, reports.c.article_id == matches.c.article_id)
            .where(*_matched(since, until))
            .group_by(matches.c.topic, func.coalesce(reports.c.text_id, -matches.c.article_id))
        )
        found: dict[str, list[datetime]] = {}
        with self._database.reading() as connection:
            for topic, at in connection.execute(statement).all():  # at once: tens of thousands
                found.setdefault(topic, []).append(at)
        return found

    def of_feeds(self, since: datetime, until: datetime) -> Mapping[int, Mapping[str, int]]:
        """How many articles with each topic every feed carried; its articles in all stand under ""."""
        carried = appearances.c.article_id.distinct()
        mine = appearances.c.article_id == articles.c.id
        within = _within(articles.c.dated_at, since, until)
        everything = select(appearances.c.feed_id, func.count(carried)).join(articles, mine).where(*within)
        by_topic = (
            select(appearances.c.feed_id, matches.c.topic, func.count(carried))
            .join(matches, matches.c.article_id == appearances.c.article_id)
            .where(*_matched(since, until))
            .group_by(appearances.c.feed_id, matches.c.topic)
        )
        found: dict[int, dict[str, int]] = {}
        with self._database.reading() as connection:
            for feed_id, number in connection.execute(everything.group_by(appearances.c.feed_id)):
                found[feed_id] = {"": number}
            for feed_id, topic, number in connection.execute(by_topic):
                found.setdefault(feed_id, {})[topic] = number
        return found

    def of_languages(self, since: datetime, until: datetime) -> Mapping[str, Mapping[str, int]]:
        """How many articles with each topic there are in every language; its articles in all stand under ""."""
        everything = (
            select(articles.c.language, func.count())
            .where(*_within(articles.c.dated_at, since, until))
            .group_by(articles.c.language)
        )
        by_topic = (
            select(articles.c.language, matches.c.topic, func.count())
            .join(matches, matches.c.article_id == articles.c.id)
            .where(*_matched(since, until))
            .group_by(articles.c.language, matches.c.topic)
        )
        found: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for language, number in connection.execute(everything):
                found[language] = {"": number}
            for language, topic, number in connection.execute(by_topic):
                found.setdefault(language, {})[topic] = number
        return found

    def delays(self, since: datetime, until: datetime) -> Mapping[int, list[float]]:
        """How many seconds after its publication each dated article was here, by the feed that was first to bring it.

        What a feed's first poll found had waited there for us, and is left out. Dates ahead of the arrival count as
        none. Feeds that brought nothing else are missing.
        """
        earlier = (appearances.c.feed_id == feeds.c.id) & (appearances.c.first_seen < since)
        # The others' first polls were before all this.
        young = select(feeds.c.id).where(~exists().where(earlier))
        began = (
            select(appearances.c.feed_id, func.min(appearances.c.first_seen).label("at"))
            .where(appearances.c.feed_id.in_(young))
            .group_by(appearances.c.feed_id)
            .subquery()
        )
        statement = (
            select(
                articles.c.feed_id,
                _seconds(articles.c.published, articles.c.first_seen, self._database.dialect),
            )
            .outerjoin(began, began.c.feed_id == articles.c.feed_id)
            .where(
                *_within(articles.c.dated_at, since, until),
                articles.c.published.is_not(None),
                or_(began.c.at.is_(None), articles.c.first_seen > began.c.at),
            )
        )
        found: dict[int, list[float]] = {}
        with self._database.reading() as connection:
            for feed_id, seconds in connection.execute(statement).all():  # at once: tens of thousands
                found.setdefault(feed_id, []).append(max(0.0, round(seconds, 3)))
        return found

    def feed_names(self) -> Mapping[int, str]:
        """What every feed is called, by its id."""
        with self._database.reading() as connection:
            return {row.id: row.name for row in connection.execute(select(feeds.c.id, feeds.c.name))}


def _within(
    moment: ColumnElement[datetime], since: datetime, until: datetime
) -> tuple[ColumnElement[bool], ...]:
    return moment >= since, moment < until


def _matched(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Matches of that time. Their index begins with the topic: without a word of topics it would not be used."""
    return matches.c.topic.in_(select(topics.c.slug)), *_within(matches.c.dated_at, since, until)


def _seconds(
    begin: ColumnElement[datetime], end: ColumnElement[datetime], dialect: Dialect
) -> ColumnElement[float]:
    """The time between two moments; in numbers, for reading dates would cost more than all else."""
    if dialect.name == "postgresql":
        return cast(func.extract("epoch", end - begin), Float)
    return (func.julianday(end) - func.julianday(begin)) * 86_400

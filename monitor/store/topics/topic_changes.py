"""What new runs of the classifier changed in the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, cast, func, insert, select

from monitor.store.articles.changed import ChangedArticles, changed_articles
from monitor.store.database import Database
from monitor.store.topics.tables import topic_changes


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic that a new run gave to an article, or took from it."""

    article_id: int
    topic: str
    gained: bool  # else lost
    before: str  # version of the classifier that said otherwise
    after: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeCount:
    topic: str
    before: str
    after: str
    gained: int
    lost: int
    last: datetime


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run that changed something of a topic did to it."""

    version: str  # of the classifier
    at: datetime  # the latest change of that run
    gained: ChangedArticles
    lost: ChangedArticles


@dataclass(frozen=True, slots=True)
class Carried:
    """What was said of an article."""

    version: str  # of the classifier; empty: none has judged it
    topics: frozenset[str]


class TopicChanges:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, article_id: int) -> list[TopicChange]:
        """What new runs changed of one article, in the order in which it happened."""
        statement = (
            select(topic_changes).where(topic_changes.c.article_id == article_id).order_by(topic_changes.c.id)
        )
        with self._database.reading() as connection:
            return [
                TopicChange(row.article_id, row.topic, row.gained, row.before, row.after, row.at)
                for row in connection.execute(statement)
            ]

    def counts(self, since: datetime) -> list[ChangeCount]:
        """How many articles gained and lost each topic since then, by the two versions; the newest first."""
        by = (topic_changes.c.topic, topic_changes.c.before, topic_changes.c.after)
        gained = func.sum(cast(topic_changes.c.gained, Integer))
        statement = (
            select(*by, gained, func.count(), func.max(topic_changes.c.at))
            .where(topic_changes.c.at > since)
            .group_by(*by)
            .order_by(func.max(topic_changes.c.id).desc())
        )
        with self._database.reading() as connection:
            return [
                ChangeCount(topic, before, after, gained, every - gained, last)
                for topic, before, after, gained, every, last in connection.execute(statement)
            ]

    def last_run(self, topic: str, shown: int) -> LastRun | None:
        """What the last run changed of one topic, with so many of the articles; None: no run has changed anything."""
        mine = select(topic_changes).where(topic_changes.c.topic == topic)
        with self._database.reading() as connection:
            last = connection.execute(mine.order_by(topic_changes.c.id.desc()).limit(1)).first()
            if last is None:
                return None
            # A version may come back: only what came after the last change of another one is of this run.
            others = (topic_changes.c.after != last.after) & (topic_changes.c.id < last.id)
            before = connection.scalar(select(func.max(topic_changes.c.id)).where(others)) or 0
            run = (
                (topic_changes.c.topic == topic)
                & (topic_changes.c.after == last.after)
                & (topic_changes.c.id > before)
            )
            moved = select(topic_changes.c.article_id).where(run).distinct()
            gained = changed_articles(connection, moved.where(topic_changes.c.gained), shown)
            lost = changed_articles(connection, moved.where(~topic_changes.c.gained), shown)
            return LastRun(last.after, last.at, gained, lost)


def mark(
    connection: Connection, before: Mapping[int, Carried], after: Mapping[int, Carried], now: datetime
) -> None:
    """Write down what a new run changed of the articles in `after`, by id; nothing of those never judged before."""
    rows = [
        {
            "article_id": article_id,
            "topic": topic,
            "gained": topic in has.topics,
            "before": before[article_id].version,
            "after": has.version,
            "at": now,
        }
        for article_id, has in after.items()
        if before[article_id].version
        for topic in sorted(before[article_id].topics ^ has.topics)
    ]
    if rows:
        connection.execute(insert(topic_changes), rows)

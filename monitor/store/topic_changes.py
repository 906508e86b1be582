"""What new runs of the classifier changed in the archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, cast, func, insert, select

from monitor.store.database import Database
from monitor.store.topic_tables import topic_changes


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

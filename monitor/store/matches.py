"""What the classifier said of each article."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Row, and_, delete, func, insert, select, update

from monitor.model import Article, Classified, Evidence, Match
from monitor.store.database import Database
from monitor.store.tables import articles, matches


class Matches:
    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated_count(self, version: str) -> int:
        """How many articles another version of the classifier judged."""
        statement = select(func.count()).where(articles.c.classified_by != version)
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one()

    def outdated(self, version: str, limit: int) -> Mapping[int, Article]:
        """Articles that another version of the classifier judged, the newest first, by id."""
        statement = (
            select(articles)
            .where(articles.c.classified_by != version)
            .order_by(articles.c.dated_at.desc(), articles.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return {row.id: article_of(row) for row in connection.execute(statement)}

    def by_day(self, since: datetime) -> Mapping[str, Mapping[date, int]]:
        """How many articles dated after `since` carry each topic, by day (UTC); days without any are missing."""
        day = _day(matches.c.dated_at, self._database.dialect)
        statement = select(matches.c.topic, day, func.count()).where(matches.c.dated_at > since)
        found: dict[str, dict[date, int]] = {}
        with self._database.reading() as connection:
            for topic, text, count in connection.execute(statement.group_by(matches.c.topic, day)):
                found.setdefault(topic, {})[date.fromisoformat(text)] = count
        return found

    def replace(self, judged: Mapping[int, Classified]) -> None:
        """Take over what the classifier now says of these articles, by id, in one transaction.

        An article that was edited since it was read keeps what was said of the edited text.
        """
        with self._database.writing() as connection:
            for article_id, classified in judged.items():
                article = classified.article
                same = and_(
                    articles.c.id == article_id,
                    articles.c.content_hash == article.content_hash,
                    articles.c.content == article.content,  # the page may have been read, which is no edit
                )
                marked = update(articles).where(same).values(classified_by=classified.version)
                dated_at = connection.scalar(marked.returning(articles.c.dated_at))
                if dated_at is not None:
                    put(connection, article_id, dated_at, classified.matches)


def _day(moment: ColumnElement[datetime], dialect: Dialect) -> ColumnElement[str]:
    """The day of a moment in UTC, as text in ISO 8601."""
    if dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")
    return func.date(moment)


def put(connection: Connection, article_id: int, dated_at: datetime, found: Sequence[Match]) -> None:
    """Replace what was said of an article."""
    connection.execute(delete(matches).where(matches.c.article_id == article_id))
    add(connection, [(article_id, dated_at, found)])


def add(connection: Connection, judged: Iterable[tuple[int, datetime, Sequence[Match]]]) -> None:
    """Write what was said of articles that have no matches yet: their id, their place in time, their matches."""
    rows = [
        {
            "article_id": article_id,
            "topic": match.topic,
            "score": match.score,
            "version": match.version,
            "evidence": [dataclasses.asdict(span) for span in match.evidence],
            "dated_at": dated_at,
        }
        for article_id, dated_at, found in judged
        for match in found
        if match.matched
    ]
    if rows:
        connection.execute(insert(matches), rows)


def of_articles(connection: Connection, article_ids: Sequence[int]) -> dict[int, tuple[Match, ...]]:
    """The matches of these articles, the surest first; articles without any are missing."""
    statement = (
        select(matches)
        .where(matches.c.article_id.in_(article_ids))
        .order_by(matches.c.score.desc(), matches.c.topic)
    )
    found: dict[int, tuple[Match, ...]] = {}
    for row in connection.execute(statement):
        found[row.article_id] = (*found.get(row.article_id, ()), match_of(row))
    return found


def match_of(row: Row[Any]) -> Match:
    """The match that a row of the table holds."""
    evidence = tuple(Evidence(**span) for span in row.evidence)
    return Match(row.topic, row.score, True, evidence, row.version)


def article_of(row: Row[Any]) -> Article:
    """The article that a row of the table holds, whatever feeds call it."""
    values: dict[str, Any] = dict(row._mapping) | {"entry_id": "", "categories": tuple(row.categories)}
    return Article(**{column.name: values[column.name] for column in dataclasses.fields(Article)})

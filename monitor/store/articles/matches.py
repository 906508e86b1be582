"""What the classifier said of each article."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Row,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from monitor.model import Article, Classified, Decision, Evidence, Match, Ruling
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database
from monitor.store.tables import articles, matches
from monitor.store.topics import topic_changes, verdict_rows
from monitor.topics.verdicts import decided

MATCH_COLUMNS = (
    "topic",
    "score",
    "version",
    "evidence",
    "ruling",
    "decided_by",
    "decided_at",
    "second_reader",
)


class Matches:
    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated_count(self, version: str) -> int:
        """How many articles another version of the classifier judged."""
        statement = select(func.count()).where(articles.c.classified_by != version)
        with self._database.reading() as connection:
            return connection.execute(statement).scalar_one()

    def unjudged(self) -> int:
        """How many articles no version has judged yet: all of them while the first is still learning."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).where(articles.c.classified_by == "")).scalar_one()

    def outdated(
        self, version: str, limit: int, below: tuple[datetime, int] | None = None
    ) -> Mapping[int, Article]:
        """Articles that another version of the classifier judged, the newest first, by id.

        `below` is the date and id of the last one seen: without it each call would pass over all that are done.
        """
        statement = (
            SOURCED.where(articles.c.classified_by != version, *below_place(below))
            .order_by(articles.c.dated_at.desc(), articles.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return {row.id: article_of(row) for row in connection.execute(statement)}

    def of(self, article_ids: Sequence[int]) -> Mapping[int, tuple[Match, ...]]:
        """The matches of these articles, by id; articles without any are missing."""
        with self._database.reading() as connection:
            return of_articles(connection, article_ids)

    def by_day(self, since: datetime) -> Mapping[str, Mapping[date, int]]:
        """How many articles dated after `since` carry each topic, by day (UTC); days without any are missing."""
        day = _day(matches.c.dated_at, self._database.dialect)
        statement = select(matches.c.topic, day, func.count()).where(matches.c.dated_at > since)
        found: dict[str, dict[date, int]] = {}
        with self._database.reading() as connection:
            for topic, text, count in connection.execute(statement.group_by(matches.c.topic, day)):
                found.setdefault(topic, {})[date.fromisoformat(text)] = count
        return found

    def replace(self, judged: Mapping[int, Classified], now: datetime) -> None:
        """Take over what the classifier now says of these articles, by id, and mark what that changes: one transaction.

        An article that was edited since it was read keeps what was said of the edited text.
        """
        with self._database.writing() as connection:
            before = _carried(connection, list(judged))
            taken = [
                article_id
                for article_id, classified in judged.items()
                if _take(connection, article_id, classified)
            ]
            topic_changes.mark(connection, before, _carried(connection, taken), now)


def _take(connection: Connection, article_id: int, classified: Classified) -> bool:
    """False: the article has changed since it was judged."""
    article = classified.article
    same = and_(
        articles.c.id == article_id,
        articles.c.content_hash == article.content_hash,
        articles.c.content == article.content,  # the page may have been read, which is no edit
    )
    marked = update(articles).where(same).values(classified_by=classified.version)
    dated_at = connection.scalar(marked.returning(articles.c.dated_at))
    if dated_at is None:
        return False
    put(connection, article_id, dated_at, classified.matches)
    return True


def _carried(connection: Connection, article_ids: Sequence[int]) -> dict[int, topic_changes.Carried]:
    """For each article the classifier that judged it, and the topics it carries."""
    statement = (
        select(articles.c.id, articles.c.classified_by, matches.c.topic)
        .outerjoin(matches, matches.c.article_id == articles.c.id)
        .where(articles.c.id.in_(article_ids))
    )
    found: dict[int, topic_changes.Carried] = {}
    for article_id, version, topic in connection.execute(statement):
        known = found.get(article_id, topic_changes.Carried(version, frozenset()))
        found[article_id] = topic_changes.Carried(version, known.topics | ({topic} if topic else set()))
    return found


def below_place(place: tuple[datetime, int] | None) -> list[ColumnElement[bool]]:
    """What articles fulfil that stand below one in the order of the newest first, given by its date and id."""
    if place is None:
        return []
    dated_at, article_id = place
    same = and_(articles.c.dated_at == dated_at, articles.c.id < article_id)
    return [or_(articles.c.dated_at < dated_at, same)]


def _day(moment: ColumnElement[datetime], dialect: Dialect) -> ColumnElement[str]:
    """The day of a moment in UTC, as text in ISO 8601."""
    if dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", moment), "YYYY-MM-DD")
    return func.date(moment)


def put(connection: Connection, article_id: int, dated_at: datetime, found: Sequence[Match]) -> None:
    """Replace what the classifier said of an article; what people have said of it stays."""
    connection.execute(delete(matches).where(matches.c.article_id == article_id))
    add(connection, [(article_id, dated_at, found)])


def add(connection: Connection, judged: Iterable[tuple[int, datetime, Sequence[Match]]]) -> None:
    """Write what the classifier said of articles that have no matches yet: id, place in time, what was said.

    Where a person's verdict stands on an article, or on a copy of it, that is written in its place.
    """
    everything = list(judged)
    stands = verdict_rows.standing_on(connection, [one[0] for one in everything])
    rows = [
        row_of(article_id, dated_at, match)
        for article_id, dated_at, found in everything
        for match in decided(found, stands.get(article_id, {}))
        if match.matched
    ]
    if rows:
        connection.execute(insert(matches), rows)


def row_of(article_id: int, dated_at: datetime, match: Match) -> dict[str, Any]:
    """The row that holds a match."""
    decision = match.decision
    return {
        "article_id": article_id,
        "topic": match.topic,
        "score": match.score,
        "version": match.version,
        "evidence": [dataclasses.asdict(span) for span in match.evidence],
        "dated_at": dated_at,
        "ruling": decision.ruling if decision else None,
        "decided_by": decision.who if decision else None,
        "decided_at": decision.at if decision else None,
        "second_reader": match.second_reader,
    }


# Put together once: that takes longer than to run it.
_OF_ARTICLES = (
    select(matches)
    .where(matches.c.article_id.in_(bindparam("articles", expanding=True)))
    .order_by(matches.c.score.desc(), matches.c.topic)
)


def of_articles(connection: Connection, article_ids: Sequence[int]) -> dict[int, tuple[Match, ...]]:
    """The matches of these articles, the surest first; articles without any are missing."""
    found: dict[int, tuple[Match, ...]] = {}
    for row in connection.execute(_OF_ARTICLES, {"articles": article_ids}):
        found[row.article_id] = (*found.get(row.article_id, ()), match_of(row))
    return found


def match_of(row: Row[Any]) -> Match:
    """The match in a row that has MATCH_COLUMNS."""
    evidence = tuple(Evidence(**span) for span in row.evidence)
    decision = Decision(Ruling(row.ruling), row.decided_by, row.decided_at) if row.ruling else None
    return Match(row.topic, row.score, True, evidence, row.version, decision, row.second_reader)

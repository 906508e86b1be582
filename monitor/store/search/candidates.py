"""Articles that may match a query, as the index of words has them, and what counts them by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from monitor.model import Article, Circumstances
from monitor.store.articles.desk import Cursor
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database, as_rows
from monitor.store.search.conditions import passes, with_words
from monitor.store.search.letters import spelt_out
from monitor.store.tables import articles, matches
from monitor.topics.query.index_words import STEM
from monitor.topics.query.sieve import AllOf, AnyOf, Condition, Word

_MANY = 3_000  # of 100,000 articles SQLite fetches so many by their number in the time in which it walks through all
_NEWEST = 20_000  # articles among which a condition of very many words is looked for first
# The plus keeps SQLite from looking for the lowest number from the first article on.
_BY_DATE: ColumnElement[int] = literal_column("+articles.id", articles.c.id.type)
_BROAD = 50  # words: a concept of the shipped topics has up to two hundred terms


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search keeps to beside its query."""

    since: datetime | None = None
    until: datetime | None = None
    topic: str = ""  # slug of a topic that each article must carry
    older_than: Cursor | None = None
    above: int = 0  # only articles with a higher number


class Candidate(NamedTuple):  # made by the thousand
    article_id: int
    dated_at: datetime
    language: str
    feed_id: int


_WHOLE = SOURCED.where(articles.c.id.in_(bindparam("articles", expanding=True)))


class Candidates:
    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self, condition: Condition, feeds: Mapping[int, Circumstances], bounds: Bounds, limit: int
    ) -> list[Candidate]:
        """At most so many articles that fulfil a condition, the newest first. At most four queries; of conditions with
        very many words six."""
        with self._database.reading() as connection:
            later = _later(connection, bounds.above)
            if not later:
                return []
            asked, dialect = spelt_out(condition, connection), connection.dialect
            if dialect.name == "sqlite" and _is_broad(asked):
                return _among_newest(connection, asked, feeds, bounds, limit)
            walk = dialect.name == "sqlite" and later >= _MANY and _are_many(connection, asked, feeds, bounds)
            return _found(connection, asked, feeds, bounds, limit, walk)

    def articles(self, article_ids: Sequence[int]) -> dict[int, Article]:
        """These articles whole, by number; those that are gone are missing."""
        with self._database.reading() as connection:
            rows = connection.execute(_WHOLE, {"articles": article_ids}).all()
            return {row.id: article_of(row) for row in rows}

    def count_topics(self, article_ids: Sequence[int]) -> dict[str, int]:
        """How many of these articles carry each topic."""
        these = as_rows(article_ids, self._database.dialect)
        statement = (
            select(matches.c.topic, func.count())
            .where(matches.c.article_id.in_(these))
            .group_by(matches.c.topic)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}


def _found(
    connection: Connection,
    asked: Condition,
    feeds: Mapping[int, Circumstances],
    bounds: Bounds,
    limit: int,
    walk: bool,
) -> list[Candidate]:
    columns = (articles.c.id, articles.c.dated_at, articles.c.language, articles.c.feed_id)
    statement = (
        select(*columns)
        .where(*_within(bounds), passes(asked, feeds, connection.dialect, above=bounds.above, walk=walk))
        .order_by(articles.c.dated_at.desc(), articles.c.id.desc())
        .limit(limit)
    )
    return list(map(Candidate._make, connection.execute(statement).all()))


def _among_newest(
    connection: Connection, asked: Condition, feeds: Mapping[int, Circumstances], bounds: Bounds, limit: int
) -> list[Candidate]:
    """What fulfils a condition of very many words, first among the newest articles: SQLite's index puts together all
    that have any of them before it gives the first."""
    newest = _newest(connection, bounds)
    if newest is None:
        return _found(connection, asked, feeds, bounds, limit, walk=True)
    found = _found(connection, asked, feeds, newest, limit, walk=True)
    if len(found) < limit and newest.since:
        others = replace(bounds, older_than=Cursor(newest.since, 0))
        found += _found(connection, asked, feeds, others, limit - len(found), walk=True)
    return found


def _newest(connection: Connection, bounds: Bounds) -> Bounds | None:
    """The bounds cut to the newest articles in them; None where they hold few."""
    one = articles.c
    dates = select(one.dated_at).where(*_within(replace(bounds, topic="")))
    latest = dates.order_by(one.dated_at.desc(), one.id.desc()).offset(_NEWEST - 1).limit(1)
    since: datetime | None = connection.scalar(latest)
    if since is None:
        return None
    lowest = select(func.min(_BY_DATE)).where(one.dated_at >= since)
    return replace(bounds, since=since, above=max(bounds.above, connection.execute(lowest).scalar_one() - 1))


def _later(connection: Connection, above: int) -> int:
    """How many articles there are above this number, at most: what is new to somebody is found among few."""
    newest: int | None = connection.scalar(select(func.max(articles.c.id)))
    return max(0, (newest or 0) - above)


def _is_broad(condition: Condition) -> bool:
    """Whether it has so many words that most likely many articles fulfil it: counting them would cost a search."""
    return sum(STEM not in word.text for word in _words(condition)) > _BROAD


def _words(condition: Condition) -> Iterator[Word]:
    match condition:
        case Word():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _words(part)


def _are_many(
    connection: Connection, asked: Condition, feeds: Mapping[int, Circumstances], bounds: Bounds
) -> bool:
    """Whether so many articles may fulfil a condition that it is quicker to walk through all of them by date."""
    having = with_words(asked, connection.dialect, bounds.above)
    if having is None:
        having = select(articles.c.id).where(passes(asked, feeds, connection.dialect, above=bounds.above))
    some = having.limit(_MANY).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() == _MANY


def _within(bounds: Bounds) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if bounds.since is not None:
        conditions.append(articles.c.dated_at >= bounds.since)
    if bounds.until is not None:
        conditions.append(articles.c.dated_at < bounds.until)
    if bounds.topic:
        carried = matches.c.article_id == articles.c.id
        conditions.append(exists().where(carried, matches.c.topic == bounds.topic))
    if (last := bounds.older_than) is not None:
        same = and_(articles.c.dated_at == last.dated_at, articles.c.id < last.article_id)
        conditions.append(or_(articles.c.dated_at < last.dated_at, same))
    if bounds.above:
        conditions.append(articles.c.id > bounds.above)
    return conditions

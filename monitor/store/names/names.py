"""Names on the desk: what it adds to the gazetteer, how often articles tell of each, and with which others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from monitor.store.articles.desk import Cursor
from monitor.store.database import Database
from monitor.store.names import readings as name_readings
from monitor.store.names import spellings
from monitor.store.names.tables import mentions, name_entries
from monitor.store.search.conditions import holds_words
from monitor.store.tables import articles, feeds
from monitor.stories.names.gazetteer import Entry, NameKind
from monitor.stories.names.gazetteer_own import Additions


@dataclass(frozen=True, slots=True)
class Tally:
    """How often articles tell of a name."""

    articles: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article that tells of a name, with the place where it first does."""

    article_id: int
    title: str
    language: str
    feed_id: int
    outlet: str
    dated_at: datetime


@dataclass(frozen=True, slots=True)
class NamedArticles:
    lines: tuple[NamedArticle, ...]
    older: Cursor | None  # where the next page begins


class Names:
    def __init__(self, database: Database) -> None:
        self._database = database

    def additions(self) -> Additions:
        """What the desk adds to the gazetteer that comes with the product."""
        with self._database.reading() as connection:
            rows = connection.execute(select(name_entries).order_by(name_entries.c.key))
            return Additions(
                entries=tuple(
                    Entry(row.key, row.name, NameKind(row.kind), row.role, tuple(row.countries), ())
                    for row in rows
                ),
                spellings=tuple(spellings.confirmed(connection)),
            )

    def add(self, entry: Entry, who: str, now: datetime) -> bool:
        """Add a name, and have the articles that hold it read anew; False: there is one under its key."""
        row = {
            "key": entry.key,
            "name": entry.name,
            "kind": entry.kind,
            "role": entry.role,
            "countries": list(entry.countries),
            "added_by": who,
            "added_at": now,
        }
        with self._database.writing() as connection:
            statement = self._database.insert(name_entries).on_conflict_do_nothing().values(row)
            if connection.execute(statement.returning(name_entries.c.key)).first() is None:
                return False
            words = holds_words(entry.name, self._database.dialect)
            if words is not None:
                name_readings.want_where(connection, select(articles.c.id).where(words))
        return True

    def most_mentioned(self, since: datetime) -> Mapping[str, int]:
        """Of how many articles dated after `since` each name is told; the most mentioned first."""
        number = func.count()
        statement = (
            select(mentions.c.name, number)
            .where(mentions.c.dated_at > since)
            .group_by(mentions.c.name)
            .order_by(number.desc(), mentions.c.name)
        )
        with self._database.reading() as connection:
            return dict(connection.execute(statement).all())

    def tally(self, name: str) -> Tally | None:
        """How often a name is told of; None: never."""
        dated = mentions.c.dated_at
        statement = select(func.count(), func.min(dated), func.max(dated)).where(mentions.c.name == name)
        with self._database.reading() as connection:
            count, first_at, last_at = connection.execute(statement).one()
        return Tally(count, first_at, last_at) if count else None

    def together(self, name: str, since: datetime, limit: int) -> list[tuple[str, int]]:
        """The names that most articles tell of beside this one, and how many articles dated after `since` do."""
        mine, others = mentions.alias(), mentions.alias()
        number = func.count()
        statement = (
            select(others.c.name, number)
            .join(mine, mine.c.article_id == others.c.article_id)
            .where(mine.c.name == name, mine.c.dated_at > since, others.c.name != name)
            .group_by(others.c.name)
            .order_by(number.desc(), others.c.name)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(statement)]

    def articles(self, name: str, size: int, older_than: Cursor | None = None) -> NamedArticles:
        """The articles that tell of a name, the newest first."""
        statement = _listed(name, older_than).limit(size + 1)
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        lines = tuple(NamedArticle(*row) for row in rows[:size])
        more = len(rows) > size
        return NamedArticles(lines, Cursor(lines[-1].dated_at, lines[-1].article_id) if more else None)

    def of(self, article_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
        """The names that each of these articles tells of, by id; articles without any are missing."""
        statement = (
            select(mentions.c.article_id, mentions.c.name)
            .where(mentions.c.article_id.in_(article_ids))
            .order_by(mentions.c.article_id, mentions.c.name)
        )
        found: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for article_id, name in connection.execute(statement):
                found[article_id] = (*found.get(article_id, ()), name)
        return found


def _listed(name: str, older_than: Cursor | None) -> Select[Any]:
    statement = (
        select(
            articles.c.id,
            articles.c.title,
            articles.c.language,
            articles.c.feed_id,
            feeds.c.name,
            mentions.c.dated_at,
        )
        .join(articles, articles.c.id == mentions.c.article_id)
        .join(feeds, feeds.c.id == articles.c.feed_id)
        .where(mentions.c.name == name)
    )
    if older_than is not None:
        dated_at, article_id = older_than.dated_at, older_than.article_id
        same = and_(mentions.c.dated_at == dated_at, mentions.c.article_id < article_id)
        statement = statement.where(or_(mentions.c.dated_at < dated_at, same))
    return statement.order_by(mentions.c.dated_at.desc(), mentions.c.article_id.desc())

"""Spellings of names that the gazetteer does not have: those suggested, and what people decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from monitor.model import Spelling, SpellingState
from monitor.store.database import Database
from monitor.store.names import readings as name_readings
from monitor.store.names.tables import name_sightings, name_spellings
from monitor.store.search.conditions import holds_words
from monitor.store.tables import articles, feeds
from monitor.topics.text.fold import fold


@dataclass(frozen=True, slots=True)
class Suggested:
    """A spelling that waits for a decision, with the latest article that has it."""

    spelling: Spelling
    articles: int  # that have it
    article_id: int
    title: str
    language: str
    outlet: str
    dated_at: datetime


class Spellings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def suggested(self, limit: int) -> list[Suggested]:
        """Those that wait for a decision: the most frequent first, then the likest."""
        latest = func.max(articles.c.id).label("latest")
        seen = (
            select(name_sightings.c.spelling_id, func.count().label("count"), latest)
            .join(articles, articles.c.id == name_sightings.c.article_id)
            .group_by(name_sightings.c.spelling_id)
            .subquery()
        )
        statement = (
            select(name_spellings, seen.c.count, seen.c.latest, articles, feeds.c.name.label("outlet"))
            .join(seen, seen.c.spelling_id == name_spellings.c.id)
            .join(articles, articles.c.id == seen.c.latest)
            .join(feeds, feeds.c.id == articles.c.feed_id)
            .where(name_spellings.c.state == SpellingState.SUGGESTED)
            .order_by(seen.c.count.desc(), name_spellings.c.likeness.desc(), name_spellings.c.id)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [_suggested(row) for row in connection.execute(statement)]

    def of(self, name: str) -> list[Spelling]:
        """What people decided on spellings of a name, by spelling."""
        statement = select(name_spellings).where(
            name_spellings.c.name == name, name_spellings.c.state != SpellingState.SUGGESTED
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(name_spellings.c.folded))
            return [_spelling(row) for row in rows]

    def written(self, spelling: str) -> Spelling | None:
        """The spelling that reads so, whatever its capitals and accents."""
        return self._one(select(name_spellings).where(name_spellings.c.folded == fold(spelling.strip())))

    def get(self, number: int) -> Spelling | None:
        return self._one(select(name_spellings).where(name_spellings.c.id == number))

    def decide(self, number: int, state: SpellingState, who: str, now: datetime) -> Spelling | None:
        """Confirm or refuse a spelling; the articles that have it are read anew where that changes anything.

        None: there is no such spelling.
        """
        with self._database.writing() as connection:
            mine = name_spellings.c.id == number
            before = connection.execute(select(name_spellings).where(mine).with_for_update()).first()
            if before is None:
                return None
            values = {"state": state, "decided_by": who, "decided_at": now}
            statement = update(name_spellings).where(mine).values(values).returning(name_spellings)
            decided = _spelling(connection.execute(statement).one())
            if SpellingState.CONFIRMED in (before.state, state) and before.state != state:
                self._read_anew(connection, decided)
        return decided

    def add(self, written: str, name: str, who: str, now: datetime) -> Spelling:
        """Have a spelling count as one of a name from now on, whatever was suggested or decided before."""
        values = {
            "folded": fold(written),
            "written": written,
            "name": name,
            "likeness": 1.0,
            "state": SpellingState.CONFIRMED,
            "decided_by": who,
            "decided_at": now,
        }
        with self._database.writing() as connection:
            connection.execute(delete(name_spellings).where(name_spellings.c.folded == fold(written)))
            statement = insert(name_spellings).values(values).returning(name_spellings)
            added = _spelling(connection.execute(statement).one())
            self._read_anew(connection, added)
        return added

    def _one(self, statement: Select[Any]) -> Spelling | None:
        with self._database.reading() as connection:
            row = connection.execute(statement).first()
        return _spelling(row) if row else None

    def _read_anew(self, connection: Connection, spelling: Spelling) -> None:
        words = holds_words(spelling.written, self._database.dialect)
        if words is not None:
            name_readings.want_where(connection, select(articles.c.id).where(words))
        seen = select(name_sightings.c.article_id).where(name_sightings.c.spelling_id == spelling.number)
        name_readings.want_where(connection, seen)


def confirmed(connection: Connection) -> Sequence[tuple[str, str]]:
    """Name and spelling of all that people have confirmed, in the caller's transaction."""
    statement = (
        select(name_spellings.c.name, name_spellings.c.written)
        .where(name_spellings.c.state == SpellingState.CONFIRMED)
        .order_by(name_spellings.c.id)
    )
    return [(row.name, row.written) for row in connection.execute(statement)]


def _spelling(row: Row[Any]) -> Spelling:
    return Spelling(
        number=row.id,
        written=row.written,
        name=row.name,
        likeness=row.likeness,
        state=SpellingState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )


def _suggested(row: Row[Any]) -> Suggested:
    return Suggested(
        spelling=_spelling(row),
        articles=row._mapping["count"],
        article_id=row.latest,
        title=row.title,
        language=row.language,
        outlet=row.outlet,
        dated_at=row.dated_at,
    )

"""Which articles are to be read for names, and what was read in them."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, literal, select

from monitor.model import Article, Named, NewSpelling, SpellingState
from monitor.store.articles.rows import SOURCED, article_of
from monitor.store.database import Database, insert_into
from monitor.store.names.tables import (
    mentions,
    name_reader,
    name_sightings,
    name_spellings,
    quotes,
    unread_names,
)
from monitor.store.tables import articles
from monitor.topics.text.fold import fold

_CHUNK = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that is to be read, as it was asked for."""

    article_id: int
    times: int  # asked again since it was first: an edit under the reader's hands changes it


class NameReadings:
    def __init__(self, database: Database) -> None:
        self._database = database

    def go_by(self, version: str) -> bool:
        """Have all articles read anew unless they are read by this version already; False: they are."""
        present = select(name_reader.c.version)
        with self._database.reading() as connection:
            if connection.scalar(present) == version:
                return False
        with self._database.writing() as connection:
            want_where(connection, select(articles.c.id))
            connection.execute(delete(name_reader))
            connection.execute(insert(name_reader).values(id=1, version=version))
        return True

    def waiting(self) -> int:
        """How many articles are to be read."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(unread_names)).scalar_one()

    def unread(self, limit: int) -> Mapping[Unread, Article]:
        """Articles that are to be read, the latest to come first."""
        statement = (
            SOURCED.add_columns(unread_names.c.times)
            .join(unread_names, unread_names.c.article_id == articles.c.id)
            .order_by(unread_names.c.article_id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return {Unread(row.id, row.times): article_of(row) for row in connection.execute(statement)}

    def put(self, found: Mapping[Unread, Named]) -> int:
        """Take over what was read, in one transaction; returns of how many articles.

        An article that was asked for again meanwhile, or that another process has read, is left out.
        """
        with self._database.writing() as connection:
            taken = [unread for unread in found if _take(connection, unread)]
            dates = _dates(connection, [unread.article_id for unread in taken])
            for unread in taken:
                if dated_at := dates.get(unread.article_id):
                    _write(connection, unread.article_id, dated_at, found[unread])
        return len(taken)


def want(connection: Connection, article_ids: Sequence[int]) -> None:
    """Ask for these articles to be read, in the caller's transaction."""
    for start in range(0, len(article_ids), _CHUNK):
        rows = [{"article_id": one} for one in article_ids[start : start + _CHUNK]]
        statement = insert_into(unread_names, connection.dialect).values(rows)
        _again(connection, statement)


def want_where(connection: Connection, chosen: Select[tuple[int]]) -> None:
    """Ask for the articles whose ids this selects to be read, in the caller's transaction."""
    rows = chosen.add_columns(literal(0)).where(literal(True))  # SQLite would take ON for a join's
    statement = insert_into(unread_names, connection.dialect).from_select(["article_id", "times"], rows)
    _again(connection, statement)


def _again(connection: Connection, statement: Any) -> None:  # noqa: ANN401  an INSERT of either database
    again = {"times": unread_names.c.times + 1}
    connection.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=again))


def _take(connection: Connection, unread: Unread) -> bool:
    mine = (unread_names.c.article_id == unread.article_id) & (unread_names.c.times == unread.times)
    return connection.execute(delete(unread_names).where(mine)).rowcount > 0


def _dates(connection: Connection, article_ids: Sequence[int]) -> dict[int, datetime]:
    statement = select(articles.c.id, articles.c.dated_at).where(articles.c.id.in_(article_ids))
    return {row.id: row.dated_at for row in connection.execute(statement)}


def _write(connection: Connection, article_id: int, dated_at: datetime, named: Named) -> None:
    for table in (mentions, quotes, name_sightings):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    place = {"article_id": article_id, "dated_at": dated_at}
    if named.mentions:
        connection.execute(
            insert(mentions), [place | dataclasses.asdict(mention) for mention in named.mentions]
        )
    if named.quotations:
        connection.execute(insert(quotes), [place | row for row in _quote_rows(named)])
    if named.spellings:
        _sight(connection, article_id, named.spellings)


def _quote_rows(named: Named) -> Iterable[dict[str, Any]]:
    for one in named.quotations:
        folded = {"words_folded": fold(one.words), "speaker_folded": fold(one.speaker)}
        yield dataclasses.asdict(one) | {"name": one.name or None} | folded


def _sight(connection: Connection, article_id: int, found: Sequence[NewSpelling]) -> None:
    """Remember new spellings, and that this article has them; what somebody decided on them stands."""
    rows = {
        fold(one.written): {
            "folded": fold(one.written),
            "written": one.written,
            "name": one.name,
            "likeness": one.likeness,
            "state": SpellingState.SUGGESTED,
        }
        for one in found
    }
    statement = insert_into(name_spellings, connection.dialect).on_conflict_do_nothing()
    connection.execute(statement, list(rows.values()))
    known = select(name_spellings.c.id).where(name_spellings.c.folded.in_(rows))
    sightings = [{"spelling_id": number, "article_id": article_id} for number in connection.scalars(known)]
    connection.execute(insert(name_sightings), sightings)

"""Which articles express which concepts: kept in step with their texts, and with the concepts that the desk has."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, text, update

from monitor.store.database import Database, as_rows, insert_into
from monitor.store.search.tables import article_concepts, concepts
from monitor.store.tables import articles
from monitor.topics.text.concepts import Matcher
from monitor.topics.text.fold import fold

_CHUNK = 500  # articles at a time

_TEXTS = select(articles.c.id, articles.c.title, articles.c.summary, articles.c.content)


class Concepts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def go_by(self, wanted: Iterable[Sequence[str]]) -> None:
        """Have articles looked through for the concepts of these terms, and for no others."""
        terms = {_mark(one): sorted(set(one)) for one in wanted}
        with self._database.reading() as connection:
            if set(connection.scalars(select(concepts.c.mark))) == terms.keys():
                return
        with self._database.writing() as connection:
            _hold(connection, "SHARE ROW EXCLUSIVE")
            connection.execute(delete(concepts).where(concepts.c.mark.not_in(terms)))
            above = (connection.scalar(select(func.max(articles.c.id))) or 0) + 1
            rows = [{"mark": mark, "terms": some, "looked_to": above} for mark, some in terms.items()]
            if rows:
                connection.execute(insert_into(concepts, connection.dialect).on_conflict_do_nothing(), rows)

    def look_through(self, limit: int) -> bool:
        """Look for new concepts in the next so many articles, the latest first, in one transaction. False: all were
        looked through."""
        with self._database.reading() as connection:
            if not _behind(connection):
                return False
        with self._database.writing() as connection:
            _hold(connection, "SHARE ROW EXCLUSIVE")
            if not (below := _behind(connection)):
                return False
            some = concepts.c.looked_to == below
            older = _TEXTS.where(articles.c.id < below).order_by(articles.c.id.desc()).limit(limit)
            rows = connection.execute(older).all()
            _write(connection, _matcher(connection, select(concepts.c.id, concepts.c.mark).where(some)), rows)
            looked_to = rows[-1].id if len(rows) == limit else 0
            connection.execute(update(concepts).where(some).values(looked_to=looked_to))
        return True

    def known(self, wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """The numbers of those of these concepts for which every article was looked through, by name. One query, where
        any are asked for."""
        if not wanted:
            return {}
        marks = {name: _mark(terms) for name, terms in wanted.items()}
        whole = select(concepts.c.mark, concepts.c.id).where(
            concepts.c.mark.in_(marks.values()), concepts.c.looked_to == 0
        )
        with self._database.reading() as connection:
            numbers = {row.mark: row.id for row in connection.execute(whole)}
        return {name: numbers[mark] for name, mark in marks.items() if mark in numbers}


def put(connection: Connection, article_ids: Sequence[int]) -> None:
    """Take over which concepts these articles express as they stand now. Articles that go take their own with them."""
    if not article_ids:
        return
    _hold(connection, "SHARE")
    matcher = _matcher(connection, select(concepts.c.id, concepts.c.mark))
    for start in range(0, len(article_ids), _CHUNK):
        some = as_rows(article_ids[start : start + _CHUNK], connection.dialect)
        connection.execute(delete(article_concepts).where(article_concepts.c.article_id.in_(some)))
        _write(connection, matcher, connection.execute(_TEXTS.where(articles.c.id.in_(some))).all())


def _hold(connection: Connection, mode: str) -> None:
    """Keep articles from being stored while concepts change, or are looked for in the archive, and the other way round:
    else one of them would not know what the other is about to write. SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"LOCK TABLE concepts IN {mode} MODE"))


def _behind(connection: Connection) -> int:
    """Below which number articles are to be looked through for some concept; 0: for none."""
    return connection.scalar(select(func.max(concepts.c.looked_to))) or 0


def _write(connection: Connection, matcher: Matcher, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Write down which concepts these articles, each a number with its texts, express."""
    found = [
        {"concept_id": int(concept), "article_id": number}
        for number, *texts in rows
        for concept in {hit.concept for each in texts for hit in matcher.hits(fold(each))}
    ]
    if found:
        connection.execute(insert(article_concepts), found)


_made: dict[tuple[tuple[int, int], ...], Matcher] = {}  # by numbers and marks: to make one takes 12 ms
_MOST_MADE = 4


def _matcher(connection: Connection, chosen: Select[int, int]) -> Matcher:
    """Finds these concepts, under their numbers."""
    key = tuple(sorted((number, mark) for number, mark in connection.execute(chosen)))
    if (known := _made.get(key)) is not None:
        return known
    terms = select(concepts.c.id, concepts.c.terms).where(concepts.c.id.in_([number for number, _ in key]))
    made = Matcher({str(number): some for number, some in connection.execute(terms)})
    if len(_made) >= _MOST_MADE:
        _made.clear()
    _made[key] = made
    return made


def _mark(terms: Iterable[str]) -> int:
    """The same for the same terms, in any order."""
    told = "\n".join(sorted(set(terms))).encode()
    return int.from_bytes(blake2b(told, digest_size=8).digest(), signed=True)

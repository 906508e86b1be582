"""Who said what: quotations found in articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select

from monitor.model import Evidence, Quotation, Rights
from monitor.store.articles.desk import Cursor
from monitor.store.database import Database
from monitor.store.names.tables import quotes
from monitor.store.tables import articles, feeds
from monitor.topics.text.fold import fold

_MOST_WORDS = 20  # that are looked for


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotations; empty fields leave none out."""

    name: str = ""  # the speaker's key in the gazetteer
    speaker: str = ""  # part of what articles call them
    words: str = ""  # each of them stands in it
    feed_id: int | None = None
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quotation with the article that has it."""

    number: int
    quotation: Quotation
    article_id: int
    title: str
    url: str
    language: str
    feed_id: int
    outlet: str
    dated_at: datetime
    rights: Rights

    @property
    def evidence(self) -> Evidence:
        """The quotation as a stretch of its article's text."""
        said = self.quotation
        return Evidence(said.field, said.start, said.end, said.words, said.speaker)


@dataclass(frozen=True, slots=True)
class QuotePage:
    lines: tuple[QuoteLine, ...]
    older: Cursor | None  # where the next page begins


class Quotes:
    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: QuoteFilter, size: int, older_than: Cursor | None = None) -> QuotePage:
        """Quotations, those of the newest articles first."""
        statement = _LINES.where(*_conditions(wanted), *_below(older_than)).order_by(
            quotes.c.dated_at.desc(), quotes.c.id.desc()
        )
        with self._database.reading() as connection:
            rows = connection.execute(statement.limit(size + 1)).all()
        lines = tuple(_line(row) for row in rows[:size])
        more = len(rows) > size
        return QuotePage(lines, Cursor(lines[-1].dated_at, lines[-1].number) if more else None)

    def of_articles(self, article_ids: Sequence[int]) -> list[QuoteLine]:
        """The quotations of articles, the earliest article first, and in the order of its text."""
        statement = _LINES.where(quotes.c.article_id.in_(article_ids)).order_by(
            quotes.c.dated_at, quotes.c.id
        )
        with self._database.reading() as connection:
            return [_line(row) for row in connection.execute(statement)]


_LINES: Select[Any] = (
    select(
        quotes,
        *(articles.c.title, articles.c.url, articles.c.language, articles.c.feed_id),
        *(feeds.c.name.label("outlet"), feeds.c.rights),
    )
    .join(articles, articles.c.id == quotes.c.article_id)
    .join(feeds, feeds.c.id == articles.c.feed_id)
)


def _conditions(wanted: QuoteFilter) -> Sequence[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    called = quotes.c.speaker_folded.contains(fold(wanted.speaker), autoescape=True)
    if wanted.name and wanted.speaker:
        conditions.append(or_(quotes.c.name == wanted.name, and_(quotes.c.name.is_(None), called)))
    elif wanted.name:
        conditions.append(quotes.c.name == wanted.name)
    elif wanted.speaker:
        conditions.append(called)
    words = fold(wanted.words).split()[:_MOST_WORDS]
    conditions += (quotes.c.words_folded.contains(word, autoescape=True) for word in words)
    if wanted.feed_id is not None:
        conditions.append(articles.c.feed_id == wanted.feed_id)
    if wanted.language:
        conditions.append(articles.c.language == wanted.language)
    if wanted.since is not None:
        conditions.append(quotes.c.dated_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(quotes.c.dated_at < wanted.until)
    return conditions


def _below(place: Cursor | None) -> list[ColumnElement[bool]]:
    if place is None:
        return []
    same = and_(quotes.c.dated_at == place.dated_at, quotes.c.id < place.article_id)
    return [or_(quotes.c.dated_at < place.dated_at, same)]


def _line(row: Row[Any]) -> QuoteLine:
    said = Quotation(
        words=row.words,
        field=row.field,
        start=row.start,
        end=row.end,
        speaker=row.speaker,
        role=row.role,
        name=row._mapping[quotes.c.name] or "",
        indirect=row.indirect,
    )
    return QuoteLine(
        number=row.id,
        quotation=said,
        article_id=row.article_id,
        title=row.title,
        url=row.url,
        language=row.language,
        feed_id=row.feed_id,
        outlet=row.outlet,
        dated_at=row.dated_at,
        rights=row.rights,
    )

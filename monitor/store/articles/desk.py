"""What the desk reads: lists of articles with their matches."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from monitor.model import Match, Rights
from monitor.store.articles import article_page
from monitor.store.articles import matches as match_rows
from monitor.store.articles.article_page import ArticlePage
from monitor.store.database import Database
from monitor.store.search.conditions import having_forms
from monitor.store.stories.tables import reports
from monitor.store.tables import appearances, articles, feeds, matches

ANY_TOPIC = ""  # at least one topic
ALL = "all"  # whether or not it carries one


@dataclass(frozen=True, slots=True)
class DeskFilter:
    topic: str = ANY_TOPIC  # a slug, ANY_TOPIC or ALL
    feed_id: int | None = None
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list: between pages one goes on behind (or before) this article."""

    dated_at: datetime
    article_id: int
    score: float | None = None  # in a list by importance; None: not weighed

    def __str__(self) -> str:
        score = "" if self.score is None else f"|{self.score!r}"
        raw = f"{self.dated_at.timestamp():.6f}|{self.article_id}{score}".encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor that a URL holds; None where it holds none that makes sense."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            stamp, article_id, *score = raw.split("|", 2)
            return cls(datetime.fromtimestamp(float(stamp), UTC), int(article_id), *map(float, score))
        except (ValueError, OverflowError, OSError, binascii.Error):
            return None


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row of the list."""

    article_id: int
    title: str
    summary: str
    url: str
    language: str
    feed_id: int
    outlet: str
    published: datetime | None
    first_seen: datetime
    dated_at: datetime
    edited_at: datetime | None
    rights: Rights
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    lines: tuple[DeskLine, ...]
    newer: Cursor | None  # read the page before it with Desk.page(newer_than=...)
    older: Cursor | None


_BEGINNING = 600  # characters of the text that stand for a summary
# All but the texts.
_COLUMNS = (
    *("id", "title", "url", "language", "feed_id", "published", "first_seen", "dated_at", "edited_at"),
)
_LISTED: Select[Any] = select(
    *(articles.c[name] for name in _COLUMNS),
    case(
        (articles.c.summary != "", articles.c.summary), else_=func.substr(articles.c.content, 1, _BEGINNING)
    ).label("summary"),
    *(feeds.c.name.label("outlet"), feeds.c.rights),
).join(feeds, feeds.c.id == articles.c.feed_id)
_THESE: BindParameter[Sequence[int]] = bindparam("articles", expanding=True)
_LINES: Select[Any] = _LISTED.where(articles.c.id.in_(_THESE))


class Desk:
    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        wanted: DeskFilter,
        size: int,
        older_than: Cursor | None = None,
        newer_than: Cursor | None = None,
    ) -> DeskPage:
        """A page of articles, newest first. Two queries, however many rows."""
        upwards = newer_than is not None
        statement = self._listed(wanted, older_than, newer_than).limit(size + 1)
        with self._database.reading() as connection:
            rows = list(connection.execute(statement))
            more = len(rows) > size
            rows = rows[:size][:: -1 if upwards else 1]
            found = match_rows.of_articles(connection, [row.id for row in rows])
        lines = tuple(_line(row, found.get(row.id, ())) for row in rows)
        if not lines:
            return DeskPage((), None, None)
        first, last = (Cursor(line.dated_at, line.article_id) for line in (lines[0], lines[-1]))
        has_newer = more if upwards else older_than is not None
        has_older = True if upwards else more
        return DeskPage(lines, first if has_newer else None, last if has_older else None)

    def size(self, wanted: DeskFilter) -> tuple[int, int]:
        """How many articles there are, and how many different texts they carry."""
        text = func.coalesce(reports.c.text_id, -articles.c.id)
        statement = (
            select(func.count(), func.count(text.distinct()))
            .select_from(articles.outerjoin(reports, reports.c.article_id == articles.c.id))
            .where(*self._conditions(wanted))
        )
        with self._database.reading() as connection:
            number, texts = connection.execute(statement).one()
        return number, texts

    def lines(self, article_ids: Sequence[int]) -> dict[int, DeskLine]:
        """These articles as the list shows them, by id; those that are gone are missing."""
        with self._database.reading() as connection:
            rows = connection.execute(_LINES, {"articles": article_ids}).all()
            found = match_rows.of_articles(connection, [row.id for row in rows])
        return {row.id: _line(row, found.get(row.id, ())) for row in rows}

    def article(self, article_id: int) -> ArticlePage | None:
        """One article with its evidence and the feeds that brought it."""
        with self._database.reading() as connection:
            return article_page.read(connection, article_id)

    def counts_by_topic(self, since: datetime) -> dict[str, int]:
        """How many articles dated after `since` carry each topic."""
        statement = (
            select(matches.c.topic, func.count()).where(matches.c.dated_at > since).group_by(matches.c.topic)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def languages(self) -> list[str]:
        """The languages of stored articles, the most frequent first."""
        statement = (
            select(articles.c.language)
            .where(articles.c.language != "")
            .group_by(articles.c.language)
            .order_by(func.count().desc(), articles.c.language)
        )
        with self._database.reading() as connection:
            return list(connection.scalars(statement))

    def _listed(
        self, wanted: DeskFilter, older_than: Cursor | None, newer_than: Cursor | None
    ) -> Select[tuple[Any, ...]]:
        statement = _LISTED.where(*self._conditions(wanted))
        if newer_than is not None:
            above = or_(
                articles.c.dated_at > newer_than.dated_at,
                and_(articles.c.dated_at == newer_than.dated_at, articles.c.id > newer_than.article_id),
            )
            return statement.where(above).order_by(articles.c.dated_at, articles.c.id)
        if older_than is not None:
            below = or_(
                articles.c.dated_at < older_than.dated_at,
                and_(articles.c.dated_at == older_than.dated_at, articles.c.id < older_than.article_id),
            )
            statement = statement.where(below)
        return statement.order_by(articles.c.dated_at.desc(), articles.c.id.desc())

    def _conditions(self, wanted: DeskFilter) -> Sequence[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if wanted.topic != ALL:
            carries = exists().where(matches.c.article_id == articles.c.id)
            conditions.append(carries.where(matches.c.topic == wanted.topic) if wanted.topic else carries)
        if wanted.feed_id is not None:
            here = exists().where(
                appearances.c.article_id == articles.c.id, appearances.c.feed_id == wanted.feed_id
            )
            conditions.append(here)
        if wanted.language:
            conditions.append(articles.c.language == wanted.language)
        if wanted.since is not None:
            conditions.append(articles.c.dated_at >= wanted.since)
        if wanted.until is not None:
            conditions.append(articles.c.dated_at < wanted.until)
        having = having_forms(wanted.words, self._database.dialect)
        if having is not None:
            conditions.append(articles.c.id.in_(having))
        return conditions


def _line(row: Row[Any], found: tuple[Match, ...]) -> DeskLine:
    return DeskLine(
        article_id=row.id,
        title=row.title,
        summary=row.summary,
        url=row.url,
        language=row.language,
        feed_id=row.feed_id,
        outlet=row.outlet,
        published=row.published,
        first_seen=row.first_seen,
        dated_at=row.dated_at,
        edited_at=row.edited_at,
        rights=row.rights,
        matches=found,
    )

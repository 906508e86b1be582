"""What the desk reads of stories: lists, one with its timeline, its chapters and what people changed of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from monitor.model import Chapter, EditKind, Report, Story, StoryEdit, StoryLine
from monitor.store.articles.desk import ALL, ANY_TOPIC, Cursor
from monitor.store.database import Database
from monitor.store.search.conditions import having_forms
from monitor.store.stories import chapters, timelines
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import reports, stories, story_edits, story_views
from monitor.store.tables import appearances, articles, matches

_MANY = 3_000  # articles: of so many SQLite looks up the stories in the time that a page's worth is found in


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """What at least one report of a story must fulfil; each condition for itself."""

    topic: str = ANY_TOPIC  # a slug, ANY_TOPIC or ALL
    feed_id: int | None = None
    language: str = ""
    words: str = ""
    since: datetime | None = None  # the story's last report
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    lines: tuple[StoryLine, ...]
    newer: Cursor | None  # its article_id is a story's id; read the page before it with newer_than=...
    older: Cursor | None


class Stories:
    """`reader` is the id of the user who reads, for what is new to them; None: nobody whom that could be told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        wanted: StoryFilter,
        size: int,
        reader: int | None = None,
        older_than: Cursor | None = None,
        newer_than: Cursor | None = None,
    ) -> StoryPage:
        """A page of stories, the latest first. At most seven queries, however many rows."""
        upwards = newer_than is not None
        with self._database.reading() as connection:
            statement = _listed(connection, wanted, older_than, newer_than).limit(size + 1)
            rows = list(connection.execute(statement))
            more = len(rows) > size
            found = [story_rows.story_of(row) for row in rows[:size][:: -1 if upwards else 1]]
            lines = _lines(connection, found, reader)
        if not lines:
            return StoryPage((), None, None)
        first, last = (Cursor(story.last_at, story.id) for story in (found[0], found[-1]))
        has_newer = more if upwards else older_than is not None
        has_older = True if upwards else more
        return StoryPage(lines, first if has_newer else None, last if has_older else None)

    def latest(self, wanted: StoryFilter, limit: int) -> list[Story]:
        """At most so many stories, the latest first, by themselves. At most four queries."""
        with self._database.reading() as connection:
            statement = _listed(connection, wanted, None, None).limit(limit)
            return [story_rows.story_of(row) for row in connection.execute(statement)]

    def line(self, story_id: int, reader: int | None = None) -> StoryLine | None:
        """One story; where it has become part of another, that one, under its own id. None where there is none."""
        with self._database.reading() as connection:
            root = story_rows.root(connection, story_id)
            row = connection.execute(story_rows.LED.where(stories.c.id == root)).first()
            return _lines(connection, [story_rows.story_of(row)], reader)[0] if row else None

    def of_articles(self, article_ids: Sequence[int]) -> dict[int, int]:
        """The ids of the stories that these articles stand in; articles that are in none yet are missing."""
        statement = select(reports.c.article_id, reports.c.story_id).where(
            reports.c.article_id.in_(article_ids)
        )
        with self._database.reading() as connection:
            return {row.article_id: row.story_id for row in connection.execute(statement)}

    def timeline(self, story_id: int, reader: int | None = None) -> tuple[Report, ...]:
        """The reports of a story, the earliest first: of each text at most 20 carriers, its source among them."""
        view = select(story_views.c.seen_at).where(
            story_views.c.story_id == story_id, story_views.c.user_id == reader
        )
        with self._database.reading() as connection:
            seen_at = connection.scalar(view) if reader is not None else None
            return timelines.of_story(connection, story_id, seen_at, reader is not None)

    def report(self, article_id: int) -> Report | None:
        """An article in its story; None while it is in none."""
        mine = select(reports.c.story_id).where(reports.c.article_id == article_id)
        with self._database.reading() as connection:
            story_id = connection.scalar(mine)
            lines = timelines.of_story(connection, story_id, always=article_id) if story_id else ()
        return next((line for line in lines if line.article_id == article_id), None)

    def chapters(self, story_id: int) -> list[Chapter]:
        """The other stories of its affair in the last three months, the latest first."""
        with self._database.reading() as connection:
            return chapters.of_story(connection, story_id)

    def edits(self, story_id: int) -> list[StoryEdit]:
        """What changed a story's shape or headline, undone or not, the latest first."""
        mine = or_(story_edits.c.story_id == story_id, story_edits.c.other_id == story_id)
        with self._database.reading() as connection:
            rows = connection.execute(select(story_edits).where(mine).order_by(story_edits.c.id.desc())).all()
        return [edit_of(row) for row in rows]


def _listed(
    connection: Connection, wanted: StoryFilter, older_than: Cursor | None, newer_than: Cursor | None
) -> Select[tuple[Any, ...]]:
    statement = story_rows.LED.where(stories.c.reports > 0, *conditions(wanted, connection))
    return paged(statement, older_than, newer_than)


def paged(statement: Select[Any], older_than: Cursor | None, newer_than: Cursor | None) -> Select[Any]:
    """The latest stories first; those above a place in the list from there upwards."""
    last_at, number = stories.c.last_at, stories.c.id
    if newer_than is not None:
        at, story_id = newer_than.dated_at, newer_than.article_id
        above = or_(last_at > at, and_(last_at == at, number > story_id))
        return statement.where(above).order_by(last_at, number)
    if older_than is not None:
        at, story_id = older_than.dated_at, older_than.article_id
        statement = statement.where(or_(last_at < at, and_(last_at == at, number < story_id)))
    return statement.order_by(last_at.desc(), number.desc())


ON_ANY_TOPIC = exists().where(
    reports.c.story_id == stories.c.id, matches.c.article_id == reports.c.article_id
)


def conditions(wanted: StoryFilter, connection: Connection) -> list[ColumnElement[bool]]:
    """What a row of `stories` must fulfil. One query each for a topic that is named, a feed and words."""
    mine = reports.c.story_id == stories.c.id
    found: list[ColumnElement[bool]] = []
    if wanted.topic == ANY_TOPIC:
        found.append(ON_ANY_TOPIC)
    elif wanted.topic != ALL:
        found.append(_tells_of(matches.c.article_id, matches.c.topic, wanted.topic, connection))
    if wanted.feed_id is not None:
        found.append(_tells_of(appearances.c.article_id, appearances.c.feed_id, wanted.feed_id, connection))
    if wanted.language:
        about = exists().where(mine, articles.c.id == reports.c.article_id)
        found.append(about.where(articles.c.language == wanted.language))
    words = having_forms(wanted.words, connection.dialect)
    if words is not None:
        one_by_one = exists().where(mine, reports.c.article_id.in_(words))
        found.append(_of_few(words) if _are_few(words, connection) else one_by_one)
    if wanted.since is not None:
        found.append(stories.c.last_at >= wanted.since)
    if wanted.until is not None:
        found.append(stories.c.last_at < wanted.until)
    return found


def _tells_of(
    article_id: ColumnElement[int], column: ColumnElement[Any], value: str | int, connection: Connection
) -> ColumnElement[bool]:
    """Whether a report is of an article for which a table says this."""
    found = select(article_id).where(column == value)
    if _are_few(found, connection):
        return _of_few(found)
    mine = reports.c.story_id == stories.c.id
    return exists().where(mine, article_id == reports.c.article_id, _unindexed(column, connection) == value)


def _are_few(found: Select[int], connection: Connection) -> bool:
    """Whether it is quicker to look up the stories of these articles than to look at one story after the other until
    a page is full."""
    some = found.limit(_MANY).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() < _MANY


def _of_few(found: Select[int]) -> ColumnElement[bool]:
    return stories.c.id.in_(select(reports.c.story_id).where(reports.c.article_id.in_(found)))


def _unindexed(column: ColumnElement[Any], connection: Connection) -> ColumnElement[Any]:
    """A column as SQLite looks at it only in rows that it has found otherwise: it would go through the whole index by
    this value for each story."""
    return literal_column(f"+{column}", column.type) if connection.dialect.name == "sqlite" else column


def edit_of(row: Any) -> StoryEdit:  # noqa: ANN401  a row of story_edits
    return StoryEdit(
        number=row.id,
        kind=EditKind(row.kind),
        story_id=row.story_id,
        other_id=row.other_id,
        article_ids=tuple(row.article_ids),
        headline=row.headline,
        who=row.who,
        at=row.at,
        reason=row.reason,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
    )


_THESE: BindParameter[Sequence[int]] = bindparam("stories", expanding=True)
_READER = bindparam("reader", type_=Integer())
_OF_TOPICS = (
    select(reports.c.story_id, matches.c.topic, func.count())
    .join(matches, matches.c.article_id == reports.c.article_id)
    .where(reports.c.story_id.in_(_THESE))
    .group_by(reports.c.story_id, matches.c.topic)
    .order_by(func.count().desc(), matches.c.topic)
)
_OF_LANGUAGES = (
    select(reports.c.story_id, articles.c.language, func.count())
    .join(articles, articles.c.id == reports.c.article_id)
    .where(reports.c.story_id.in_(_THESE), articles.c.language != "")
    .group_by(reports.c.story_id, articles.c.language)
    .order_by(func.count().desc(), articles.c.language)
)
_NEW = (
    select(reports.c.story_id, func.count())
    .outerjoin(
        story_views, and_(story_views.c.story_id == reports.c.story_id, story_views.c.user_id == _READER)
    )
    .where(
        reports.c.story_id.in_(_THESE),
        or_(story_views.c.seen_at.is_(None), reports.c.grouped_at > story_views.c.seen_at),
    )
    .group_by(reports.c.story_id)
)


def _lines(connection: Connection, found: Sequence[Story], reader: int | None) -> tuple[StoryLine, ...]:
    ids = [story.id for story in found]
    topics, languages = _grouped(connection, _OF_TOPICS, ids), _grouped(connection, _OF_LANGUAGES, ids)
    new = new_to(connection, ids, reader) if reader is not None else {}
    return tuple(
        StoryLine(story, topics.get(story.id, ()), languages.get(story.id, ()), new.get(story.id, 0))
        for story in found
    )


def _grouped(
    connection: Connection, statement: Select[Any], story_ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for story_id, value, _ in connection.execute(statement, {"stories": story_ids}):
        found[story_id] = (*found.get(story_id, ()), value)
    return found


def new_to(connection: Connection, story_ids: Sequence[int], reader: int) -> dict[int, int]:
    """How many reports of each story came since the reader last looked; all where they never did."""
    rows = connection.execute(_NEW, {"stories": story_ids, "reader": reader})
    return {row[0]: row[1] for row in rows}

"""The desk's list: which stories it holds, page by page, and how many came or are unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from monitor.model import DeskState
from monitor.store.articles.desk import Cursor
from monitor.store.database import Database
from monitor.store.desk.order import dated, latest, most_important, ranked
from monitor.store.desk.rows import LISTED, DeskStory, has_news, lines_of
from monitor.store.desk.triage_tables import story_desk, story_tags
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.stories import ON_ANY_TOPIC, StoryFilter, conditions
from monitor.store.stories.tables import reports, stories, story_views
from monitor.store.tables import articles, matches
from monitor.store.types import UtcDateTime

# Beside the states, what the desk can be asked for.
OPEN = ""  # all but what is not for us, and what sleeps
ASLEEP = "asleep"
ANY_STATE = "any"

_LATE = 5_000  # articles that languages are looked for in


@dataclass(frozen=True, slots=True)
class DeskWanted:
    """What a story must fulfil to be listed."""

    about: StoryFilter = field(default_factory=StoryFilter)
    state: str = OPEN  # a DeskState, OPEN, ASLEEP or ANY_STATE
    owner: str = ""
    tag: str = ""
    to_digest: bool = False
    unread: bool = False  # something of it is new to the reader
    importance: float = 0.0  # at least; 0: whether or not it has been weighed
    by_importance: bool = False  # the most important first, in place of the latest


@dataclass(frozen=True, slots=True)
class DeskStories:
    lines: tuple[DeskStory, ...]
    newer: Cursor | None  # its article_id is a story's id
    older: Cursor | None


@dataclass(frozen=True, slots=True)
class Unread:
    """How many stories of late have something new for a reader."""

    by_topic: Mapping[str, int]
    mine: int
    watching: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came since a moment."""

    new: int  # stories of which nothing was there before
    moved: int  # stories that got something more


class StoryDesk:
    """`reader` is the id of the user who reads; 0: the demo's visitors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(
        self,
        wanted: DeskWanted,
        size: int,
        reader: int,
        now: datetime,
        older_than: Cursor | None = None,
        newer_than: Cursor | None = None,
    ) -> DeskStories:
        """A page of stories, the latest first or as wanted. At most nine queries, however many rows."""
        upwards = newer_than is not None
        with self._database.reading() as connection:
            listed, asked = LISTED.where(*_conditions(connection, wanted)), _asked(reader, now)
            if wanted.by_importance:
                rows, place = (
                    most_important(connection, listed, asked, size + 1, older_than, newer_than),
                    ranked,
                )
            else:
                rows, place = latest(connection, listed, asked, size + 1, older_than, newer_than), dated
            more = len(rows) > size
            rows = rows[:size][:: -1 if upwards else 1]
            lines = lines_of(connection, rows, reader, now)
        if not lines:
            return DeskStories((), None, None)
        first, last = place(rows[0]), place(rows[-1])
        has_newer = more if upwards else older_than is not None
        has_older = True if upwards else more
        return DeskStories(lines, first if has_newer else None, last if has_older else None)

    def lines(self, story_ids: Sequence[int], reader: int, now: datetime) -> list[DeskStory]:
        """These stories, or what they have become part of, as the desk lists them, each once; in no order."""
        root = func.coalesce(stories.c.merged_into, stories.c.id)
        whole = select(root).where(stories.c.id.in_(story_ids))
        with self._database.reading() as connection:
            rows = connection.execute(LISTED.where(stories.c.id.in_(whole), stories.c.reports > 0)).all()
            return list(lines_of(connection, rows, reader, now))

    def arrivals(self, wanted: DeskWanted, since: datetime, reader: int, now: datetime) -> Arrivals:
        """How many of the wanted stories got something after `since`."""
        with self._database.reading() as connection:
            wanted_ones = _ARRIVED.where(*_conditions(connection, wanted))
            number, moved = connection.execute(wanted_ones, _asked(reader, now) | {"since": since}).one()
        return Arrivals(number - moved, moved)

    def unread(self, reader: int, name: str, since: datetime, now: datetime) -> Unread:
        """Counted among the open stories whose last report is not older than `since`. Two queries."""
        asked = _asked(reader, now) | {"since": since, "name": name}
        with self._database.reading() as connection:
            by_topic = {row[0]: row[1] for row in connection.execute(_UNREAD_BY_TOPIC, asked)}
            return Unread(by_topic, *connection.execute(_UNREAD_BY_STATE, asked).one())

    def languages(self) -> list[str]:
        """The languages of the latest articles, the most frequent first: counting all would take the desk's time."""
        late = select(articles.c.language).order_by(articles.c.dated_at.desc()).limit(_LATE).subquery()
        spoken = select(late.c.language).where(late.c.language != "").group_by(late.c.language)
        with self._database.reading() as connection:
            return list(connection.scalars(spoken.order_by(func.count().desc(), late.c.language)))

    def tags(self) -> list[str]:
        """The tags in use, in the order of the alphabet."""
        with self._database.reading() as connection:
            return list(connection.scalars(select(story_tags.c.tag).distinct().order_by(story_tags.c.tag)))

    def look(self, reader: int, story_ids: Sequence[int], seen_at: datetime) -> None:
        """Remember that a reader has seen what was known of these stories at that moment."""
        put = self._database.insert(story_views)
        latest = put.on_conflict_do_update(
            index_elements=["user_id", "story_id"],
            set_={"seen_at": put.excluded.seen_at},
            where=story_views.c.seen_at < put.excluded.seen_at,  # a page made earlier takes nothing back
        )
        with self._database.writing() as connection:
            there = connection.scalars(select(stories.c.id).where(stories.c.id.in_(story_ids)))
            rows = [{"user_id": reader, "story_id": number, "seen_at": seen_at} for number in there]
            if rows:
                connection.execute(latest, rows)

    def unlook(self, reader: int, story_ids: Sequence[int]) -> None:
        """Have these stories be new to a reader, as if they had never looked."""
        mine = (story_views.c.user_id == reader) & story_views.c.story_id.in_(story_ids)
        with self._database.writing() as connection:
            connection.execute(story_views.delete().where(mine))


# What statements ask by, put together once: that takes longer than to run most of them.
_NOW, _READER = bindparam("now", type_=UtcDateTime()), bindparam("reader", type_=Integer())
_SINCE, _NAME = bindparam("since", type_=UtcDateTime()), bindparam("name", type_=Text())


def _asked(reader: int, now: datetime) -> dict[str, Any]:
    return {"reader": reader, "now": now}


def _asleep() -> ColumnElement[bool]:
    waiting = or_(story_desk.c.snoozed_until.is_(None), story_desk.c.snoozed_until > _NOW)
    return and_(story_desk.c.snoozed_at.is_not(None), waiting, ~has_news())


def _unread() -> ColumnElement[bool]:
    seen = and_(story_views.c.user_id == _READER, story_views.c.story_id == stories.c.id)
    seen_at = select(story_views.c.seen_at).where(seen).correlate(stories).scalar_subquery()
    later = exists().where(reports.c.story_id == stories.c.id, reports.c.grouped_at > seen_at)
    return or_(seen_at.is_(None), later)


_HAS_REPORTS = stories.c.reports > 0
_ASLEEP, _IS_UNREAD = _asleep(), _unread()
_known = func.coalesce(story_desk.c.state, DeskState.NEW)
_IS_OPEN = (_known != DeskState.NOT_US, ~_ASLEEP)


def _arrived() -> Select[Any]:
    """How many stories got something of late, and of how many there was something before."""
    later = select(reports.c.story_id).where(reports.c.grouped_at > _SINCE)
    earlier = exists().where(reports.c.story_id == stories.c.id, reports.c.grouped_at <= _SINCE)
    return (
        select(func.count(), func.coalesce(func.sum(case((earlier, 1), else_=0)), 0))
        .select_from(stories)
        .outerjoin(story_desk, story_desk.c.story_id == stories.c.id)
        .where(stories.c.id.in_(later))
    )


def _unread_by_topic() -> Select[Any]:
    late = (
        select(stories.c.id)
        .outerjoin(story_desk, story_desk.c.story_id == stories.c.id)
        .where(_HAS_REPORTS, ON_ANY_TOPIC, stories.c.last_at >= _SINCE, *_IS_OPEN, _IS_UNREAD)
    )
    return (
        select(matches.c.topic, func.count(reports.c.story_id.distinct()))
        .join(reports, reports.c.article_id == matches.c.article_id)
        .where(reports.c.story_id.in_(late))
        .group_by(matches.c.topic)
    )


def _unread_by_state() -> Select[Any]:
    """How many stories are assigned to somebody, and how many the desk watches."""
    mine = case(((story_desk.c.owner == _NAME) & (story_desk.c.state == DeskState.ASSIGNED), 1), else_=0)
    watching = case((story_desk.c.state == DeskState.WATCHING, 1), else_=0)
    return (
        select(func.coalesce(func.sum(mine), 0), func.coalesce(func.sum(watching), 0))
        .select_from(story_desk)
        .join(stories, stories.c.id == story_desk.c.story_id)
        .where(
            story_desk.c.state.in_([DeskState.ASSIGNED, DeskState.WATCHING]),
            _HAS_REPORTS,
            _IS_UNREAD,
            ~_ASLEEP,
        )
    )


_ARRIVED, _UNREAD_BY_TOPIC, _UNREAD_BY_STATE = _arrived(), _unread_by_topic(), _unread_by_state()


def _conditions(connection: Connection, wanted: DeskWanted) -> list[ColumnElement[bool]]:
    """What a row of LISTED must fulfil; they ask by what `_asked` gives."""
    found = [_HAS_REPORTS, *conditions(wanted.about, connection)]
    found += _of_state(wanted.state)
    if wanted.owner:
        found.append(story_desk.c.owner == wanted.owner)
    if wanted.tag:
        found.append(exists().where(story_tags.c.story_id == stories.c.id, story_tags.c.tag == wanted.tag))
    if wanted.to_digest:
        found.append(story_desk.c.to_digest)
    if wanted.unread:
        found.append(_IS_UNREAD)
    if wanted.importance:
        weighed = exists().where(story_importance.c.story_id == stories.c.id)
        found.append(weighed.where(story_importance.c.score >= wanted.importance))
    return found


def _of_state(state: str) -> Sequence[ColumnElement[bool]]:
    if state == ANY_STATE:
        return ()
    decided = select(story_desk.c.story_id)  # few among all stories, and found by an index
    if state == ASLEEP:
        return stories.c.id.in_(decided.where(story_desk.c.snoozed_at.is_not(None))), _ASLEEP
    if state == OPEN:
        return _IS_OPEN
    if state == DeskState.NEW:
        return (_known == state,)
    return (stories.c.id.in_(decided.where(story_desk.c.state == state)),)

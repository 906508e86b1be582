"""Rows of the desk's list: stories with where they stand, and what is new of them to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    false,
    func,
    select,
)

from monitor.model import Standing, Story
from monitor.store.desk import triage_rows
from monitor.store.desk.triage_tables import story_desk
from monitor.store.stories import rows as story_rows
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.stories import new_to
from monitor.store.stories.tables import reports, stories
from monitor.store.tables import matches
from monitor.stories.triage import is_asleep


@dataclass(frozen=True, slots=True)
class TopicScore:
    topic: str  # slug
    score: float  # of the report that carries it most surely
    decided: bool  # by a person, on at least one report


@dataclass(frozen=True, slots=True)
class DeskStory:
    """A story as the desk lists it."""

    story: Story
    topics: tuple[TopicScore, ...]  # the surest first
    new: int  # reports since the reader last looked; all of them where they never did
    standing: Standing
    asleep: bool
    importance: float | None  # None: not weighed yet


def has_news() -> ColumnElement[bool]:
    """Whether a snoozed story has a text that was not there before; one more copy of a text is none."""
    mine = reports.c.story_id == story_desk.c.story_id
    by_text = select(reports.c.text_id).where(mine).group_by(reports.c.text_id).correlate(story_desk)
    return by_text.having(func.min(reports.c.grouped_at) > story_desk.c.snoozed_at).exists()


def _listed() -> Select[Any]:
    news = case((story_desk.c.snoozed_at.is_not(None), has_news()), else_=false())
    standing = (story_desk.c[name] for name in triage_rows.STANDING)
    joined = story_rows.LED.add_columns(*standing, news.label("has_news"))
    return joined.outerjoin(story_desk, story_desk.c.story_id == stories.c.id)


LISTED = _listed()  # a story with where it stands


def lines_of(
    connection: Connection, rows: Sequence[Row[Any]], reader: int, now: datetime
) -> tuple[DeskStory, ...]:
    """The stories in these rows of LISTED with all that the list shows. Four queries."""
    ids = [row.id for row in rows]
    these = {"stories": ids}
    topics, tags = _topics(connection, ids), triage_rows.tags(connection, ids)
    new = new_to(connection, ids, reader)
    importance = {row[0]: row[1] for row in connection.execute(_IMPORTANCE, these)}
    found = []
    for row in rows:
        standing = triage_rows.standing_of(row, tags.get(row.id, ()))
        line = DeskStory(
            story=story_rows.story_of(row),
            topics=topics.get(row.id, ()),
            new=new.get(row.id, 0),
            standing=standing,
            asleep=is_asleep(standing.snooze, now, row.has_news),
            importance=importance.get(row.id),
        )
        found.append(line)
    return tuple(found)


_THESE: BindParameter[Sequence[int]] = bindparam("stories", expanding=True)
_IMPORTANCE = select(story_importance.c.story_id, story_importance.c.score).where(
    story_importance.c.story_id.in_(_THESE)
)
_OF_TOPICS = (
    select(
        reports.c.story_id,
        matches.c.topic,
        func.max(matches.c.score),
        func.max(case((matches.c.ruling.is_not(None), 1), else_=0)),
    )
    .join(matches, matches.c.article_id == reports.c.article_id)
    .where(reports.c.story_id.in_(_THESE))
    .group_by(reports.c.story_id, matches.c.topic)
    .order_by(func.max(matches.c.score).desc(), matches.c.topic)
)


def _topics(connection: Connection, story_ids: Sequence[int]) -> dict[int, tuple[TopicScore, ...]]:
    found: dict[int, tuple[TopicScore, ...]] = {}
    for story_id, topic, score, by_person in connection.execute(_OF_TOPICS, {"stories": story_ids}):
        found[story_id] = (*found.get(story_id, ()), TopicScore(topic, score, bool(by_person)))
    return found

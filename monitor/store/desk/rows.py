"""Rows of the desk's list: stories with where they stand, and what is new of them to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select

from monitor.model import Standing, Story
from monitor.store.desk import triage_rows
from monitor.store.desk.triage_tables import story_desk
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.stories import new_to
from monitor.store.stories.tables import reports
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


def lines_of(
    connection: Connection, found: Sequence[Story], reader: int, now: datetime
) -> tuple[DeskStory, ...]:
    """These stories with all that a row shows. Six queries."""
    ids = [story.id for story in found]
    topics = _topics(connection, ids)
    standings = triage_rows.standings(connection, ids)
    news = set(
        connection.scalars(select(story_desk.c.story_id).where(story_desk.c.story_id.in_(ids), has_news()))
    )
    new = new_to(connection, ids, reader)
    weighed = select(story_importance.c.story_id, story_importance.c.score).where(
        story_importance.c.story_id.in_(ids)
    )
    importance = {row[0]: row[1] for row in connection.execute(weighed)}
    return tuple(
        DeskStory(
            story=story,
            topics=topics.get(story.id, ()),
            new=new.get(story.id, 0),
            standing=standings[story.id],
            asleep=is_asleep(standings[story.id].snooze, now, story.id in news),
            importance=importance.get(story.id),
        )
        for story in found
    )


def _topics(connection: Connection, story_ids: Sequence[int]) -> dict[int, tuple[TopicScore, ...]]:
    decided = func.max(case((matches.c.ruling.is_not(None), 1), else_=0))
    statement = (
        select(reports.c.story_id, matches.c.topic, func.max(matches.c.score), decided)
        .join(matches, matches.c.article_id == reports.c.article_id)
        .where(reports.c.story_id.in_(story_ids))
        .group_by(reports.c.story_id, matches.c.topic)
        .order_by(func.max(matches.c.score).desc(), matches.c.topic)
    )
    found: dict[int, tuple[TopicScore, ...]] = {}
    for story_id, topic, score, by_person in connection.execute(statement):
        found[story_id] = (*found.get(story_id, ()), TopicScore(topic, score, bool(by_person)))
    return found

"""How important stories are, as it was last weighed, and which are to be weighed anew."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select

from monitor.store.database import Database
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.tables import reports, stories, texts
from monitor.store.tables import articles, feeds, matches
from monitor.stories.importance import Importance, Source, Term

_CHUNK = 500  # bound values in one IN


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of a story, however many carry it."""

    outlet: str  # whose it is, as its feed is called or as those who credit it write it
    addresses: tuple[str, ...]  # of the article and its feed; none where no article of that outlet is held
    at: datetime  # when it first appeared


@dataclass(frozen=True, slots=True)
class Unweighed:
    """A story that has changed since it was weighed, or by what it is weighed has."""

    story_id: int
    updated_at: datetime
    first_outlet: str
    topic_score: float  # of its surest topic; 0 where it carries none
    texts: tuple[OwnText, ...]


class StoryImportance:
    def __init__(self, database: Database) -> None:
        self._database = database

    def outdated(self, version: str, limit: int) -> list[Unweighed]:
        """Stories that are to be weighed by this version, the latest first."""
        statement = _outdated(version).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
            found = _texts(connection, [row.id for row in rows])
        return [
            Unweighed(row.id, row.updated_at, row.first_outlet, row.topic_score, tuple(found.get(row.id, ())))
            for row in rows
        ]

    def put(self, weighed: Sequence[tuple[Unweighed, Importance]], version: str) -> None:
        """Keep what was weighed, in one transaction; stories that are gone meanwhile are left out."""
        with self._database.writing() as connection:
            present = set(
                connection.scalars(
                    select(stories.c.id).where(stories.c.id.in_([story.story_id for story, _ in weighed]))
                )
            )
            rows = [_row(story, found, version) for story, found in weighed if story.story_id in present]
            if rows:
                connection.execute(
                    story_importance.delete().where(
                        story_importance.c.story_id.in_([row["story_id"] for row in rows])
                    )
                )
                connection.execute(insert(story_importance), rows)

    def of(self, story_ids: Sequence[int]) -> Mapping[int, Importance]:
        """The importance of these stories, by id; those not weighed yet are missing."""
        found: dict[int, Importance] = {}
        with self._database.reading() as connection:
            for start in range(0, len(story_ids), _CHUNK):
                mine = story_importance.c.story_id.in_(story_ids[start : start + _CHUNK])
                for row in connection.execute(select(story_importance).where(mine)):
                    found[row.story_id] = _importance(row)
        return found


def _outdated(version: str) -> Select[Any]:
    surest = (
        select(func.coalesce(func.max(matches.c.score), 0.0))
        .join(reports, reports.c.article_id == matches.c.article_id)
        .where(reports.c.story_id == stories.c.id)
        .correlate(stories)
        .scalar_subquery()
    )
    known = story_importance.c
    changed = or_(
        known.story_id.is_(None),
        known.version != version,
        known.story_at != stories.c.updated_at,
        known.topic_score != surest,  # judged anew, or by a person
    )
    return (
        select(stories.c.id, stories.c.updated_at, stories.c.first_outlet, surest.label("topic_score"))
        .outerjoin(story_importance, known.story_id == stories.c.id)
        .where(stories.c.reports > 0, changed)
        .order_by(stories.c.last_at.desc(), stories.c.id.desc())
    )


def _texts(connection: Connection, story_ids: Sequence[int]) -> dict[int, list[OwnText]]:
    statement = (
        select(
            *(reports.c.story_id, texts.c.id, texts.c.outlet),
            *(articles.c.url, feeds.c.site, feeds.c.url.label("feed_url")),
            func.min(reports.c.at).label("at"),
        )
        .join(texts, texts.c.id == reports.c.text_id)
        .outerjoin(articles, articles.c.id == texts.c.article_id)
        .outerjoin(feeds, feeds.c.id == articles.c.feed_id)
        .where(reports.c.story_id.in_(story_ids))
        .group_by(reports.c.story_id, texts.c.id, texts.c.outlet, articles.c.url, feeds.c.site, feeds.c.url)
    )
    found: dict[int, list[OwnText]] = {}
    for row in connection.execute(statement):
        addresses = tuple(filter(None, (row.url, row.site, row.feed_url)))
        found.setdefault(row.story_id, []).append(OwnText(row.outlet, addresses, row.at))
    return found


def _row(story: Unweighed, found: Importance, version: str) -> dict[str, Any]:
    return {
        "story_id": story.story_id,
        "score": found.score,
        "terms": [dataclasses.asdict(term) for term in found.terms],
        "source": dataclasses.asdict(found.source) if found.source else None,
        "version": version,
        "story_at": story.updated_at,
        "topic_score": story.topic_score,
    }


def _importance(row: Row[Any]) -> Importance:
    terms = tuple(Term(**term) for term in row.terms)
    return Importance(row.score, terms, Source(**row.source) if row.source else None)

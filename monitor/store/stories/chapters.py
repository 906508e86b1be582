"""The other stories of an affair, found by what the store keeps of reports of late."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from monitor.model import Chapter
from monitor.store.stories import rows as story_rows
from monitor.store.stories import shelf
from monitor.store.stories.tables import reports, stories
from monitor.stories.facts.told import Fact
from monitor.stories.grouping import chapters
from monitor.stories.grouping.features import unpack_terms

_CANDIDATES = 120  # reports that share most with the story
_READ = 30  # reports of a story, the first: they say what it is about
_CHAPTERS = 12


def of_story(connection: Connection, story_id: int) -> list[Chapter]:
    """The chapters beside this one, the latest first. At most seven queries."""
    own = _outlines(connection, [story_id]).get(story_id)
    if own is None:
        return []
    others = _outlines(connection, _near(connection, chapters.leads(own)) - {story_id})
    found = {
        other: round(sure, 3)
        for other, known in others.items()
        if (sure := chapters.likeness(own, known)) >= chapters.LINKED
    }
    facts = _facts(connection, [story_id, *found])
    told = {other: (sure, chapters.in_common(facts[story_id], facts[other])) for other, sure in found.items()}
    likest = sorted(told, key=lambda other: told[other], reverse=True)[:_CHAPTERS]
    rows = connection.execute(story_rows.LED.where(stories.c.id.in_(likest))).all()
    linked = [Chapter(story_rows.story_of(row), *told[row.id]) for row in rows]
    return sorted(linked, key=lambda one: (one.story.last_at, one.story.id), reverse=True)


def _near(connection: Connection, terms: Collection[int]) -> set[int]:
    """The stories of the reports that share most of these terms; of equals, of the latest."""
    leading = shelf.leading(terms).subquery()
    shared = (
        select(leading.c.article_id)
        .group_by(leading.c.article_id)
        .order_by(func.count().desc(), leading.c.article_id.desc())
        .limit(_CANDIDATES)
    )
    mine = select(reports.c.story_id).where(reports.c.article_id.in_(shared))
    return set(connection.scalars(mine.distinct()))


def _outlines(connection: Connection, story_ids: Iterable[int]) -> Mapping[int, chapters.Outline]:
    """The outline of each story of which there is one."""
    packed: dict[int, list[bytes]] = {}
    for story_id, features in _first(connection, reports.c.features, story_ids):
        packed.setdefault(story_id, []).append(features)
    return {
        story_id: chapters.outline([unpack_terms(one) for one in some]) for story_id, some in packed.items()
    }


def _facts(connection: Connection, story_ids: Iterable[int]) -> Mapping[int, list[Fact]]:
    """The facts that each story tells."""
    found: dict[int, list[Fact]] = {}
    for story_id, told in _first(connection, reports.c.told, story_ids):
        found.setdefault(story_id, []).extend(Fact(kind, key, text, 0, 0) for kind, key, text in told)
    return found


def _first(
    connection: Connection, column: ColumnElement[Any], story_ids: Iterable[int]
) -> Iterator[tuple[int, Any]]:
    """A column of the first reports of each story, in their order."""
    for chunk in story_rows.chunks(story_ids):
        yield from connection.execute(_first_of(column), {"stories": chunk})


@cache  # to put it together takes longer than to run it
def _first_of(column: ColumnElement[Any]) -> Select[Any]:
    place = func.row_number().over(
        partition_by=reports.c.story_id, order_by=(reports.c.at, reports.c.article_id)
    )
    mine = reports.c.story_id.in_(bindparam("stories", expanding=True)) & reports.c.features.is_not(None)
    ranked = select(reports.c.article_id, place.label("place")).where(mine).subquery()
    return (
        select(reports.c.story_id, column)
        .join(ranked, ranked.c.article_id == reports.c.article_id)
        .where(ranked.c.place <= _READ)
        .order_by(reports.c.story_id, ranked.c.place)
    )

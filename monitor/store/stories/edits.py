"""What people change of stories: the machine leaves it as they have it, and whoever may edit may undo it."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from monitor.model import EditKind, StoryEdit
from monitor.store import leases
from monitor.store.database import Database
from monitor.store.desk import triage_rows
from monitor.store.stories.moves import (
    Before,
    absorb,
    articles_of,
    give_back,
    new_story,
    part,
    part_again,
    redirect,
    restore,
    take,
)
from monitor.store.stories.rows import recount, root
from monitor.store.stories.stories import edit_of
from monitor.store.stories.tables import reports, stories, stories_apart, story_edits

LOCK = "stories"  # what changes the shape of stories, people and the machine, comes one after another

_LONGEST = 300  # characters of a headline


class EditRefused(Exception):
    """An edit that can not be: why, and what to do, in a line for people."""


class StoryEdits:
    """Each edit is one transaction, written down with its reason; each raises EditRefused where it can not be."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, story_id: int, other_id: int, who: str, reason: str, now: datetime) -> StoryEdit:
        """Make the other story part of the first; a headline that a person set stays."""
        with self._database.writing() as connection:
            leases.serialize(connection, LOCK, now)
            into, other = _standing(connection, story_id), _standing(connection, other_id)
            if into == other:
                raise EditRefused(f"stories {story_id} and {other_id} are one already")
            return merge(connection, into, other, who, _reason(reason), now)

    def split(
        self, story_id: int, article_ids: Sequence[int], who: str, reason: str, now: datetime
    ) -> StoryEdit:
        """Make a new story of some reports, each with the copies of its text; the two are kept apart."""
        with self._database.writing() as connection:
            leases.serialize(connection, LOCK, now)
            source = _standing(connection, story_id)
            moved = _with_copies(connection, article_ids, source)
            if len(moved) == len(articles_of(connection, source)):
                raise EditRefused(
                    "nothing would be left of the story: choose some of its reports, not all texts"
                )
            target = new_story(connection, now, now)
            return _place(connection, EditKind.SPLIT, moved, (source, target), who, _reason(reason), now)

    def move(
        self, article_ids: Sequence[int], story_id: int, who: str, reason: str, now: datetime
    ) -> StoryEdit:
        """Put reports of one story into another, each with the copies of its text; the two are kept apart."""
        with self._database.writing() as connection:
            leases.serialize(connection, LOCK, now)
            source, target = _story_of(connection, article_ids), _standing(connection, story_id)
            if source == target:
                raise EditRefused(f"these reports stand in story {target} already")
            moved = _with_copies(connection, article_ids, source)
            return _place(connection, EditKind.MOVE, moved, (source, target), who, _reason(reason), now)

    def headline(self, story_id: int, headline: str, who: str, reason: str, now: datetime) -> StoryEdit:
        """Set a story's headline; an empty one gives it that of its leading report again."""
        words = " ".join(headline.split())
        if len(words) > _LONGEST:
            raise EditRefused(f"a headline has at most {_LONGEST} characters: this one has {len(words)}")
        with self._database.writing() as connection:
            leases.serialize(connection, LOCK, now)
            story = _standing(connection, story_id)
            mine = stories.c.id == story
            former = connection.execute(select(stories.c.headline, stories.c.headline_by).where(mine)).one()
            values = {"headline": words, "headline_by": who if words else "", "updated_at": now}
            connection.execute(update(stories).where(mine).values(values))
            before = Before({}, headline=(former.headline, former.headline_by))
            row = {"kind": EditKind.HEADLINE, "story_id": story, "other_id": None, "headline": words}
            return _write(connection, row, before, who, _reason(reason), now)

    def undo(self, number: int, who: str, now: datetime) -> StoryEdit:
        """Put back what an edit changed; reports that came since stay where they are.

        A split is undone whole, with what came to the new story since. A merger that the machine made and a person
        undoes keeps the two stories apart.
        """
        with self._database.writing() as connection:
            leases.serialize(connection, LOCK, now)
            row = connection.execute(select(story_edits).where(story_edits.c.id == number)).first()
            if row is None:
                raise EditRefused(f"there is no edit {number}")
            _may_undo(connection, row)
            _put_back(connection, row)
            triage_rows.give_back(connection, row.id, who, now)
            recount(connection, {row.story_id, row.other_id} - {None}, now)
            undone = (
                update(story_edits).where(story_edits.c.id == number).values(undone_by=who, undone_at=now)
            )
            return edit_of(connection.execute(undone.returning(story_edits)).one())


def merge(connection: Connection, into: int, other: int, who: str, reason: str, now: datetime) -> StoryEdit:
    """Make one story part of another and write it down, in the caller's transaction. `who` is empty: the machine."""
    before = absorb(connection, into, other, who)
    recount(connection, [into, other], now)
    row = {"kind": EditKind.MERGE, "story_id": into, "other_id": other}
    edit = _write(connection, row, before, who, reason, now)
    triage_rows.absorb(connection, into, other, edit.number, who, now)
    return edit


def _place(
    connection: Connection,
    kind: EditKind,
    moved: Sequence[int],
    way: tuple[int, int],
    who: str,
    reason: str,
    now: datetime,
) -> StoryEdit:
    """Take reports from one story to another, and write it down."""
    source, target = way
    placed = take(connection, moved, target, who)
    emptied = not articles_of(connection, source)
    redirects = redirect(connection, source, target) if emptied else []
    recount(connection, way, now)
    row = {"kind": kind, "story_id": target, "other_id": source}
    edit = _write(connection, row, Before(placed, redirects), who, reason, now)
    if not emptied:
        part(connection, source, target, edit.number)
    return edit


def _write(
    connection: Connection, row: dict[str, Any], before: Before, who: str, reason: str, now: datetime
) -> StoryEdit:
    values = row | {
        "article_ids": [int(article_id) for article_id in before.placed],
        "who": who,
        "at": now,
        "reason": reason,
        "before": dataclasses.asdict(before),
    }
    return edit_of(connection.execute(insert(story_edits).values(values).returning(story_edits)).one())


def _may_undo(connection: Connection, row: Row[Any]) -> None:
    if row.undone_at is not None:
        raise EditRefused(f"edit {row.id} is undone already")
    sides = [row.story_id] + ([row.other_id] if row.other_id else [])
    touching = or_(story_edits.c.story_id.in_(sides), story_edits.c.other_id.in_(sides))
    later = select(story_edits).where(touching, story_edits.c.id > row.id, story_edits.c.undone_at.is_(None))
    for other in connection.execute(later.order_by(story_edits.c.id.desc())):
        if _builds_on(other, row):
            raise EditRefused(f"edit {other.id} builds on this one: undo that first")


def _builds_on(later: Row[Any], row: Row[Any]) -> bool:
    if EditKind.HEADLINE in (later.kind, row.kind):
        return bool(later.kind == row.kind)
    grown = row.kind == EditKind.SPLIT and later.story_id == row.story_id  # a split is undone whole
    return grown or bool(set(later.article_ids) & set(row.article_ids))


def _put_back(connection: Connection, row: Row[Any]) -> None:
    before = Before(**row.before)
    if row.kind == EditKind.HEADLINE:
        words, who = before.headline
        connection.execute(
            update(stories).where(stories.c.id == row.story_id).values(headline=words, headline_by=who)
        )
        return
    restore(connection, before.redirects)
    give_back(connection, before.placed, row.story_id, row.other_id)
    connection.execute(delete(stories_apart).where(stories_apart.c.edit_id == row.id))
    part_again(connection, before.apart)
    if row.kind == EditKind.SPLIT:
        take(connection, articles_of(connection, row.story_id), row.other_id, "")
        redirect(connection, row.story_id, row.other_id)
    if row.kind == EditKind.MERGE:
        _take_headline_back(connection, row, before)
        if not row.who:
            part(connection, row.story_id, row.other_id, row.id)


def _take_headline_back(connection: Connection, row: Row[Any], before: Before) -> None:
    """Where the merged story had brought its headline along, and nobody has set another since."""
    brought = select(stories.c.headline).where(stories.c.id == row.other_id).scalar_subquery()
    mine = (stories.c.id == row.story_id) & (stories.c.headline == brought)
    words, who = before.headline
    connection.execute(update(stories).where(mine).values(headline=words, headline_by=who))


def _standing(connection: Connection, story_id: int) -> int:
    found = root(connection, story_id)
    if found is None:
        raise EditRefused(f"there is no story {story_id}")
    return found


def _story_of(connection: Connection, article_ids: Sequence[int]) -> int:
    found = select(reports.c.story_id).where(reports.c.article_id.in_(article_ids)).distinct()
    ids: list[int] = list(connection.scalars(found))
    if len(ids) != 1:
        where = "in none yet" if not ids else f"in {len(ids)} stories"
        raise EditRefused(f"choose reports of one story: these stand {where}")
    return ids[0]


def _with_copies(connection: Connection, article_ids: Sequence[int], story_id: int) -> list[int]:
    """These reports of a story, and those that carry the same texts."""
    here = reports.c.story_id == story_id
    chosen = select(reports.c.text_id).where(here, reports.c.article_id.in_(article_ids))
    known = set(
        connection.scalars(select(reports.c.article_id).where(here, reports.c.article_id.in_(article_ids)))
    )
    if missing := sorted(set(article_ids) - known):
        raise EditRefused(f"article {missing[0]} does not stand in story {story_id}")
    if not known:
        raise EditRefused("choose at least one report")
    statement = select(reports.c.article_id).where(here, reports.c.text_id.in_(chosen))
    return list(connection.scalars(statement.order_by(reports.c.article_id)))


def _reason(reason: str) -> str:
    words = " ".join(reason.split())
    if not words:
        raise EditRefused("say why: the reason stands in the story's history")
    return words

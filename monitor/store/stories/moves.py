"""How reports change their story, and go back: what every edit of stories is made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from monitor.store.database import as_rows, insert_into
from monitor.store.stories.rows import chunks
from monitor.store.stories.tables import reports, stories, stories_apart


@dataclass(frozen=True, slots=True)
class Before:
    """What undoing an edit puts back, as a column of JSON holds it."""

    placed: Mapping[str, str]  # by article: who had placed it in the story that it left
    redirects: Sequence[int] = ()  # stories that had become part of the one that went, itself first
    apart: Sequence[
        Sequence[int]
    ] = ()  # pairs that the edit joined: the two stories, and the edit that parted them
    headline: tuple[str, str] = ("", "")  # of the story that stays: the words, and who set them


def take(connection: Connection, article_ids: Collection[int], into: int, who: str) -> dict[str, str]:
    """Put reports into a story; returns for each who had placed it where it was."""
    placed: dict[str, str] = {}
    for chunk in chunks(article_ids):
        mine = reports.c.article_id.in_(chunk)
        found = connection.execute(select(reports.c.article_id, reports.c.placed_by).where(mine))
        placed |= {str(row.article_id): row.placed_by for row in found}
        connection.execute(
            update(reports).where(mine).values(story_id=into, **({"placed_by": who} if who else {}))
        )
    return placed


def give_back(connection: Connection, placed: Mapping[str, str], out_of: int, to: int) -> None:
    """Put those of these reports that still stand in one story back into another, placed by whom they were."""
    by_person: dict[str, list[int]] = {}
    for article_id, who in placed.items():
        by_person.setdefault(who, []).append(int(article_id))
    for who, article_ids in by_person.items():
        for chunk in chunks(article_ids):
            here = reports.c.article_id.in_(chunk) & (reports.c.story_id == out_of)
            connection.execute(update(reports).where(here).values(story_id=to, placed_by=who))


def absorb(connection: Connection, into: int, other: int, who: str) -> Before:
    """Make one story part of another, with its redirects, and its headline where the other has none."""
    kept, gone = (_headline(connection, story_id) for story_id in (into, other))
    article_ids = articles_of(connection, other)
    placed = take(connection, article_ids, into, who)
    if gone[1] and not kept[1]:
        values = {"headline": gone[0], "headline_by": gone[1]}
        connection.execute(update(stories).where(stories.c.id == into).values(values))
    apart = join(connection, into, other)
    return Before(placed, redirect(connection, other, into), apart, kept)


def redirect(connection: Connection, story_id: int, into: int) -> list[int]:
    """Say what has become of a story, and of all that it had become; returns their ids."""
    mine = or_(stories.c.id == story_id, stories.c.merged_into == story_id)
    ids = list(connection.scalars(select(stories.c.id).where(mine).order_by(stories.c.id != story_id)))
    connection.execute(update(stories).where(stories.c.id.in_(ids)).values(merged_into=into))
    return ids


def restore(connection: Connection, redirects: Sequence[int]) -> None:
    """Have a story that went stand by itself again: the first of these ids, with the others pointing at it."""
    if redirects:
        story_id, *others = redirects
        connection.execute(update(stories).where(stories.c.id == story_id).values(merged_into=None))
        connection.execute(update(stories).where(stories.c.id.in_(others)).values(merged_into=story_id))


def part(connection: Connection, one: int, other: int, edit_id: int) -> None:
    """Keep two stories apart from now on."""
    row = {"one": min(one, other), "other": max(one, other), "edit_id": edit_id}
    connection.execute(insert_into(stories_apart, connection.dialect).values(row).on_conflict_do_nothing())


def join(connection: Connection, one: int, other: int) -> list[list[int]]:
    """Keep two stories, and what has become of them, apart no longer; returns the pairs that were."""
    pairs = [
        [row.one, row.other, row.edit_id]
        for row in apart(connection, [one])
        if {row.a, row.b} == {one, other}
    ]
    for first, second, _ in pairs:
        mine = (stories_apart.c.one == first) & (stories_apart.c.other == second)
        connection.execute(delete(stories_apart).where(mine))
    return pairs


def part_again(connection: Connection, pairs: Sequence[Sequence[int]]) -> None:
    rows = [dict(zip(("one", "other", "edit_id"), pair, strict=True)) for pair in pairs]
    if rows:
        connection.execute(insert(stories_apart), rows)


def apart(connection: Connection, story_ids: Sequence[int]) -> Sequence[Any]:
    """The pairs kept apart that concern these stories, or what is part of them; `a` and `b` are what they became."""
    first, second = stories.alias("first"), stories.alias("second")
    a = func.coalesce(first.c.merged_into, first.c.id)
    b = func.coalesce(second.c.merged_into, second.c.id)
    statement = (
        select(stories_apart, a.label("a"), b.label("b"))
        .join(first, first.c.id == stories_apart.c.one)
        .join(second, second.c.id == stories_apart.c.other)
    )
    these = as_rows(story_ids, connection.dialect)
    return connection.execute(statement.where(or_(a.in_(these), b.in_(these)), a != b)).all()


def articles_of(connection: Connection, story_id: int) -> list[int]:
    mine = select(reports.c.article_id).where(reports.c.story_id == story_id).order_by(reports.c.article_id)
    return list(connection.scalars(mine))


def new_story(connection: Connection, at: datetime, now: datetime) -> int:
    """The id of a story without reports."""
    row = {"first_at": at, "last_at": at, "updated_at": now}
    number: int = connection.execute(insert(stories).values(row).returning(stories.c.id)).scalar_one()
    return number


def _headline(connection: Connection, story_id: int) -> tuple[str, str]:
    row = connection.execute(
        select(stories.c.headline, stories.c.headline_by).where(stories.c.id == story_id)
    ).one()
    return row.headline, row.headline_by

"""Rows of stories, and what is counted of them, for every statement that asks for some."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, func, select, update

from monitor.model import Story
from monitor.store.stories.tables import reports, stories, texts
from monitor.store.tables import articles

_CHUNK = 500  # bound values in one IN

# A story with its lead's title, as queries ask for it.
_LEAD = articles.alias("lead")
LED = select(stories, _LEAD.c.title.label("lead_title")).outerjoin(_LEAD, _LEAD.c.id == stories.c.lead_id)


def story_of(row: Row[Any]) -> Story:
    """The story in a row of LED."""
    return Story(
        id=row.id,
        headline=row.headline or row.lead_title or "",
        headline_by=row.headline_by,
        lead_id=row.lead_id,
        first_at=row.first_at,
        last_at=row.last_at,
        reports=row.reports,
        texts=row.texts,
        outlets=row.outlets,
        first_outlet=row.first_outlet,
        updated_at=row.updated_at,
    )


def root(connection: Connection, story_id: int) -> int | None:
    """The story that one has become part of, itself where it stands by itself; None where there is none."""
    into = func.coalesce(stories.c.merged_into, stories.c.id)
    found: int | None = connection.scalar(select(into).where(stories.c.id == story_id))
    return found


def recount(connection: Connection, story_ids: Iterable[int], now: datetime | None) -> None:
    """Count stories anew from their reports, after these have changed; those without any keep their dates.

    `now` is None where nothing of it is news to readers.
    """
    for chunk in chunks(story_ids):
        counted = {row.story_id: row for row in connection.execute(_counts(chunk))}
        leads = _leads(connection, chunk)
        news = {"updated_at": now} if now else {}
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}  # with the same columns
        for story_id in chunk:
            values = _counted(counted.get(story_id)) | leads.get(story_id, {}) | news
            alike.setdefault(tuple(values), []).append(values | {"story": story_id})
        for names, rows in alike.items():
            changed = update(stories).where(stories.c.id == bindparam("story"))
            connection.execute(changed.values({name: bindparam(name) for name in names}), rows)


def chunks(ids: Iterable[int]) -> list[list[int]]:
    """The ids in order, each once, so many at a time as one statement takes."""
    ordered = sorted(set(ids))
    return [ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK)]


def _counts(story_ids: Sequence[int]) -> Any:  # noqa: ANN401  a Select of six columns
    return (
        select(
            reports.c.story_id,
            func.count().label("reports"),
            func.count(reports.c.text_id.distinct()).label("texts"),
            func.count(texts.c.outlet.distinct()).label("outlets"),
            func.min(reports.c.at).label("first_at"),
            func.max(reports.c.at).label("last_at"),
        )
        .join(texts, texts.c.id == reports.c.text_id)
        .where(reports.c.story_id.in_(story_ids))
        .group_by(reports.c.story_id)
    )


def _counted(row: Row[Any] | None) -> dict[str, Any]:
    if row is None:
        return {"reports": 0, "texts": 0, "outlets": 0, "lead_id": None, "first_outlet": ""}
    return {name: getattr(row, name) for name in ("reports", "texts", "outlets", "first_at", "last_at")}


def _leads(connection: Connection, story_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """For each story the article that leads it, and whose text was its first."""
    first = func.row_number().over(
        partition_by=reports.c.story_id, order_by=(_copies_last(), reports.c.at, reports.c.article_id)
    )
    ranked = (
        select(reports.c.story_id, reports.c.article_id, texts.c.outlet, first.label("turn"))
        .join(texts, texts.c.id == reports.c.text_id)
        .where(reports.c.story_id.in_(story_ids))
        .subquery()
    )
    found = connection.execute(select(ranked).where(ranked.c.turn == 1))
    return {row.story_id: {"lead_id": row.article_id, "first_outlet": row.outlet} for row in found}


def _copies_last() -> ColumnElement[int]:
    """An original leads, or a text whose source is not held."""
    return case((texts.c.article_id == reports.c.article_id, 0), (texts.c.article_id.is_(None), 0), else_=1)

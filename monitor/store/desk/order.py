"""The orders of the desk's list, page by page: the latest stories first, or the most important."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, null, tuple_

from monitor.store.articles.desk import Cursor
from monitor.store.stories.importance_tables import story_importance
from monitor.store.stories.stories import paged
from monitor.store.stories.tables import stories

_SCORE, _ID = story_importance.c.score, stories.c.id
_NO_SCORE = null().label("score")


def latest(
    connection: Connection,
    listed: Select[Any],
    asked: Mapping[str, Any],
    size: int,
    older_than: Cursor | None,
    newer_than: Cursor | None,
) -> list[Row[Any]]:
    """At most so many of the listed stories, the latest first; those above a place from there upwards. `asked` are the
    values that the statement asks by."""
    return list(connection.execute(paged(listed, older_than, newer_than).limit(size), asked))


def dated(row: Row[Any]) -> Cursor:
    """The place of one of these rows."""
    return Cursor(row.last_at, row.id)


def most_important(
    connection: Connection,
    listed: Select[Any],
    asked: Mapping[str, Any],
    size: int,
    older_than: Cursor | None,
    newer_than: Cursor | None,
) -> list[Row[Any]]:
    """At most so many of the listed stories, the most important first; those above a place from there upwards.

    Stories that have not been weighed yet stand below the others, the newest of them first. At most two queries.
    """
    upwards, place = newer_than is not None, newer_than or older_than
    parts = [_weighed(listed, place, upwards), _unweighed(listed, place, upwards)]
    rows: list[Row[Any]] = []
    for part in reversed(parts) if upwards else parts:
        if part is not None and len(rows) < size:
            rows += connection.execute(part.limit(size - len(rows)), asked).all()
    return rows


def ranked(row: Row[Any]) -> Cursor:
    """The place of one of these rows."""
    return Cursor(row.last_at, row.id, row.score)


def _weighed(listed: Select[Any], place: Cursor | None, upwards: bool) -> Select[Any] | None:
    if place and place.score is None and not upwards:
        return None  # all of them stand above
    # the numbers of the index itself: SQLite walks it in its order
    number = story_importance.c.story_id
    found = listed.add_columns(_SCORE).join(story_importance, number == _ID)
    if place and place.score is not None:
        here, there = tuple_(_SCORE, number), (place.score, place.article_id)
        found = found.where(here > there if upwards else here < there)
    order = (_SCORE, number) if upwards else (_SCORE.desc(), number.desc())
    return found.order_by(*order)


def _unweighed(listed: Select[Any], place: Cursor | None, upwards: bool) -> Select[Any] | None:
    if place and place.score is not None and upwards:
        return None  # all of them stand below
    found = listed.add_columns(_NO_SCORE).where(~exists().where(story_importance.c.story_id == _ID))
    if place and place.score is None:
        number = stories.c.id
        found = found.where(number > place.article_id if upwards else number < place.article_id)
    return found.order_by(_ID if upwards else _ID.desc())

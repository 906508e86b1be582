"""How each person works at the desk: the density of their rows, their keys, their shift, which story is before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, select

from monitor.store.database import Database
from monitor.store.desk.triage_tables import desk_readers, story_presence

PRESENT = timedelta(seconds=75)  # since the last sign of somebody: they say so every 30 s


@dataclass(frozen=True, slots=True)
class DeskReader:
    density: str = ""  # empty: never chosen
    keys: Mapping[str, str] = field(default_factory=dict)  # those changed, by action
    shift_from: datetime | None = None  # since when what happened is news to them; None: they never were here
    seen_at: datetime | None = None  # their last visit


_OTHERS: Select[Any] = (
    select(story_presence)
    .where(story_presence.c.user_id != bindparam("besides"), story_presence.c.at > bindparam("last"))
    .order_by(story_presence.c.name)
)
_OTHERS_AT = _OTHERS.where(story_presence.c.story_id.in_(bindparam("stories", expanding=True)))


class DeskReaders:
    """A `user_id` of 0 stands for the demo's visitors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, user_id: int) -> DeskReader:
        with self._database.reading() as connection:
            row = connection.execute(select(desk_readers).where(desk_readers.c.user_id == user_id)).first()
        return DeskReader(row.density, row.keys, row.shift_from, row.seen_at) if row else DeskReader()

    def set_density(self, user_id: int, density: str) -> None:
        self._put(user_id, {"density": density})

    def set_keys(self, user_id: int, keys: Mapping[str, str]) -> None:
        self._put(user_id, {"keys": dict(keys)})

    def visit(self, user_id: int, now: datetime, shift_from: datetime | None) -> None:
        """Remember a visit, and since when what happened is news."""
        self._put(user_id, {"seen_at": now, "shift_from": shift_from})

    def is_at(self, user_id: int, name: str, story_id: int, now: datetime) -> None:
        """Remember which story somebody has before them."""
        values = {"name": name, "story_id": story_id, "at": now}
        put = self._database.insert(story_presence).values(user_id=user_id, **values)
        with self._database.writing() as connection:
            connection.execute(put.on_conflict_do_update(index_elements=["user_id"], set_=values))

    def at(self, story_ids: Sequence[int], besides: int, now: datetime) -> dict[int, tuple[str, ...]]:
        """Who is at these stories now, by story, without one reader."""
        return self._found(_OTHERS_AT, {"stories": story_ids, "besides": besides, "last": now - PRESENT})

    def present(self, besides: int, now: datetime) -> dict[int, tuple[str, ...]]:
        """Who is at which story now, by story, without one reader."""
        return self._found(_OTHERS, {"besides": besides, "last": now - PRESENT})

    def _found(self, statement: Select[Any], asked: dict[str, Any]) -> dict[int, tuple[str, ...]]:
        found: dict[int, tuple[str, ...]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(statement, asked):
                found[row.story_id] = (*found.get(row.story_id, ()), row.name)
        return found

    def _put(self, user_id: int, values: dict[str, Any]) -> None:
        row = self._database.insert(desk_readers).values({"user_id": user_id, "keys": {}, **values})
        with self._database.writing() as connection:
            connection.execute(row.on_conflict_do_update(index_elements=["user_id"], set_=values))

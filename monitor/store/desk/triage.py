"""What the desk decides on stories: each step is written down, and whoever may decide may undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, func, or_, select

from monitor.model import Act, DeskEntry, DeskState, Do, Standing, Story
from monitor.store.database import Database
from monitor.store.desk import triage_rows, triage_verdicts
from monitor.store.desk.triage_tables import desk_entries, story_desk
from monitor.store.stories import rows as story_rows
from monitor.store.stories.tables import stories
from monitor.stories import triage

_ENTERED = stories.alias("entered")


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of undoing a batch."""

    entries: tuple[DeskEntry, ...]  # that are undone now
    kept: tuple[DeskEntry, ...]  # that stay: somebody has decided anew since


class Triage:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, story_ids: Sequence[int]) -> Mapping[int, Standing]:
        """Where these stories stand, by id; all of them."""
        with self._database.reading() as connection:
            return triage_rows.standings(connection, story_ids)

    def act(self, story_ids: Sequence[int], act: Act, who: str, now: datetime) -> list[DeskEntry]:
        """Do one thing with these stories, or with what they have become part of, in one transaction.

        Stories that stand so already, and those that are gone, are left out. Raises ActRefused; nothing is done then.
        """
        with self._database.writing() as connection:
            ids = _locked(connection, story_ids)
            found = triage_rows.standings(connection, ids)
            steps = {story_id: (one, triage.after(one, act, who, now)) for story_id, one in found.items()}
            moved = {
                number: step for number, step in steps.items() if act.do is Do.NOTE or step[0] != step[1]
            }
            return triage_rows.write(connection, moved, act, who, now)

    def judge(self, story_ids: Sequence[int], act: Act, who: str, now: datetime) -> list[DeskEntry]:
        """Say of these stories that they carry a topic, or do not: a verdict on each report that was found to.

        Stories of which no report was found to are left out, and so are those judged so already.
        """
        with self._database.writing() as connection:
            ids = _locked(connection, story_ids)
            judged = [one for one in ids if triage_verdicts.give(connection, one, act, who, now)]
            same = {
                one: (standing, standing)
                for one, standing in triage_rows.standings(connection, judged).items()
            }
            return triage_rows.write(connection, same, act, who, now)

    def undo(self, batch: int, who: str, now: datetime) -> Undone:
        """Undo what was done at once; what has been decided anew since stays as it is."""
        mine = (desk_entries.c.batch == batch) & desk_entries.c.undone_at.is_(None)
        with self._database.writing() as connection:
            rows = connection.execute(select(desk_entries).where(mine).order_by(desk_entries.c.id)).all()
            _locked(connection, [row.story_id for row in rows])
            entries = [triage_rows.entry_of(row) for row in rows]
            done = [_take_back(connection, entry, who, now) for entry in entries]
        return Undone(
            tuple(entry for entry, undone in zip(entries, done, strict=True) if undone),
            tuple(entry for entry, undone in zip(entries, done, strict=True) if not undone),
        )

    def batch(self, batch: int) -> list[DeskEntry]:
        """What was done at once, undone or not."""
        with self._database.reading() as connection:
            rows = connection.execute(select(desk_entries).where(desk_entries.c.batch == batch)).all()
        return [triage_rows.entry_of(row) for row in rows]

    def since(self, when: datetime, besides: str, limit: int) -> list[tuple[DeskEntry, Story]]:
        """What others than this person decided after that moment and still stands, the latest first."""
        asked = {"when": when, "besides": besides, "most": limit}
        with self._database.reading() as connection:
            rows = connection.execute(_SINCE, asked).all()
            led = story_rows.LED.where(stories.c.id.in_({row.root for row in rows}))
            found = {row.id: story_rows.story_of(row) for row in connection.execute(led)}
        return [(triage_rows.entry_of(row), found[row.root]) for row in rows]

    def owned(self) -> dict[str, int]:
        """How many stories that are assigned each owner has."""
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(_OWNED)}

    def history(self, story_id: int) -> list[DeskEntry]:
        """Every step on a story and on those that have become part of it, the latest first."""
        whole = select(stories.c.id).where(or_(stories.c.id == story_id, stories.c.merged_into == story_id))
        statement = select(desk_entries).where(desk_entries.c.story_id.in_(whole))
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(desk_entries.c.id.desc())).all()
        return [triage_rows.entry_of(row) for row in rows]


# Asked by every page of the desk: to put them together takes longer than to run them.
_SINCE = (
    select(desk_entries, func.coalesce(_ENTERED.c.merged_into, _ENTERED.c.id).label("root"))
    .join(_ENTERED, _ENTERED.c.id == desk_entries.c.story_id)
    .where(
        desk_entries.c.at > bindparam("when"),
        desk_entries.c.who != bindparam("besides"),
        desk_entries.c.undone_at.is_(None),
    )
    .order_by(desk_entries.c.id.desc())
    .limit(bindparam("most", type_=Integer()))
)
_OWNED = (
    select(story_desk.c.owner, func.count())
    .join(stories, stories.c.id == story_desk.c.story_id)
    .where(story_desk.c.state == DeskState.ASSIGNED, story_desk.c.owner != "", stories.c.reports > 0)
    .group_by(story_desk.c.owner)
    .order_by(story_desk.c.owner)
)


def _take_back(connection: Connection, entry: DeskEntry, who: str, now: datetime) -> bool:
    if entry.do in (Do.RIGHT, Do.WRONG):
        triage_verdicts.take_back(connection, entry, who, now)
    return triage_rows.take_back(connection, entry, who, now)


def _locked(connection: Connection, story_ids: Sequence[int]) -> list[int]:
    """The stories that these are or have become part of: nobody else decides on them meanwhile."""
    root = func.coalesce(stories.c.merged_into, stories.c.id)
    ids = set(connection.scalars(select(root).where(stories.c.id.in_(story_ids))))
    locked = select(stories.c.id).where(stories.c.id.in_(ids)).order_by(stories.c.id).with_for_update()
    return list(connection.scalars(locked))

"""Standings as rows, for every statement that reads or changes some."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from monitor.model import Act, DeskEntry, DeskState, Do, Snooze, Standing
from monitor.store.database import insert_into
from monitor.store.desk.triage_tables import desk_entries, story_desk, story_tags
from monitor.stories import triage

_STANDING = TypeAdapter(Standing)


STANDING = ("state", "reason", "owner", "snoozed_at", "snoozed_until", "to_digest")  # the columns that say it

_THESE: BindParameter[Sequence[int]] = bindparam("stories", expanding=True)
_OF_TAGS = select(story_tags).where(story_tags.c.story_id.in_(_THESE)).order_by(story_tags.c.tag)
_STANDINGS = select(story_desk).where(story_desk.c.story_id.in_(_THESE))


def standings(connection: Connection, story_ids: Sequence[int]) -> dict[int, Standing]:
    """Where these stories stand, by id; all of them. Two queries."""
    tagged = tags(connection, story_ids)
    rows = connection.execute(_STANDINGS, {"stories": story_ids})
    found = {row.story_id: standing_of(row, tagged.get(row.story_id, ())) for row in rows}
    return {story_id: found.get(story_id, Standing()) for story_id in story_ids}


def tags(connection: Connection, story_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of these stories, by id; those without any are missing."""
    found: dict[int, tuple[str, ...]] = {}
    for story_id, tag in connection.execute(_OF_TAGS, {"stories": story_ids}):
        found[story_id] = (*found.get(story_id, ()), tag)
    return found


def put(connection: Connection, story_id: int, standing: Standing) -> None:
    """Have a story stand so."""
    snooze = standing.snooze
    values = {
        "state": standing.state,
        "reason": standing.reason,
        "owner": standing.owner,
        "snoozed_at": snooze.since if snooze else None,
        "snoozed_until": snooze.until if snooze else None,
        "to_digest": standing.to_digest,
    }
    row = insert_into(story_desk, connection.dialect).values(story_id=story_id, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["story_id"], set_=values))
    connection.execute(delete(story_tags).where(story_tags.c.story_id == story_id))
    if standing.tags:
        connection.execute(insert(story_tags), [{"story_id": story_id, "tag": tag} for tag in standing.tags])


def write(
    connection: Connection,
    steps: Mapping[int, tuple[Standing, Standing]],
    act: Act,
    who: str,
    now: datetime,
    edit_id: int | None = None,
) -> list[DeskEntry]:
    """Write down what was done at once, by story the standing before and after it, and let it hold."""
    rows = [
        {
            "story_id": story_id,
            "do": act.do,
            "text": act.text,
            "before": _STANDING.dump_python(before, mode="json"),
            "after": _STANDING.dump_python(after, mode="json"),
            "who": who,
            "at": now,
            "edit_id": edit_id,
        }
        for story_id, (before, after) in steps.items()
    ]
    if not rows:
        return []
    numbers = [
        connection.execute(insert(desk_entries).values(row).returning(desk_entries.c.id)).scalar_one()
        for row in rows
    ]
    for story_id, (before, after) in steps.items():
        if before != after:
            put(connection, story_id, after)
    mine = desk_entries.c.id.in_(numbers)
    connection.execute(update(desk_entries).where(mine).values(batch=min(numbers)))
    return [entry_of(row) for row in connection.execute(select(desk_entries).where(mine))]


def absorb(connection: Connection, into: int, other: int, edit_id: int, who: str, now: datetime) -> None:
    """Of two stories that become one the stronger standing holds; the one that goes keeps its own for an undo."""
    found = standings(connection, [into, other])
    before, brought = found[into], found[other]
    after = triage.stronger(before, brought)
    if after != before:
        write(connection, {into: (before, after)}, Act(Do.MERGE, str(other)), who, now, edit_id)


def give_back(connection: Connection, edit_id: int, who: str, now: datetime) -> None:
    """Take back what a merger brought along, unless somebody has decided anew since."""
    row = connection.execute(select(desk_entries).where(desk_entries.c.edit_id == edit_id)).first()
    if row is not None and row.undone_at is None:
        take_back(connection, entry_of(row), who, now)


def take_back(connection: Connection, entry: DeskEntry, who: str, now: datetime) -> bool:
    """Undo one entry. False: what it changed has been changed again since, and stays."""
    current = standings(connection, [entry.story_id])[entry.story_id]
    restored = triage.taken_back(current, entry.before, entry.after)
    if restored is None:
        return False
    if restored != current:
        put(connection, entry.story_id, restored)
    undone = update(desk_entries).where(desk_entries.c.id == entry.number)
    connection.execute(undone.values(undone_by=who, undone_at=now))
    return True


def entry_of(row: Row[Any]) -> DeskEntry:
    return DeskEntry(
        number=row.id,
        batch=row.batch,
        story_id=row.story_id,
        do=Do(row.do),
        text=row.text,
        before=_STANDING.validate_python(row.before),
        after=_STANDING.validate_python(row.after),
        who=row.who,
        at=row.at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
    )


def standing_of(row: Row[Any], tags: tuple[str, ...]) -> Standing:
    """Where a story stands by the columns STANDING, all of them none where nobody has decided on it."""
    return Standing(
        state=DeskState(row.state) if row.state else DeskState.NEW,
        reason=row.reason or "",
        owner=row.owner or "",
        tags=tags,
        snooze=Snooze(row.snoozed_at, row.snoozed_until) if row.snoozed_at else None,
        to_digest=bool(row.to_digest),
    )

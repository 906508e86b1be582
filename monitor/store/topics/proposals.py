"""What learning from verdicts would change, and which of it was taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, func, insert, select, update

from monitor.store.database import Database
from monitor.store.topics.verdict_tables import proposals
from monitor.topics.measuring.proposal import Change

_CHANGE = TypeAdapter(Change)


class ProposalState(StrEnum):
    READY = "ready"  # to be looked at, and taken
    REFUSED = "refused"  # the quality would fall
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A model that has learnt from every verdict up to one, beside the one in use."""

    number: int
    made_at: datetime
    taught_up_to: int  # number of the last verdict that it knows
    change: Change
    state: ProposalState
    decided_by: str
    decided_at: datetime | None


class Proposals:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, now: datetime, taught_up_to: int, change: Change) -> Proposal:
        """Keep a proposal: refused where the quality would fall, else ready to be taken."""
        state = ProposalState.REFUSED if change.compared.falls else ProposalState.READY
        row = {
            "made_at": now,
            "taught_up_to": taught_up_to,
            "body": _CHANGE.dump_python(change, mode="json"),
            "state": state,
        }
        with self._database.writing() as connection:
            added = connection.execute(insert(proposals).values(row).returning(proposals)).one()
        return _proposal(added)

    def latest(self) -> Proposal | None:
        with self._database.reading() as connection:
            row = connection.execute(select(proposals).order_by(proposals.c.id.desc()).limit(1)).first()
        return _proposal(row) if row else None

    def taught_up_to(self) -> int:
        """The number of the last verdict that the model in use is to know; 0: it knows none."""
        taken = select(func.max(proposals.c.taught_up_to)).where(proposals.c.state == ProposalState.TAKEN)
        with self._database.reading() as connection:
            return connection.scalar(taken) or 0

    def take(self, number: int, who: str, now: datetime) -> bool:
        """Have the classifier learn what this one knows. False: it is refused, taken already, or not the latest."""
        latest = select(func.max(proposals.c.id)).scalar_subquery()
        mine = (
            (proposals.c.id == number)
            & (proposals.c.id == latest)
            & (proposals.c.state == ProposalState.READY)
        )
        values = {"state": ProposalState.TAKEN, "decided_by": who, "decided_at": now}
        with self._database.writing() as connection:
            return connection.execute(update(proposals).where(mine).values(values)).rowcount == 1


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        number=row.id,
        made_at=row.made_at,
        taught_up_to=row.taught_up_to,
        change=_CHANGE.validate_python(row.body),
        state=ProposalState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )

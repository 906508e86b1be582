"""The ledger: what came of each poll that changed something or failed, and what is known of any address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from monitor.model import Lease, PollOutcome, Reason
from monitor.store.articles import lookup, traces
from monitor.store.articles.lookup import Known
from monitor.store.articles.traces import ArticleTrace
from monitor.store.database import Database
from monitor.store.tables import polls

KEPT = timedelta(days=90)

_REPEATED = timedelta(days=1)  # between two rows for one and the same failure
_CHUNK = 1_000  # rows deleted in one transaction: polls must not wait long for it
_NEWS = {"new": "new", "changed": "edited", "elsewhere": "known already", "reissued": "re-issued"}


@dataclass(frozen=True, slots=True)
class PollRow:
    """A poll as the ledger holds it; a hub's push counts as one."""

    at: datetime
    reason: Reason | None
    detail: str
    entries: int
    new: int
    changed: int
    elsewhere: int
    reissued: int
    left_out: int

    @property
    def sentence(self) -> str:
        """What came of it, in words."""
        if self.reason is not None:
            return f"Failed: {self.reason.sentence}" + (f" ({self.detail})." if self.detail else ".")
        news = [f"{getattr(self, name):,} {word}" for name, word in _NEWS.items() if getattr(self, name)]
        if not news:
            return "Answered again."
        of = f", of {self.entries:,} entries" if self.entries else ""
        lost = f"; {self.left_out:,} left out: empty, or double" if self.left_out else ""
        return f"{', '.join(news)}{of}{lost}."


class Ledger:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, text: str) -> Known:
        """What is known by an address of a feed or an article, an entry's id, an article's number or words."""
        with self._database.reading() as connection:
            return lookup.of(connection, text)

    def article(self, article_id: int) -> ArticleTrace | None:
        """All that became of one article."""
        with self._database.reading() as connection:
            return traces.of_article(connection, article_id)

    def polls(self, feed_id: int, limit: int) -> list[PollRow]:
        """A feed's latest polls that changed something or failed, the latest first."""
        statement = select(polls).where(polls.c.feed_id == feed_id)
        statement = statement.order_by(polls.c.at.desc(), polls.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_poll_row(row) for row in connection.execute(statement)]

    def new_by_day(self, feed_id: int, since: datetime) -> Mapping[date, int]:
        """How many new articles a feed has brought on each day (UTC) after `since`; days without any are missing."""
        statement = select(polls.c.at, polls.c.new).where(
            polls.c.feed_id == feed_id, polls.c.at > since, polls.c.new > 0
        )
        found: dict[date, int] = {}
        with self._database.reading() as connection:
            for at, new in connection.execute(statement):
                found[at.date()] = found.get(at.date(), 0) + new
        return found

    def forget(self, before: datetime) -> int:
        """Delete what is older, in small transactions; returns how many rows there were."""
        old = select(polls.c.id).where(polls.c.at < before).order_by(polls.c.at).limit(_CHUNK)
        total = 0
        while True:
            with self._database.writing() as connection:
                deleted = connection.execute(delete(polls).where(polls.c.id.in_(old))).rowcount
            total += deleted
            if deleted < _CHUNK:
                return total


def note(connection: Connection, recorded: Iterable[tuple[Lease, PollOutcome]]) -> None:
    """Write down those polls that say something, inside the caller's transaction.

    That is news of any kind, a failure that is new, and the first good answer after one. The same failure again is
    written down once a day.
    """
    recorded = [(lease, outcome) for lease, outcome in recorded if _says_something(lease, outcome)]
    repeated = [lease.feed_id for lease, outcome in recorded if _is_repeated(lease, outcome)]
    written = _last_written(connection, repeated) if repeated else {}
    rows = [
        _row(lease.feed_id, outcome, outcome.polling.last_polled_at)
        for lease, outcome in recorded
        if not _is_repeated(lease, outcome) or _is_time_again(outcome, written.get(lease.feed_id))
    ]
    if rows:
        connection.execute(insert(polls), rows)


def note_push(connection: Connection, feed_id: int, outcome: PollOutcome, at: datetime) -> None:
    """Write down what a hub's push brought, if it brought anything."""
    row = _row(feed_id, outcome, at)
    if any(row[name] for name in _NEWS):
        connection.execute(insert(polls), [row | {"reason": None, "detail": ""}])


def _says_something(lease: Lease, outcome: PollOutcome) -> bool:
    if outcome.polling.last_polled_at is None:
        return False
    row = _row(lease.feed_id, outcome, outcome.polling.last_polled_at)
    failed = outcome.polling.reason is not None or lease.polling.reason is not None
    return failed or any(row[name] for name in _NEWS)


def _is_repeated(lease: Lease, outcome: PollOutcome) -> bool:
    return outcome.polling.reason is not None and outcome.polling.reason is lease.polling.reason


def _is_time_again(outcome: PollOutcome, written: datetime | None) -> bool:
    now = outcome.polling.last_polled_at
    return now is not None and (written is None or now - written >= _REPEATED)


def _last_written(connection: Connection, feed_ids: Sequence[int]) -> dict[int, datetime]:
    statement = select(polls.c.feed_id, func.max(polls.c.at)).group_by(polls.c.feed_id)
    rows = connection.execute(statement.where(polls.c.feed_id.in_(feed_ids)))
    return {row[0]: row[1] for row in rows}


def _row(feed_id: int, outcome: PollOutcome, at: datetime | None) -> dict[str, Any]:
    return {
        "feed_id": feed_id,
        "at": at,
        "reason": outcome.polling.reason,
        "detail": outcome.polling.detail,
        "entries": outcome.entries,
        "new": len(outcome.new),
        "changed": len(outcome.changed),
        "elsewhere": len(outcome.elsewhere),
        "reissued": len(outcome.reissued),
        "left_out": outcome.left_out,
    }


def _poll_row(row: Row[Any]) -> PollRow:
    reason = Reason(row.reason) if row.reason else None
    counts = (row.new, row.changed, row.elsewhere, row.reissued, row.left_out)
    return PollRow(row.at, reason, row.detail, row.entries, *counts)

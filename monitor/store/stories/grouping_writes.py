"""What the grouping of articles into stories writes: one batch, one transaction."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from monitor.store import leases
from monitor.store.database import Database
from monitor.store.stories import edits as story_edits
from monitor.store.stories import shelf
from monitor.store.stories.grouping import Edits, carriers_of, edits
from monitor.store.stories.moves import redirect
from monitor.store.stories.rows import recount
from monitor.store.stories.tables import reports, stories, term_counts, texts
from monitor.store.tables import articles
from monitor.stories.copies.origin import origin
from monitor.stories.grouping.batch import Grouped
from monitor.stories.grouping.gist import VERSION
from monitor.stories.grouping.shelf import Arrival

LEASE = "grouping"

Arrivals = Mapping[int, Arrival]  # by article


class GroupingWrites:
    """Each method is one transaction, and does nothing where the lease is lost or stories were edited since `seen`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, token: str, arrived: Arrivals, grouped: Grouped, seen: Edits, now: datetime) -> bool:
        """Store where articles belong. Those that are gone, or were edited since they were read, are left out."""
        with self._database.writing() as connection:
            if not _may(connection, token, seen, now):
                return False
            unchanged = _unchanged(connection, arrived)
            for one in grouped.merged:
                into, other = int(one.into[1:]), int(one.other[1:])
                story_edits.merge(connection, into, other, "", one.why, now)
            _Placing(connection, unchanged, grouped, now).run()
        return True

    def reread(self, token: str, arrived: Arrivals, seen: Edits, now: datetime) -> bool:
        """Store what edited articles say now; each stays in its story."""
        with self._database.writing() as connection:
            if not _may(connection, token, seen, now):
                return False
            unchanged = _unchanged(connection, arrived)
            _update(connection, [_read(article_id, one) for article_id, one in unchanged.items()])
            shelf.put(connection, unchanged)
            mine = select(reports.c.text_id, reports.c.story_id).where(reports.c.article_id.in_(unchanged))
            rows = connection.execute(mine).all()
            _tell_origins(connection, {row.text_id for row in rows})
            recount(connection, {row.story_id for row in rows}, now)
        return True

    def settle_keys(self, token: str, now: datetime) -> bool:
        """Have some of the keys that wait take their places; returns whether more of them are to."""
        with self._database.writing() as connection:
            return leases.renewed(connection, LEASE, token, now) and shelf.settle(connection)

    def count(self, counts: bytes) -> None:
        """Keep how often words stood in reports, as monitor.stories.grouping.term_counts packs it."""
        values = {"id": 1, "body": counts}
        statement = self._database.insert(term_counts).values(values)
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def _may(connection: Connection, token: str, seen: Edits, now: datetime) -> bool:
    leases.serialize(connection, story_edits.LOCK, now)
    return leases.renewed(connection, LEASE, token, now) and edits(connection) == seen


def _unchanged(connection: Connection, arrived: Arrivals) -> Arrivals:
    """Those that still say what was read."""
    statement = select(articles.c.id, articles.c.content_hash, articles.c.content)  # a page read is no edit
    said = {
        row.id: (row.content_hash, row.content)
        for row in connection.execute(statement.where(articles.c.id.in_(arrived)))
    }
    return {
        article_id: one
        for article_id, one in arrived.items()
        if said.get(article_id) == (one.article.content_hash, one.article.content)
    }


class _Placing:
    """Writes where articles go."""

    def __init__(self, connection: Connection, arrived: Arrivals, grouped: Grouped, now: datetime) -> None:
        self._connection = connection
        self._arrived = arrived
        self._placed = [one for one in grouped.placed if int(one.article) in arrived]
        self._now = now
        own = select(reports.c.article_id, reports.c.story_id, reports.c.text_id).where(
            reports.c.article_id.in_(arrived)
        )
        self._own = {row.article_id: (row.story_id, row.text_id) for row in connection.execute(own)}

    def run(self) -> None:
        story_ids = self._ids(0, {one.story: one.article for one in self._placed})
        text_ids = self._ids(1, {one.text: one.article for one in self._placed})
        rows = [
            {
                **_read(int(one.article), self._arrived[int(one.article)]),
                "story_id": story_ids[one.story],
                "text_id": text_ids[one.text],
                "why": one.why,
            }
            for one in self._placed
        ]
        again = [row for row in rows if row["article_id"] in self._own]
        new = [row | {"grouped_at": self._now} for row in rows if row["article_id"] not in self._own]
        _update(self._connection, again)
        if new:
            self._connection.execute(insert(reports), new)
        shelf.put(self._connection, self._arrived)
        _tell_origins(self._connection, text_ids.values())
        self._leave(again)
        recount(self._connection, {row["story_id"] for row in rows}, self._now)

    def _ids(self, kind: int, first: Mapping[str, str]) -> dict[str, int]:
        """The ids of stories (kind 0) or texts (1) by name: of stored ones, of an article's own, or of new ones."""
        found = {name: int(name[1:]) for name in first if not name.isdigit()}
        found |= {
            name: self._own[int(name)][kind] for name in first if name.isdigit() and int(name) in self._own
        }
        new = [name for name in first if name not in found]
        if new:
            rows = [self._new_row(kind, int(first[name])) for name in new]
            table = (stories, texts)[kind]
            made = insert(table).returning(table.c.id, sort_by_parameter_order=True)
            found |= dict(zip(new, self._connection.scalars(made, rows), strict=True))
        return found

    def _new_row(self, kind: int, article_id: int) -> dict[str, Any]:
        """What a story or a text begins as; both are counted and told as soon as their reports are there."""
        carrier = self._arrived[article_id].gist.carrier
        if kind:
            return {"outlet": carrier.outlet, "article_id": article_id, "sure": 1.0, "why": ""}
        return {"first_at": carrier.at, "last_at": carrier.at, "updated_at": self._now}

    def _leave(self, again: Iterable[Mapping[str, Any]]) -> None:
        """Say of stories that an article has left where it went: it stood there alone."""
        for row in again:
            former_story, former_text = self._own[row["article_id"]]
            if former_story != row["story_id"]:
                redirect(self._connection, former_story, row["story_id"])
                recount(self._connection, [former_story], self._now)
            if former_text != row["text_id"]:
                carried = select(reports.c.article_id).where(reports.c.text_id == former_text).exists()
                self._connection.execute(delete(texts).where(texts.c.id == former_text, ~carried))


def _read(article_id: int, arrival: Arrival) -> dict[str, Any]:
    """What was read in an article, as its row has it."""
    carrier = arrival.gist.carrier
    return {
        "article_id": article_id,
        "at": carrier.at,
        "read_by": VERSION,
        "length": carrier.length,
        "credit": dataclasses.asdict(carrier.credit) if carrier.credit else None,
        "told": [[fact.kind, fact.key, fact.text] for fact in arrival.gist.told],
        "features": arrival.features,
    }


def _update(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        values = {name: value for name, value in row.items() if name != "article_id"}
        connection.execute(update(reports).where(reports.c.article_id == row["article_id"]).values(values))


def _tell_origins(connection: Connection, text_ids: Iterable[int]) -> None:
    """Say anew whose texts these are, by all who carry them."""
    rows = []
    for text_id, carriers in carriers_of(connection, set(text_ids)).items():
        found = origin(carriers)
        held = int(found.id) if found.id else None
        rows.append(
            {
                "text": text_id,
                "outlet": found.outlet,
                "article_id": held,
                "sure": found.sure,
                "why": found.why,
            }
        )
    if rows:
        names = ("outlet", "article_id", "sure", "why")
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        connection.execute(update(texts).where(texts.c.id == bindparam("text")).values(values), rows)

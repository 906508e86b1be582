"""By what reports find one another: keys that lead to the latest of them, in two tables.

The keys of a batch lie all over the large table, and each page that they touch is written whole. So they wait in a
small one, as in the pending list of PostgreSQL's GIN indexes, and take their places by the thousand, in their order.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from sqlalchemy import (
    CompoundSelect,
    Connection,
    Select,
    Table,
    Text,
    cast,
    delete,
    func,
    select,
    true,
    union,
)

from monitor.store.database import as_rows, as_table, insert_into
from monitor.store.stories.tables import pending_keys, report_keys
from monitor.stories.grouping.shelf import Arrival, Held, places

_PENDING = 200_000  # keys from which on they are settled: those of some 5,000 articles
_SETTLED = 20_000  # of them in one transaction: what others would write waits for it


def held(connection: Connection, keys: Collection[int], first: int) -> Held:
    """The reports from this number on to which each of these keys leads. One read again may stand there twice."""
    found = _written(connection, report_keys, keys, first)
    for key, written in _written(connection, pending_keys, keys, first).items():
        found[key] = f"{found[key]},{written}" if key in found else written
    return {key: np.fromstring(written, np.intp, sep=",") for key, written in found.items()}


def leading(keys: Collection[int]) -> CompoundSelect[tuple[int, int]]:
    """Each of these keys with each article to which it leads."""
    return union(  # not all: one read again may stand in both tables
        *(
            select(table.c.key, table.c.article_id).where(table.c.key.in_(keys))
            for table in (report_keys, pending_keys)
        )
    )


def put(connection: Connection, arrived: Mapping[int, Arrival]) -> None:
    """Have the keys of these articles lead to them."""
    rows = as_table(places(arrived), pending_keys.c.keys(), connection.dialect)
    # Without a condition SQLite would take ON CONFLICT for a join's.
    _take(connection, select(rows).where(true()), pending_keys)


def are_due(connection: Connection) -> bool:
    """Whether so many keys wait that it pays to settle them."""
    waiting = connection.scalar(select(func.count()).select_from(pending_keys)) or 0
    return waiting >= _PENDING


def settle(connection: Connection) -> bool:
    """Have some `_SETTLED` of the keys that wait take their places, in their order; returns whether more do."""
    last = connection.scalar(
        select(pending_keys.c.key).order_by(pending_keys.c.key).offset(_SETTLED).limit(1)
    )
    first = true() if last is None else pending_keys.c.key <= last
    _take(connection, select(pending_keys).where(first).order_by(*pending_keys.primary_key), report_keys)
    connection.execute(delete(pending_keys).where(first))
    return last is not None


def _take(connection: Connection, rows: Select[Any], table: Table) -> None:
    """Write keys down in a table, in the order given: those that are neighbours there are written together."""
    statement = insert_into(table, connection.dialect).from_select(table.c.keys(), rows)
    latest = {"article_id": statement.excluded.article_id}
    connection.execute(statement.on_conflict_do_update(index_elements=table.primary_key, set_=latest))


def _written(connection: Connection, table: Table, keys: Collection[int], first: int) -> dict[int, str]:
    """The numbers of the articles under each key from one on, with commas between them."""
    # At the keys of a report stand half a thousand others: as text they cost less than as rows.
    numbers = func.aggregate_strings(cast(table.c.article_id, Text), ",")
    asked = table.c.key.in_(as_rows(keys, connection.dialect)) & (table.c.article_id >= first)
    rows = connection.execute(select(table.c.key, numbers).where(asked).group_by(table.c.key))
    return dict(rows.all())

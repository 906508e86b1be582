"""Looking after a SQLite file: is it sound, and a copy of it while it is in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

from monitor.store.database import Database


class NotSqliteError(Exception):
    """The database is a server with tools of its own."""


def faults(database: Database) -> list[str]:
    """Damage found in the file, one sentence each. Raises NotSqliteError."""
    with closing(sqlite3.connect(_file(database))) as connection:
        damage = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = connection.execute("PRAGMA foreign_key_check")
        return damage + [f"{row[0]}: row {row[1]} refers to nothing" for row in orphans]


def backup(database: Database, target: Path) -> None:
    """Copy the database, whole and consistent, to `target`; half a copy never bears that name.

    Raises NotSqliteError, and FileExistsError where `target` is there already.
    """
    source_file = _file(database)
    if target.exists():
        raise FileExistsError(17, "exists already: name a new file", str(target))
    part = target.with_name(target.name + ".part")
    with closing(sqlite3.connect(source_file)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
    part.rename(target)


def _file(database: Database) -> Path:
    url = database.engine.url
    if url.get_backend_name() != "sqlite":
        raise NotSqliteError("the database is PostgreSQL: use its own tools (pg_dump, pg_amcheck)")
    return Path(url.database or "")

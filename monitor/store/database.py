"""One database behind the whole store: SQLite in a file, or PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    Dialect,
    Engine,
    Select,
    Subquery,
    Table,
    cast,
    column,
    create_engine,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


class Database:
    """Connections to `url`, for reading and for writing; safe to share among threads."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(writing=True)
        self._shared = ContextVar[_Shared | None]("shared", default=None)

    @property
    def dialect(self) -> Dialect:
        return self.engine.dialect

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a read transaction: one consistent picture."""
        shared = self._shared.get()
        if shared is None:
            with self.engine.begin() as connection:
                yield connection
            return
        try:
            yield shared.connection()
        except BaseException:
            shared.end()  # PostgreSQL takes no more questions after an error
            raise

    @contextmanager
    def reading_together(self) -> Iterator[None]:
        """Have everything that this thread reads inside the block be of one picture, in one transaction. What it writes
        meanwhile is in what it reads after that."""
        shared = _Shared(self.engine)
        token = self._shared.set(shared)
        try:
            yield
        finally:
            self._shared.reset(token)
            shared.end()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a write transaction, committed at the end of the block, rolled back on an error."""
        try:
            with self._writer.begin() as connection:
                yield connection
        finally:
            if shared := self._shared.get():
                shared.end()

    def insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        """An INSERT with this database's ON CONFLICT."""
        return insert_into(table, self.dialect)

    def close(self) -> None:
        self.engine.dispose()


class _Shared:
    """A read transaction of many parts; it begins when it is first needed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def connection(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        return self._connection

    def end(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def insert_into(table: Table, dialect: Dialect) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that knows ON CONFLICT; both databases spell it alike."""
    if dialect.name == "sqlite":
        return sqlite.insert(table)
    # Imported here: it brings every driver there is, which short commands would wait for.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def as_rows(numbers: Iterable[int], dialect: Dialect) -> Select[int]:
    """Numbers as one bound value: a database takes only so many, and to write thousands down takes longer than to look
    them up."""
    unpack = func.json_each if dialect.name == "sqlite" else func.json_array_elements_text
    each = unpack(literal(list(numbers), JSON)).table_valued("value")
    return select(cast(each.c.value, BigInteger))


def as_table(rows: Sequence[Sequence[int]], names: Sequence[str], dialect: Dialect) -> Subquery:
    """Rows of numbers as one bound value, in columns of these names: written down one by one, each number would be
    handled several times before the database had it."""
    unpack = func.json_each if dialect.name == "sqlite" else func.json_array_elements
    each = unpack(literal(rows, JSON)).table_valued(column("value", JSON))
    numbers = [cast(each.c.value[at].as_string(), BigInteger) for at in range(len(names))]
    return select(*[number.label(name) for number, name in zip(numbers, names, strict=True)]).subquery()


def _engine(url: str) -> Engine:
    engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # we write BEGIN ourselves
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",  # in WAL a crash of the program loses nothing
        "foreign_keys = ON",
        "busy_timeout = 30000",
        "cache_size = -4000",  # of each connection: more made nothing faster, and a desk holds ten
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail at once where another one writes.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

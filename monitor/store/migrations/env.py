"""Runs the migrations on the database that monitor.store.migrate hands over."""

from alembic import context

from monitor.store.database import Database
from monitor.store.tables import metadata


def include(_object: object, name: str | None, _kind: str, _reflected: bool, _other: object) -> bool:
    """Leave the full-text index alone: it is no table of the metadata."""
    return not (name or "").startswith("article_search")


def run() -> None:
    database: Database = context.config.attributes["database"]
    sqlite = database.dialect.name == "sqlite"
    with database.engine.connect() as connection:
        if sqlite:
            # A batch change rebuilds the table: with foreign keys on, ON DELETE CASCADE would empty its children.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            include_object=include,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            if broken:
                raise RuntimeError(f"the migration left rows that refer to nothing: {broken[:3]}")


run()

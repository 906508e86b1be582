"""Bring a database to the newest form of its tables."""

from pathlib import Path

from sqlalchemy import inspect, text

from monitor.store.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was written by a newer version of the product."""


def upgrade(database: Database) -> None:
    """Run the migrations that are missing. Raises NewerDatabaseError where the database is ahead of us."""
    present, known = revision(database), _revisions()
    if present is not None and present not in known:
        raise NewerDatabaseError(
            f"the database {database.engine.url.render_as_string()} is at {present}, "
            "which this version does not know: install the newer Wiredesk again, or restore a backup made by this one"
        )
    if present != known[-1]:
        _run(database)


def revision(database: Database) -> str | None:
    """The migration that the database stands at; None for an empty one."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _revisions() -> list[str]:
    """Every migration there is, the newest last: their files begin with a number that counts up."""
    return sorted(path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def _run(database: Database) -> None:
    # Imported here: it takes long, and a database is at the newest form nearly always.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    config.attributes["database"] = database
    command.upgrade(config, "head")

"""Bring a database to the newest form of its tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from monitor.store.database import Database

_SCRIPTS = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was written by a newer version of the product."""


def upgrade(database: Database) -> None:
    """Run the migrations that are missing. Raises NewerDatabaseError where the database is ahead of us."""
    config = _config()
    present = revision(database)
    if present is not None and present not in _known(config):
        raise NewerDatabaseError(
            f"the database {database.engine.url.render_as_string()} is at {present}, which this version does not know: "
            "install the newer Wiredesk again, or restore a backup made by this one"
        )
    config.attributes["database"] = database
    command.upgrade(config, "head")


def revision(database: Database) -> str | None:
    """The migration that the database stands at; None for an empty one."""
    with database.reading() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def _known(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}

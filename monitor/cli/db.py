"""`wiredesk db`: look after the database."""

from pathlib import Path

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.store import upkeep
from monitor.store.migrate import revision


@click.group()
def db() -> None:
    """Upgrade, check and back up the database."""


@db.command(epilog="Example: wiredesk db upgrade")
@pass_context
def upgrade(context: Context) -> None:
    """Bring the tables to the form that this version needs. (Every start does so too.)"""
    with context.installation() as installation:
        click.echo(f"The database is at {revision(installation.store.database)}.")


@db.command(epilog="Example: wiredesk db check")
@pass_context
def check(context: Context) -> None:
    """Look for damage. Exit code 1 if there is any."""
    with context.installation() as installation:
        try:
            faults = upkeep.faults(installation.store.database)
        except upkeep.NotSqliteError as error:
            raise Refused(str(error)) from None
    if faults:
        raise Refused("\n".join(f"{fault}: restore a backup" for fault in faults))
    click.echo("The database is sound.")


@db.command(epilog="Example: wiredesk db backup /backups/wiredesk-monday.db")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_context
def backup(context: Context, file: Path) -> None:
    """Copy the database to a new file while everything goes on."""
    with context.installation() as installation:
        try:
            upkeep.backup(installation.store.database, file)
        except upkeep.NotSqliteError as error:
            raise Refused(str(error)) from None
    click.echo(f"Copied to {file}.")

"""`wiredesk users`: who may sign in."""

import click

from monitor.cli.context import Context, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.model import Role
from monitor.pipeline.invitations import invite


@click.group()
def users() -> None:
    """Invite and list people."""


@users.command(epilog="Example: wiredesk users add --role editor")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="reader", show_default=True)
@pass_context
def add(context: Context, role: str) -> None:
    """Print a one-time link; whoever opens it chooses a name and a password. It lasts seven days."""
    with context.installation() as installation:
        token = invite(installation.store, Role(role), installation.clock())
        click.echo(f"{installation.settings.server.public_url}/invitations/{token}")


@users.command("list", epilog="Example: wiredesk users list --json")
@json_option
@pass_context
def list_users(context: Context, as_json: bool) -> None:
    """Everybody who has an account."""
    with context.installation() as installation:
        rows = [
            {"name": user.name, "role": user.role, "time_zone": user.zone}
            for user in installation.store.users.all()
        ]
    print_rows(rows, as_json, "Nobody has an account yet: `wiredesk users add --role admin` prints a link.")

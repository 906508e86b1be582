"""`wiredesk digest`: see or send what is due by mail."""

import click

from monitor.cli.context import Context, pass_context
from monitor.pipeline import digests, mail


@click.group()
def digest() -> None:
    """Send the digests that are due. (A running desk does so by itself.)"""


@digest.command(epilog="Example: wiredesk digest send")
@pass_context
def send(context: Context) -> None:
    """Write the digests that are due, and send every message that waits."""
    with context.installation() as installation:
        store, settings = installation.store, installation.settings
        written = digests.prepare(store, settings, installation.secret, installation.clock())
        with mail.sender_for(settings.mail, installation.outbox) as sender:
            summary = mail.deliver(store, sender, installation.clock())
    click.echo(
        f"{written} windows closed; {summary.sent} messages sent, {summary.later} put off, "
        f"{summary.failed} refused, {summary.unknown} unknown."
    )
    if summary.stopped:
        click.echo(f"Put off: {summary.stopped}", err=True)

"""`wiredesk feeds import` and `feeds export`: lists of feeds, as other readers and people keep them."""

import asyncio
from pathlib import Path

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import print_json_line
from monitor.clock import now
from monitor.configuration.feeds_writing import feeds_text, replace_file
from monitor.feeds.opml import SIZE_LIMIT
from monitor.feeds.opml_writing import write_opml
from monitor.pipeline.importing import fetch_opml, import_opml
from monitor.pipeline.lookups import open_tools
from monitor.wiring import Installation


@click.command("import", epilog="Example: wiredesk feeds import subscriptions.opml")
@click.argument("source", metavar="FILE|URL")
@click.option("--json", "as_json", is_flag=True, help="Print what became of each feed as JSON.")
@pass_context
def import_(context: Context, source: str, as_json: bool) -> None:
    """Add the feeds of an OPML file. Those that are there already are left as they are.

    Their first polls are spread out over up to an hour. A file of feeds in TOML: `wiredesk config apply --feeds FILE`.
    """
    with context.installation() as installation:
        if "://" in source:
            body = asyncio.run(_fetched(installation, source))
        else:
            with Path(source).open("rb") as file:
                body = file.read(SIZE_LIMIT + 1)
        done = import_opml(
            installation.store, installation.settings.polling, body, source, installation.clock()
        )
    if as_json:
        print_json_line(done)
        return
    for problem in done.refused:
        click.echo(str(problem), err=True)
    click.echo(f"{source}: {done.sentence}")


@click.command(epilog="Example: wiredesk feeds export feeds.opml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["opml", "toml"]),
    default="opml",
    show_default=True,
    help="opml is for other readers: address, name, site, language and kind. toml holds everything.",
)
@pass_context
def export(context: Context, file: Path | None, form: str) -> None:
    """Write all feeds to a file, or to the standard output."""
    with context.installation() as installation:
        feeds = [row.feed for row in installation.store.feeds.all()]
    if not feeds:
        raise Refused("There is no feed to export: add one with `wiredesk feeds add URL`.")
    text = feeds_text(feeds) if form == "toml" else write_opml(feeds, "Wiredesk feeds", now()).decode()
    if file is None:
        click.echo(text, nl=False)
    else:
        replace_file(file, text)


async def _fetched(installation: Installation, url: str) -> bytes:
    async with open_tools(installation.store, installation.settings, installation.models) as tools:
        return await fetch_opml(tools, url)

"""`wiredesk topics draft`, `drafts` and `undraft`: another version of a topic, run silently beside the live one."""

from pathlib import Path

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.cli.topic_saving import topic_of_file


@click.command(epilog="Example: wiredesk topics draft export-bans.toml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_context
def draft(context: Context, file: Path) -> None:
    """Have the topic of a file judge what comes in from now on, beside the live one and out of everybody's sight.

    `wiredesk topics drafts` compares the two. It needs a running desk. A draft of the same topic is replaced.
    """
    topic = topic_of_file(file)
    with context.installation() as installation:
        installation.store.drafts.put(topic, installation.clock())
    click.echo(
        f"{topic.slug}: the draft judges all that comes in from now on; `wiredesk topics drafts` compares."
    )


@click.command(epilog="Example: wiredesk topics drafts --json")
@json_option
@pass_context
def drafts(context: Context, as_json: bool) -> None:
    """Every draft beside its live topic: of the articles that both have judged, how many carry it."""
    with context.installation() as installation:
        rows = [
            {
                "topic": one.slug,
                "since": one.made_at,
                "articles": one.articles,
                "live": one.live,
                "draft": one.draft,
                "both": one.both,
            }
            for one in installation.store.drafts.compare()
        ]
    print_rows(rows, as_json, "There is no draft: `wiredesk topics draft FILE` makes one.")


@click.command(epilog="Example: wiredesk topics undraft export-bans")
@click.argument("slug")
@pass_context
def undraft(context: Context, slug: str) -> None:
    """Forget a draft and what it has judged. To take it over, save its file: `wiredesk topics save FILE`."""
    with context.installation() as installation:
        if not installation.store.drafts.drop(slug):
            raise Refused(f"{slug}: there is no draft of such a topic: `wiredesk topics drafts` lists them")
    click.echo(f"The draft of {slug} is forgotten.")

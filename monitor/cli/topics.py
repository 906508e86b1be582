"""`wiredesk topics`: the topics of this installation."""

import click

from monitor.cli.context import Context, pass_context
from monitor.cli.output import json_option, print_rows


@click.group()
def topics() -> None:
    """List the topics that the desk follows."""


@topics.command("list", epilog="Example: wiredesk topics list --json")
@json_option
@pass_context
def list_topics(context: Context, as_json: bool) -> None:
    """Every topic, in the desk's order."""
    with context.installation() as installation:
        rows = [
            {
                "slug": topic.slug,
                "name": topic.name,
                "concepts": len(topic.concepts),
                "examples": len(topic.matches) + len(topic.near_misses),
            }
            for topic in installation.store.topics.all()
        ]
    print_rows(rows, as_json, "There is no topic: `wiredesk config apply` brings those of the files.")

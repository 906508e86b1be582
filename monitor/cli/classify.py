"""`wiredesk classify`: which topics some items carry, and why."""

from typing import BinaryIO

import click

from monitor.cli.context import Context, pass_context
from monitor.cli.output import print_json_line
from monitor.cli.training import trained_model
from monitor.configuration.problems import Problem
from monitor.topics.judging.classify import classify as classify_article
from monitor.topics.learning.items import answer, parse_articles


@click.command(epilog="Example: wiredesk classify items.jsonl > answers.jsonl")
@click.argument("file", type=click.File("rb"), default="-")
@pass_context
def classify(context: Context, file: BinaryIO) -> None:
    """Read items as JSON Lines and print their topics with the evidence, one line an item.

    An item has "id", "title" and "summary", and may have "content". A line that is none is named on stderr and the
    others go on; the exit code is then 1.
    """
    faulty = False
    with context.installation() as installation:
        topics = installation.store.topics.all()
        model = trained_model(installation, topics)
    for found in parse_articles(file, getattr(file, "name", "<stdin>")):
        if isinstance(found, Problem):
            click.echo(str(found), err=True)
            faulty = True
        else:
            print_json_line(answer(found, classify_article(found, model)))
    raise SystemExit(1 if faulty else 0)

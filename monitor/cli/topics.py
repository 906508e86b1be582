"""`wiredesk topics`: the topics of this installation. What takes more than a few lines has a file of its own."""

from datetime import timedelta
from pathlib import Path

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.cli.topic_backtest import backtest
from monitor.cli.topic_drafts import draft, drafts, undraft
from monitor.cli.topic_queries import check_query
from monitor.cli.topic_relearning import relearn
from monitor.cli.topic_saving import new, save
from monitor.cli.topic_verdicts import verdicts
from monitor.shipped import CONCEPTS
from monitor.topics.files.reading import load_concepts
from monitor.topics.files.writing import topic_text


@click.group(invoke_without_command=True, epilog="Example: wiredesk topics list")
@click.pass_context
def topics(context: click.Context) -> None:
    """The topics that the desk follows; without a command, list them.

    To edit one: export it, change the file, back-test it, have it judge as a draft for a while, save it.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_topics)


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
                "wish": str(topic.wish),
            }
            for topic in installation.store.topics.all()
        ]
    print_rows(rows, as_json, "There is no topic: `wiredesk config apply` brings those of the files.")


@topics.command(epilog="Example: wiredesk topics export export-bans export-bans.toml")
@click.argument("slug")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@pass_context
def export(context: Context, slug: str, file: Path | None) -> None:
    """Write a topic of the desk as a topic file: to FILE, which must not be there yet, or to the terminal."""
    with context.installation() as installation:
        held = {topic.slug: topic for topic in installation.store.topics.all()}
    if slug not in held:
        raise Refused(f"{slug}: no such topic: there are {', '.join(held) or 'none'}")
    text = topic_text(held[slug], load_concepts(CONCEPTS))
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        with file.open("x", encoding="utf-8") as new_file:
            new_file.write(text)
    except OSError as error:
        raise Refused(f"{file}: cannot be written ({error.strerror}): choose another file") from None


@topics.command(epilog="Example: wiredesk topics changes --days 7")
@click.option("--days", type=click.IntRange(1, 36_500), default=7, show_default=True, help="How far back.")
@json_option
@pass_context
def changes(context: Context, days: int, as_json: bool) -> None:
    """What judging the archive anew has changed: articles that gained or lost each topic, by version."""
    with context.installation() as installation:
        counts = installation.store.topic_changes.counts(installation.clock() - timedelta(days=days))
    rows = [
        {
            "topic": one.topic,
            "gained": one.gained,
            "lost": one.lost,
            "from": one.before,
            "to": one.after,
            "last": one.last,
        }
        for one in counts
    ]
    print_rows(rows, as_json, f"Judging anew has changed nothing in {days} days.")


topics.add_command(new)
topics.add_command(verdicts)
topics.add_command(relearn)
topics.add_command(save)
topics.add_command(backtest)
topics.add_command(draft)
topics.add_command(drafts)
topics.add_command(undraft)
topics.add_command(check_query)

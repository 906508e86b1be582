"""`wiredesk topics verdicts`: what people have said of the classifier's work."""

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows


@click.command(epilog="Example: wiredesk topics verdicts --topic export-bans --json")
@click.option("--topic", default="", help="Only those on this topic, by its slug.")
@json_option
@pass_context
def verdicts(context: Context, topic: str, as_json: bool) -> None:
    """Every verdict, the latest first: those too that a later one has replaced."""
    with context.installation() as installation:
        slugs = {one.slug for one in installation.store.topics.all()}
        found = installation.store.verdicts.all(topic)
    if topic and topic not in slugs and not found:
        raise Refused(f"there is no topic {topic!r}: `wiredesk topics list` names them")
    rows = [
        {
            "at": one.at,
            "who": one.who,
            "topic": one.topic,
            "says": one.says,
            "classifier": f"{one.machine.score:.2f}" if one.machine else None,
            "article": one.article_id,
            "title": one.judged.title,
            "note": one.note,
        }
        for one in reversed(found)
    ]
    print_rows(rows, as_json, "Nobody has decided on an article yet.")

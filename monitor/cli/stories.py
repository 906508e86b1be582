"""`wiredesk stories`: which items of a list tell of one event; and the stories of the desk."""

from typing import BinaryIO

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_json_line, print_rows, progress
from monitor.cli.story_edits import headline, merge, move, split, undo
from monitor.configuration.problems import Problem
from monitor.model import Report, StoryLine

_LISTED = 40
_LIST = "group"  # what the group does with a file


class _Stories(click.Group):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """A first word that is no command is a file, and so is none."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Stories, epilog="Example: wiredesk stories items.jsonl > answers.jsonl")
def stories() -> None:
    """Group a list of items (`wiredesk stories [FILE]`), or see and edit the stories of the desk.

    An item is a line of JSON with "id", "title" and "summary", and where known "content", "lang", "outlet",
    "published" and "url". For each a line {"id", "story", "original", "why"} is printed. A line that is none is named
    on stderr and the others go on; the exit code is then 1.
    """


@stories.command(_LIST, hidden=True, epilog="Example: wiredesk stories items.jsonl > answers.jsonl")
@click.argument("file", type=click.File("rb"), default="-")
def group(file: BinaryIO) -> None:
    """Read items as JSON Lines and print the story of each, and whose text it is."""
    from dataclasses import replace

    from monitor.stories.grouping.listing import grouped
    from monitor.stories.grouping.reading import shipped_reader
    from monitor.stories.grouping.seed_file import shipped_meaning, shipped_seed
    from monitor.stories.names.gazetteer_file import shipped_gazetteer
    from monitor.topics.learning.items import parse_articles

    faulty, articles = False, []
    for found in parse_articles(file, getattr(file, "name", "<stdin>")):
        if isinstance(found, Problem):
            click.echo(str(found), err=True)
            faulty = True
        else:
            articles.append(replace(found, key=found.entry_id))  # two items of one address are two items
    reader = shipped_reader(shipped_gazetteer().matcher, shipped_meaning())
    with progress("Grouping", len(articles)) as bar:
        for answer in grouped(articles, reader, *shipped_seed(), told=lambda: bar.advance(bar.task_ids[0])):
            print_json_line(answer)
    raise SystemExit(1 if faulty else 0)


@stories.command("list", epilog="Example: wiredesk stories list --topic export-bans --json")
@click.option("--topic", default="", help="Only stories with this topic, by its slug.")
@click.option("--language", default="", help="Only stories with a report in this language, by its code.")
@click.option("--words", default="", help="Only stories with a report that holds these words.")
@click.option("--all", "everything", is_flag=True, help="Stories without any topic too.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=_LISTED, show_default=True, help="How many.")
@json_option
@pass_context
def list_stories(
    context: Context, topic: str, language: str, words: str, everything: bool, limit: int, as_json: bool
) -> None:
    """The stories of the desk, the latest first."""
    from monitor.store.articles.desk import ALL
    from monitor.store.stories.stories import StoryFilter

    wanted = StoryFilter(topic or (ALL if everything else ""), language=language, words=words)
    with context.installation() as installation:
        lines = installation.store.stories.page(wanted, limit).lines
    print_rows(
        [_row(line) for line in lines],
        as_json,
        "There is no such story: `--all` lists those of no topic too.",
    )


@stories.command(epilog="Example: wiredesk stories show 12")
@click.argument("number", type=int)
@json_option
@pass_context
def show(context: Context, number: int, as_json: bool) -> None:
    """One story: its reports in order of time, with what each is the first to tell, and what people changed."""
    with context.installation() as installation:
        held = installation.store.stories
        line = held.line(number)
        if line is None:
            raise Refused(f"there is no story {number}: `wiredesk stories list` names them")
        timeline, edits = held.timeline(line.story.id), held.edits(line.story.id)
        chapters = held.chapters(line.story.id)
    if as_json:
        told = {"timeline": timeline, "chapters": chapters, "edits": edits}
        print_json_line({"story": line.story, "topics": line.topics, "languages": line.languages, **told})
        return
    click.echo(f"{line.story.id}: {line.story.headline}\n")
    print_rows([_line(report) for report in timeline], False, "It has no reports.")
    for one in edits:
        undone = f" (undone by {one.undone_by})" if one.undone_at else ""
        click.echo(f"edit {one.number}: {one.kind} by {one.who or 'the machine'}: {one.reason}{undone}")
    for chapter in chapters:
        why = f" ({chapter.why})" if chapter.why else ""
        click.echo(f"see also {chapter.story.id}: {chapter.story.headline}{why}")


for command in (merge, split, move, headline, undo):
    stories.add_command(command)


def _row(line: StoryLine) -> dict[str, object]:
    story = line.story
    return {
        "story": story.id,
        "last_at": story.last_at,
        "headline": story.headline,
        "reports": story.reports,
        "outlets": story.outlets,
        "first": story.first_outlet,
        "topics": ", ".join(line.topics),
    }


def _line(report: Report) -> dict[str, object]:
    adds = "; ".join(addition.text for addition in report.adds[:6])
    return {
        "article": report.article_id,
        "at": report.at,
        "outlet": report.outlet,
        "title": report.title,
        "text of": f"{report.source.outlet} ({report.source.sure:.0%})" if report.is_copy else "its own",
        "adds": adds,
    }

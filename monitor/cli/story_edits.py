"""`wiredesk stories merge|split|move|headline|undo`: what the machine then leaves as it is."""

from collections.abc import Callable
from datetime import datetime

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_json_line
from monitor.model import EditKind, StoryEdit
from monitor.store import Store

_WHO = "the command line"  # has decided, where no user of the desk does

because = click.option("--because", "reason", required=True, help="Why: it stands in the story's history.")


@click.command(epilog='Example: wiredesk stories merge 12 15 --because "the same launch"')
@click.argument("story", type=int)
@click.argument("other", type=int)
@because
@json_option
@pass_context
def merge(context: Context, story: int, other: int, reason: str, as_json: bool) -> None:
    """Make the story OTHER part of STORY."""
    _edit(context, as_json, lambda store, now: store.story_edits.merge(story, other, _WHO, reason, now))


@click.command(epilog='Example: wiredesk stories split 12 340 341 --because "another court"')
@click.argument("story", type=int)
@click.argument("articles", type=int, nargs=-1, required=True)
@because
@json_option
@pass_context
def split(context: Context, story: int, articles: tuple[int, ...], reason: str, as_json: bool) -> None:
    """Make a new story of some ARTICLES of STORY, each with its copies. The two are kept apart."""
    _edit(context, as_json, lambda store, now: store.story_edits.split(story, articles, _WHO, reason, now))


@click.command(epilog='Example: wiredesk stories move 340 15 --because "it tells of the second ship"')
@click.argument("article", type=int)
@click.argument("story", type=int)
@because
@json_option
@pass_context
def move(context: Context, article: int, story: int, reason: str, as_json: bool) -> None:
    """Put ARTICLE, with its copies, into STORY. The two stories are kept apart."""
    _edit(context, as_json, lambda store, now: store.story_edits.move([article], story, _WHO, reason, now))


@click.command(
    epilog='Example: wiredesk stories headline 12 "Yard wins order for 38 boats" --because "too long"'
)
@click.argument("story", type=int)
@click.argument("words")
@because
@json_option
@pass_context
def headline(context: Context, story: int, words: str, reason: str, as_json: bool) -> None:
    """Set the headline of STORY; an empty one is that of its leading report again."""
    _edit(context, as_json, lambda store, now: store.story_edits.headline(story, words, _WHO, reason, now))


@click.command(epilog="Example: wiredesk stories undo 7")
@click.argument("edit", type=int)
@json_option
@pass_context
def undo(context: Context, edit: int, as_json: bool) -> None:
    """Put back what an edit changed, by its number (`wiredesk stories show` names them)."""
    _edit(context, as_json, lambda store, now: store.story_edits.undo(edit, _WHO, now))


def _edit(context: Context, as_json: bool, change: Callable[[Store, datetime], StoryEdit]) -> None:
    from monitor.store.stories.edits import EditRefused

    with context.installation() as installation:
        try:
            edit = change(installation.store, installation.clock())
        except EditRefused as refused:
            raise Refused(str(refused)) from None
    if as_json:
        print_json_line(edit)
    else:
        click.echo(_said(edit))


def _said(edit: StoryEdit) -> str:
    how = f"`wiredesk stories undo {edit.number}` puts it back"
    if edit.undone_at is not None:
        return f"Edit {edit.number} is undone."
    if edit.kind is EditKind.HEADLINE:
        return f"Story {edit.story_id} has its headline; {how}."
    return f"{len(edit.article_ids)} reports stand in story {edit.story_id} now; {how}."

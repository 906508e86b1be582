"""`wiredesk names`: spellings that were met in articles, and what people decide on them."""

import click

from monitor import clock
from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.output import json_option, print_rows
from monitor.model import Spelling, SpellingState
from monitor.pipeline import naming
from monitor.store import Store

_MOST = 200  # suggestions
_WHO = "the command line"

spelling_argument = click.argument("spelling")


@click.group(epilog="Example: wiredesk names suggested")
def names() -> None:
    """Names in the news, and the ways to spell them."""


@names.command(epilog="Example: wiredesk names suggested --json")
@json_option
@pass_context
def suggested(context: Context, as_json: bool) -> None:
    """New spellings that may be of a known name: the most frequent first."""
    with context.installation() as installation:
        store = installation.store
        rows = [
            {
                "spelling": one.spelling.written,
                "name": naming.name_of(store, one.spelling.name),
                "key": one.spelling.name,
                "likeness": round(one.spelling.likeness, 2),
                "articles": one.articles,
                "latest": one.title,
            }
            for one in store.spellings.suggested(_MOST)
        ]
    print_rows(rows, as_json, "No new spelling waits for a decision.")


@names.command(epilog='Example: wiredesk names confirm "Rustem Umierov"')
@spelling_argument
@pass_context
def confirm(context: Context, spelling: str) -> None:
    """Have a suggested spelling count as one of its name, in past articles too."""
    with context.installation() as installation:
        decided = _decide(installation.store, spelling, SpellingState.CONFIRMED)
        name = naming.name_of(installation.store, decided.name)
        waiting = installation.store.name_readings.waiting()
    later = f" {waiting:,} articles are read by it when the desk runs." if waiting else ""
    click.echo(f"{decided.written!r} is a spelling of {name} from now on.{later}")


@names.command(epilog='Example: wiredesk names refuse "Millions"')
@spelling_argument
@pass_context
def refuse(context: Context, spelling: str) -> None:
    """Have a spelling stand for its name no more, nor be suggested again."""
    with context.installation() as installation:
        decided = _decide(installation.store, spelling, SpellingState.REFUSED)
        name = naming.name_of(installation.store, decided.name)
    click.echo(f"{decided.written!r} is no spelling of {name}.")


def _decide(store: Store, spelling: str, state: SpellingState) -> Spelling:
    known = store.spellings.written(spelling)
    decided = naming.decide(store, known.number, state, _WHO, clock.now()) if known else None
    if decided is None:
        raise Refused(f"nobody suggested the spelling {spelling!r}: `wiredesk names suggested` lists them")
    return decided

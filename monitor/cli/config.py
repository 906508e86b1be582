"""`wiredesk config`: between the files that people edit and the database that counts."""

from dataclasses import dataclass
from pathlib import Path

import click

from monitor.cli.context import Context, pass_context
from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.feeds_writing import write_feeds
from monitor.configuration.plan import Plan, as_text, plan
from monitor.configuration.problems import ConfigurationError, Problem
from monitor.model import Feed, Topic
from monitor.shipped import SEEDS
from monitor.store import Store
from monitor.wiring import Installation, feeds_file, read_topics

_feeds_option = click.option(
    "--feeds",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of feeds.  [default: feeds.toml in the data folder, else the one that comes with Wiredesk]",
)
_topics_option = click.option(
    "--topics",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=SEEDS,
    show_default="the topics that come with Wiredesk",
    help="Folder that holds topics/*.toml and concepts.toml.",
)
_prune_option = click.option("--prune", is_flag=True, help="Pause the feeds that the file does not name.")


@click.group()
def config() -> None:
    """Compare, apply and export feeds and topics.

    The database is the truth at run time. `plan` shows what the files would change, `apply` changes it,
    `export` writes the database's feeds to a file.
    """


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the files ask for, beside what the database holds."""

    feeds: Plan
    topics: list[Topic]  # those that are new or differ

    def __str__(self) -> str:
        lines = [f"~ topic {topic.slug}: {topic.name}" for topic in self.topics]
        return "\n".join([*lines, as_text(self.feeds), f"{len(self.topics)} topics to add or change"])


def _wanted(installation: Installation, path: Path | None, folder: Path, prune: bool) -> _Wanted:
    problems: list[Problem] = []
    feeds: list[Feed] = []
    topics: list[Topic] = []
    try:
        feeds = read_feeds(path or feeds_file(installation.data))
    except ConfigurationError as error:
        problems += error.problems
    try:
        topics = read_topics(folder)
    except ConfigurationError as error:
        problems += error.problems
    if problems:
        raise ConfigurationError(problems)
    held = {topic.slug: topic for topic in installation.store.topics.all()}
    differing = [topic for topic in topics if held.get(topic.slug) != topic]
    return _Wanted(plan(feeds, _present(installation.store), prune), differing)


def _present(store: Store) -> list[Feed]:
    return [row.feed for row in store.feeds.all()]


@config.command("plan", epilog="Example: wiredesk config plan --feeds feeds.toml")
@_feeds_option
@_topics_option
@_prune_option
@pass_context
def show_plan(context: Context, path: Path | None, folder: Path, prune: bool) -> None:
    """Show what `apply` would change."""
    with context.installation() as installation:
        click.echo(str(_wanted(installation, path, folder, prune)))


@config.command(epilog="Example: wiredesk config apply --feeds feeds.toml")
@_feeds_option
@_topics_option
@_prune_option
@pass_context
def apply(context: Context, path: Path | None, folder: Path, prune: bool) -> None:
    """Bring the database to what the files say: all of it, or nothing where a file has a fault.

    Nothing is deleted. A running desk judges its articles anew within a minute after topics have changed.
    """
    with context.installation() as installation:
        wanted = _wanted(installation, path, folder, prune)
        changed = [(change.before.url, change.after) for change in wanted.feeds.changed]
        installation.store.feeds.apply(wanted.feeds.added, changed, installation.clock())
        installation.store.topics.put(wanted.topics)
        click.echo(f"{wanted}\nApplied.")


@config.command(epilog="Example: wiredesk config export feeds.toml")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_context
def export(context: Context, file: Path) -> None:
    """Write the database's feeds to a file; the comments and the order of one that is there stay."""
    with context.installation() as installation:
        feeds = _present(installation.store)
        write_feeds(file, feeds)
    click.echo(f"{len(feeds)} feeds written to {file}.")

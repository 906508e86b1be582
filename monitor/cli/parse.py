"""`wiredesk parse`: what is in a feed file."""

import dataclasses
from pathlib import Path

import click

from monitor.cli.output import print_json_line
from monitor.feeds.parse import parse as parse_feed
from monitor.model import Fetched, NotAFeed


@click.command(epilog="Example: wiredesk parse downloads/*.xml")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def parse(files: tuple[Path, ...]) -> None:
    """Print the entries of feed files as JSON Lines, each with its "file".

    A file that is no feed is one line on stderr; the others go on. Exit code 1 if there was any.
    """
    refused = [file for file in files if not _print_entries(file)]
    raise SystemExit(1 if refused else 0)


def _print_entries(file: Path) -> bool:
    try:
        body = file.read_bytes()
    except OSError as error:
        click.echo(f"{file}: {error.strerror}", err=True)
        return False
    found = parse_feed(Fetched(url="", body=body, headers={}))
    if isinstance(found, NotAFeed):
        click.echo(
            f"{file}: {found.reason.sentence}" + (f" ({found.detail})" if found.detail else ""), err=True
        )
        return False
    for entry in found.entries:
        print_json_line({"file": str(file), **dataclasses.asdict(entry)})
    return True

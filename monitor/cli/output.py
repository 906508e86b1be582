"""How commands print: tables for people, JSON for programs, progress on a terminal."""

import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")


def print_rows(rows: Sequence[Mapping[str, object]], as_json: bool, empty: str) -> None:
    """Print rows as a table, or as one JSON list. `empty` is what people read where there are none."""
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=plain))
        return
    if not rows:
        click.echo(empty)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in rows[0]:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def print_json_line(value: object) -> None:
    """One line of JSON Lines; dataclasses are written as objects, moments in ISO 8601."""
    click.echo(json.dumps(value, ensure_ascii=False, default=plain))


@contextmanager
def progress(what: str, total: int) -> Iterator[Progress]:
    """A progress bar on stderr where that is a terminal, and nothing elsewhere; advance its only task, 0."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(what, total=total)
        yield bar


def plain(value: object) -> object:
    """A value as JSON can hold it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)

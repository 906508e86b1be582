"""What every command starts from: the data folder, the settings, and errors in one line."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from monitor.configuration.load import load_settings
from monitor.model import Feed
from monitor.settings import Settings
from monitor.wiring import Installation, open_installation


@dataclass(frozen=True, slots=True)
class Context:
    data: Path
    config: Path | None  # wiredesk.toml as named on the command line

    @property
    def settings_file(self) -> Path | None:
        """The settings file that counts: the one named, else the one in the data folder, else none."""
        own = self.data / "wiredesk.toml"
        return self.config or (own if own.exists() else None)

    def settings(self) -> Settings:
        """Raises ConfigurationError with every fault of the file and the environment."""
        return load_settings(self.settings_file, os.environ)

    @contextmanager
    def installation(self, feeds: Sequence[Feed] | None = None) -> Iterator[Installation]:
        """The installation in the data folder, opened for the length of a command."""
        opened = open_installation(self.data, self.settings(), feeds)
        try:
            yield opened
        finally:
            opened.close()


class Refused(click.ClickException):
    """Ends a command: one line a problem on stderr, exit code 1."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401, ARG002  as in click
        click.echo(self.message, err=True)


pass_context = click.make_pass_decorator(Context)

"""What every command starts from: the data folder, the settings, and errors in one line."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DatabaseError

from monitor.configuration.load import load_settings
from monitor.configuration.problems import ConfigurationError
from monitor.model import Feed
from monitor.settings import Settings
from monitor.store.migrate import NewerDatabaseError
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


class ReportingGroup(click.Group):
    """A group whose commands end with one line an error, never with a trace, for what people can mend."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as in click
        try:
            return super().invoke(ctx)
        except ConfigurationError as error:
            raise Refused(str(error)) from None
        except NewerDatabaseError as error:
            raise Refused(str(error)) from None
        except DatabaseError as error:
            raise Refused(f"the database: {_first_line(error.orig or error)}") from None
        except OSError as error:
            raise Refused(f"{error.filename or 'system'}: {error.strerror or error}") from None


class Refused(click.ClickException):
    """Ends a command: one line a problem on stderr, exit code 1."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401, ARG002  as in click
        click.echo(self.message, err=True)


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]


pass_context = click.make_pass_decorator(Context)

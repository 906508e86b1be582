"""`wiredesk`: the group of all commands, and the options that all of them take."""

import logging
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click
import platformdirs

# Worker processes import this module again, so it stays light: what takes long is imported where it is needed.

# Command -> the module that holds it.
_COMMANDS: Final = {
    "up": "serve",
    "check": "check",
    "poll": "poll",
    "explain": "explain",
    "parse": "parse",
    "classify": "classify",
    "evaluate": "evaluate",
    "stories": "stories",
    "feeds": "feeds",
    "topics": "topics",
    "names": "names",
    "search": "search",
    "radar": "radar",
    "digest": "digest",
    "users": "users",
    "config": "config",
    "db": "db",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"monitor.cli.{_COMMANDS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  as in click
        """Run a command; what people can mend ends it with a line an error and exit code 1, never with a trace."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            from monitor.cli.errors import explained

            lines = explained(error)
            if lines is None:
                raise
            click.echo(lines, err=True)
            ctx.exit(1)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="WIREDESK_DATA",
    default=lambda: platformdirs.user_data_path("wiredesk"),
    show_default="the platform's folder for data",
    help="Folder that holds the database, the outbox and the installation's own files.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    envvar="WIREDESK_CONFIG",
    help="Settings file.  [default: wiredesk.toml in the data folder, if there is one]",
)
@click.version_option(package_name="wiredesk")
@click.pass_context
def main(context: click.Context, data: Path, config: Path | None) -> None:
    """Wiredesk: a media monitor for newsrooms on the defence beat.

    \b
    Example: wiredesk up --demo
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    # It warns when a tick finds the last one at work.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    from monitor.cli.context import Context

    context.obj = Context(data, config)

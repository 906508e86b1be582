"""The command line: a file a group of commands."""

from monitor.cli.main import main

__all__ = ["main"]

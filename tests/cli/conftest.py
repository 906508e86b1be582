"""Runs the command line in this process, on a data folder of its own; the trained model is shared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli import main


@pytest.fixture
def data(tmp_path: Path, models: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(models)
    return folder


@pytest.fixture
def wiredesk(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run one command: `wiredesk("poll", "--once")`."""
    for name in ("WIREDESK_DATA", "WIREDESK_CONFIG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, stdin: str = "") -> Result:
        return CliRunner().invoke(main, ["--data", str(data), *map(str, arguments)], input=stdin)

    return run

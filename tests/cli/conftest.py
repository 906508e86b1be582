"""Runs the command line in this process, on a data folder of its own; the trained model is shared."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli import main


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for trained models, one for all workers: training once is enough for all tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "models"
    folder.mkdir(exist_ok=True)
    return folder


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

"""What all tests share: a real store, on SQLite and on PostgreSQL, each test with a database of its own."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from tests import postgresql

_numbers = itertools.count()

# Also where the encoder is installed, the words alone decide: half a second for each process that opens it is too long
# here. tests/topics/encoder asks for it.
os.environ["WIREDESK_ENCODER"] = "off"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the report of each test that plays cases of docs/reliability.md say which."""
    for item in items:
        cases = sorted({case for mark in item.iter_markers("reliability") for case in mark.args})
        if cases:
            item.user_properties.append(("reliability", cases))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After `pytest -m reliability`, the list: each case with its tests and what came of them."""
    if "reliability" not in config.option.markexpr:
        return
    lines = set()
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            for case in dict(report.user_properties).get("reliability", []):
                lines.add((case, report.nodeid.removeprefix("tests/"), outcome))
    terminalreporter.section("reliability: case, test, outcome")
    for case, name, outcome in sorted(lines):
        terminalreporter.write_line(f"{case:4}  {name}  {outcome}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything is installed: a test that was skipped there proves nothing, and fails the run."""
    report = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and report is not None and report.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for trained models, one for all workers: training once is enough for all tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "models"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The URL of a server, up to the database's name."""
    try:
        postgresql.programs()
    except postgresql.NoServerError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    with postgresql.server() as url:
        _make_template(url)
        yield url


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table and nothing in them, to be copied: to migrate it takes half a second."""
    path = tmp_path_factory.mktemp("empty") / "wiredesk.db"
    store = open_store(f"sqlite:///{path}")
    upgrade(store.database)
    store.close()
    return path


@pytest.fixture
def sqlite_store(empty_database: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "wiredesk.db"
    shutil.copy(empty_database, path)
    store = open_store(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def postgresql_store(postgresql_url: str) -> Iterator[Store]:
    name = f"t{next(_numbers)}"
    _create(postgresql_url, name, "template_wiredesk")
    store = open_store(postgresql_url + name)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store, once on each database."""
    return request.getfixturevalue(f"{request.param}_store")


def _make_template(url: str) -> None:
    _create(url, "template_wiredesk", "template0")
    store = open_store(url + "template_wiredesk")
    upgrade(store.database)
    store.close()


def _create(url: str, name: str, template: str) -> None:
    engine = create_engine(url + "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    engine.dispose()

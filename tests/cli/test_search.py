"""`wiredesk search`: what matches, and what is wrong with a query."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from monitor.cli.context import Context
from monitor.cli.search import search
from monitor.settings import Settings
from monitor.wiring import open_installation
from tests.contract.test_store_candidates import bring
from tests.samples import NOW, article


@pytest.fixture
def desk(data: Path) -> Path:
    """An installation with three articles."""
    installation = open_installation(data, Settings(), [])
    titles = ("Export licences suspended", "Licences for film exports", "Frigate delayed")
    bring(installation.store, *(article(n, title=title, published=NOW) for n, title in enumerate(titles)))
    installation.close()
    return data


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(search, arguments, obj=Context(data, None))


def test_it_prints_what_matches_with_the_words_that_do(desk: Path) -> None:
    found = json.loads(run(desk, "licen* NEAR/1 export*", "--json").stdout)
    assert [(one["title"], one["words"]) for one in found] == [
        ("Export licences suspended", "Export, licences")
    ]
    assert run(desk, "zebra").stdout == "No article matches.\n"
    assert len(json.loads(run(desk, "licen* OR frigate", "--limit", "2", "--json").stdout)) == 2


def test_a_faulty_query_or_topic_ends_it_with_the_place_of_the_error(desk: Path) -> None:
    faulty = run(desk, "licen* (")
    assert faulty.exit_code == 1
    assert "column 8: this parenthesis is never closed" in faulty.stderr
    assert "there is no topic 'zebra'" in run(desk, "licen*", "--topic", "zebra").stderr

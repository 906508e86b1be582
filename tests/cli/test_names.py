"""`wiredesk names`: spellings are suggested, confirmed and refused."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from monitor.cli.context import Context
from monitor.cli.names import confirm, refuse, suggested
from monitor.model import Classified, PollOutcome
from monitor.pipeline.naming import read_now
from monitor.settings import Settings
from monitor.shipped import SEEDS
from monitor.store import Store
from monitor.wiring import open_installation
from tests.samples import NOW, article, feed


@pytest.fixture
def desk(data: Path) -> Store:
    """An installation with an article that spells a name in a new way."""
    store = open_installation(data, Settings(), [feed(1)]).store
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    told = article(1, summary="The talks with Rustem Umierov begin on Monday.")
    store.feeds.record(lease, PollOutcome(lease.polling, new=(Classified(told, ()),)))
    read_now(store)
    return store


@pytest.fixture
def run(data: Path) -> Callable[..., Result]:
    def invoke(command: click.Command, *arguments: str) -> Result:
        return CliRunner().invoke(command, arguments, obj=Context(data, None))

    return invoke


def test_new_spellings_are_listed(run, desk: Store) -> None:
    (row,) = json.loads(run(suggested, "--json").stdout)
    assert (row["spelling"], row["name"], row["key"]) == ("Rustem Umierov", "Rustem Umerov", "rustem-umerov")
    assert (row["articles"], row["latest"]) == (1, article(1).title)


def test_a_confirmed_spelling_counts_in_past_articles(run, desk: Store) -> None:
    done = run(confirm, "rustem umierov")
    assert (done.exit_code, "spelling of Rustem Umerov" in done.stdout) == (0, True)
    tally = desk.names.tally("rustem-umerov")
    assert tally is not None
    assert tally.articles == 1
    assert "No new spelling" in run(suggested).stdout


def test_a_refused_spelling_is_no_longer_listed(run, desk: Store) -> None:
    assert "is no spelling of Rustem Umerov" in run(refuse, "Rustem Umierov").stdout
    assert json.loads(run(suggested, "--json").stdout) == []
    assert desk.names.tally("rustem-umerov") is None


def test_a_spelling_that_nobody_suggested_is_refused_with_a_remedy(run, desk: Store) -> None:
    wrong = run(confirm, "Oona Kestrelby")
    assert (wrong.exit_code, "wiredesk names suggested" in wrong.output) == (1, True)


def test_faults_in_the_file_of_names_are_told_with_line_and_remedy(wiredesk, tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text(
        '[one]\nname = "Brown"\nkind = "person"\nrole = "minister"\ncountry = ["gb"]\n\n'
        '[two]\nname = "Oona Kestrelby"\nkind = "yacht"\nrole = "head"\ncountry = ["NO"]\n'
    )
    (tmp_path / "topics").symlink_to(SEEDS / "topics")
    (tmp_path / "concepts.toml").symlink_to(SEEDS / "concepts.toml")
    result = wiredesk("check", "--topics", tmp_path)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert any("names.toml:2" in line and "write more of the name" in line for line in lines)
    assert any("names.toml:9" in line and "yacht" in line for line in lines)
    assert any("names.toml:11" in line and "ISO 3166-1" in line for line in lines)

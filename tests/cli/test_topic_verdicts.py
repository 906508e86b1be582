"""`wiredesk topics verdicts` and `relearn`: what people decided, and learning from it."""

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from monitor.cli.context import Context
from monitor.cli.topic_relearning import relearn
from monitor.cli.topic_verdicts import verdicts
from monitor.model import Classified, PollOutcome, Says
from monitor.settings import Settings
from monitor.store import Store
from monitor.topics.measuring.proposal import Change, Compared, Moved
from monitor.wiring import open_installation
from tests.samples import NOW, article, feed, match


@pytest.fixture
def desk(data: Path) -> Store:
    """An installation with one article, on which a verdict was given and replaced."""
    installation = open_installation(data, Settings(), [feed(1)])
    store = installation.store
    (lease,) = store.feeds.claim([feed(1).url], NOW)
    store.feeds.record(lease, PollOutcome(lease.polling, new=(Classified(article(1), (match(),)),)))
    store.verdicts.give(1, "export-bans", Says.NOT, "Anna", NOW, "a film")
    store.verdicts.give(1, "export-bans", Says.CARRIES, "Boris", NOW)
    return store


@pytest.fixture
def run(data: Path) -> Callable[..., Result]:
    def invoke(command: click.Command, *arguments: str) -> Result:
        return CliRunner().invoke(command, arguments, obj=Context(data, None))

    return invoke


def propose(store: Store, then: float) -> None:
    compared = Compared(1, 901, (0.8, then), {"export-bans": (0.8, then)})
    moved = (Moved(1, "Licences on hold", "export-bans"),)
    store.proposals.add(NOW, store.verdicts.last(), Change(compared, 1, {"export-bans": 1}, {}, moved, ()))


def test_every_verdict_is_listed_the_latest_first(run, desk: Store) -> None:
    rows = json.loads(run(verdicts, "--json").stdout)
    assert [(row["who"], row["says"], row["classifier"], row["note"]) for row in rows] == [
        ("Boris", "carries", "0.90", ""),
        ("Anna", "not", "0.90", "a film"),
    ]
    assert "Nobody has decided" in run(verdicts, "--topic", "coproduction").stdout
    wrong = run(verdicts, "--topic", "unheard-of")
    assert (wrong.exit_code, "wiredesk topics list" in wrong.output) == (1, True)


def test_what_was_learnt_is_shown_and_taken_when_asked(run, desk: Store) -> None:
    propose(desk, 0.82)
    shown = run(relearn)
    assert shown.exit_code == 0, shown.output
    assert "macro F1 0.800 now, 0.820 then: 901 items, 1 of them from verdicts" in shown.output
    assert "+ export-bans: Licences on hold (1)" in shown.output
    assert desk.proposals.taught_up_to() == 0
    assert json.loads(run(relearn, "--accept", "--json").stdout)["change"]["compared"]["items"] == 901
    assert desk.proposals.taught_up_to() == desk.verdicts.last()
    again = run(relearn, "--accept")
    assert (again.exit_code, "taken already" in again.output) == (1, True)


def test_what_would_lower_the_quality_is_refused_with_the_figures(run, desk: Store) -> None:
    propose(desk, 0.7812)
    refused = run(relearn, "--accept")
    assert refused.exit_code == 1
    assert "would fall from 0.8000 to 0.7812" in refused.output
    assert desk.proposals.taught_up_to() == 0


def test_without_a_verdict_there_is_nothing_to_learn(run, data: Path) -> None:
    open_installation(data, Settings(), []).close()
    nothing = run(relearn)
    assert (nothing.exit_code, "nobody has decided" in nothing.output) == (1, True)

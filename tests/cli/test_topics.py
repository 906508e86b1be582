"""The topics of an installation from the command line: made, exported, tried, saved, drafted."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from monitor.pipeline.candidates import candidate
from monitor.store import Store, open_store
from tests.trial_topics import FIRE, FIRES, NO_FIRE, few_labelled, fill

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Teach from few labelled items, so that it takes a moment."""
    taught = partial(candidate, labelled=few_labelled(tmp_path / "labelled"))
    monkeypatch.setattr("monitor.cli.topic_saving.candidate", taught)
    monkeypatch.setattr("monitor.cli.topic_backtest.candidate", taught)


@pytest.fixture
def archive(wiredesk: Run, data: Path) -> Store:
    """The installation's own store, with some articles and topics of the test in it."""
    wiredesk("topics", "list")
    store = open_store(f"sqlite:///{data / 'wiredesk.db'}")
    fill(store, (FIRE, NO_FIRE) * 3)
    return store


def made(wiredesk: Run, *changes: str, slug: str = "fires") -> Result:
    terms = [f"--term=fire={t}" for t in ("explosion*", "explod*", "blaze*", "fire*")]
    terms += [f"--term=works={t}" for t in ("arms factory", "powder mill*", "munition* plant*")]
    examples = [f"--match={one.title}" for one in FIRES.matches]
    examples += [f"--near-miss={one.title}" for one in FIRES.near_misses]
    definition = (
        () if any(one.startswith("--definition") for one in changes) else ("--definition=Fires in works.",)
    )
    return wiredesk("topics", "new", slug, "--name=Fires", *definition, *terms, *examples, *changes)


def one_line(result: Result) -> str:
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.stderr.splitlines()[-1]


def test_alone_it_lists_them(wiredesk: Run) -> None:
    assert wiredesk("topics").output == wiredesk("topics", "list").output
    assert "coproduction" in wiredesk("topics").output


def test_a_topic_is_made_of_a_definition_terms_and_examples(wiredesk: Run) -> None:
    result = made(wiredesk)
    assert result.exit_code == 0, result.output
    assert "All 12 examples come out as said" in result.output
    assert "held back in turn it finds" in result.output
    rows = json.loads(wiredesk("topics", "list", "--json").output)
    assert {"slug": "fires", "name": "Fires", "concepts": 2, "examples": 12, "wish": "balanced"} in rows


def test_a_wish_is_kept_from_the_first_day_on_and_in_files(wiredesk: Run, tmp_path: Path) -> None:
    assert made(wiredesk, "--wish=fewer-misses").exit_code == 0
    file = tmp_path / "fires.toml"
    wiredesk("topics", "export", "fires", file)
    assert 'wish = "fewer-misses"' in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace("fewer-misses", "fewer-false-alarms"), "utf-8")
    assert wiredesk("topics", "save", file).exit_code == 0
    wishes = {row["slug"]: row["wish"] for row in json.loads(wiredesk("topics", "list", "--json").output)}
    assert (wishes["fires"], wishes["coproduction"]) == ("fewer-false-alarms", "balanced")
    file.write_text(file.read_text("utf-8").replace("fewer-false-alarms", "everything"), "utf-8")
    assert "wish: must be 'fewer-misses', 'balanced' or" in one_line(wiredesk("topics", "save", file))


def test_more_examples_come_from_a_file_of_labelled_items(wiredesk: Run, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "title": "Powder mill on fire", "labels": ["fires"]},
        {"id": "b", "title": "Snow", "labels": []},
    ]
    file = tmp_path / "examples.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")
    assert "All 14 examples" in made(wiredesk, f"--examples={file}").output
    file.write_text("{", "utf-8")
    assert "examples.jsonl:1" in one_line(made(wiredesk, f"--examples={file}", slug="other"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("--definition= ", "definition: is empty: write something"),
        ("--use=wepon", "uses #1: no shared concept 'wepon'"),
        ("--term=fire=*", "the term '*' may have"),
        ("--term=Fire=blaze", "'Fire' is no name"),
        (
            "--match=A quiet day in parliament",
            "examples.match #7 'A quiet day in parliament': does not match",
        ),
    ],
)
def test_what_is_wrong_with_it_is_told_and_nothing_stored(wiredesk: Run, change: str, said: str) -> None:
    if change.startswith("--match"):
        result = made(wiredesk, change, *["--near-miss=A quiet day in parliament"] * 3)
    else:
        result = made(wiredesk, change)
    assert result.exit_code == 1
    assert said in result.stderr, result.stderr
    assert "Traceback" not in result.output
    assert '"fires"' not in wiredesk("topics", "list", "--json").output


def test_a_slug_that_is_taken_is_refused(wiredesk: Run) -> None:
    assert "export-bans: there is such a topic already: choose another slug" in one_line(
        made(wiredesk, slug="export-bans")
    )


def test_a_topic_is_exported_edited_and_saved(wiredesk: Run, archive: Store, tmp_path: Path) -> None:
    file = tmp_path / "fires.toml"
    assert wiredesk("topics", "export", "factory-fires", file).exit_code == 0
    assert wiredesk("topics", "export", "factory-fires").output == file.read_text("utf-8")
    assert "cannot be written" in one_line(wiredesk("topics", "export", "factory-fires", file))
    assert "no such topic" in one_line(wiredesk("topics", "export", "weather"))
    file.write_text(file.read_text("utf-8").replace("Factory fires", "Fires in factories"), "utf-8")
    saved = wiredesk("topics", "save", file)
    assert saved.exit_code == 0, saved.output
    assert [topic.name for topic in archive.topics.all() if topic.slug == "factory-fires"] == [
        "Fires in factories"
    ]


def test_a_file_with_faults_is_named_with_its_line(wiredesk: Run, tmp_path: Path) -> None:
    file = tmp_path / "fires.toml"
    file.write_text('slug = "fires"\nname = "Fires"\ndefinition = ""\nuses = ["weapon"]\n', "utf-8")
    for command in ("save", "backtest", "draft"):
        assert (
            one_line(wiredesk("topics", command, file)) == f"{file}:3: definition: is empty: write something"
        )
    assert "there is no such file" in one_line(wiredesk("topics", "backtest", tmp_path / "none.toml"))


def test_a_back_test_tells_what_would_change_and_why(wiredesk: Run, archive: Store, tmp_path: Path) -> None:
    file = tmp_path / "fires.toml"
    wiredesk("topics", "export", "factory-fires", file)
    result = wiredesk("topics", "backtest", file)
    assert result.exit_code == 0, result.output
    assert "factory-fires on 6 articles" in result.output
    assert "Gained: 3" in result.output
    assert "title: a fire ('Explosion')" in result.output
    report = json.loads(wiredesk("topics", "backtest", file, "--articles", "2", "--json").output)
    assert (report["articles"], report["gained"]["count"]) == (2, 1)
    assert report["gained"]["newest"][0]["after"]["evidence"]
    assert (
        archive.matches.by_day(archive.archive.read("x", None, None, 1)[0].dated_at.replace(year=2000)) == {}
    )


def test_a_draft_is_begun_compared_and_forgotten(wiredesk: Run, archive: Store, tmp_path: Path) -> None:
    file = tmp_path / "fires.toml"
    wiredesk("topics", "export", "factory-fires", file)
    assert "There is no draft" in wiredesk("topics", "drafts").output
    assert "judges all that comes in" in wiredesk("topics", "draft", file).output
    (row,) = json.loads(wiredesk("topics", "drafts", "--json").output)
    assert (row["topic"], row["articles"], row["live"], row["draft"]) == ("factory-fires", 0, 0, 0)
    assert wiredesk("topics", "undraft", "factory-fires").exit_code == 0
    assert "there is no draft" in one_line(wiredesk("topics", "undraft", "factory-fires"))


def test_what_judging_anew_changed_is_listed(wiredesk: Run, archive: Store) -> None:
    assert "changed nothing in 7 days" in wiredesk("topics", "changes").output

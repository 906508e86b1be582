"""What holds for every command, and the smaller ones."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from monitor.cli import main


def every_command(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("path", list(every_command()), ids=" ".join)
def test_every_command_has_help_and_an_example(wiredesk, path: tuple[str, ...]) -> None:
    result = wiredesk(*path, "--help")
    assert result.exit_code == 0
    is_group = "COMMAND [ARGS]" in result.output
    assert is_group or f"Example: wiredesk {path[0]}" in result.output


def test_users_are_invited_by_a_link_and_listed(wiredesk) -> None:
    assert "Nobody has an account yet" in wiredesk("users", "list").output
    link = wiredesk("users", "add", "--role", "editor").output.strip()
    assert link.startswith("http://127.0.0.1:8420/invitations/")


def test_feeds_are_added_once_and_bad_addresses_are_refused(wiredesk, data: Path) -> None:
    (data / "feeds.toml").write_text('[[feed]]\nname = "X"\nurl = "https://x.example/feed"\n')
    assert "Added" in wiredesk("feeds", "add", "https://y.example/feed", "--name", "Why").output
    again = wiredesk("feeds", "add", "https://y.example/feed")
    assert (again.exit_code, "already" in again.output) == (1, True)
    bad = wiredesk("feeds", "add", "ftp://y.example/feed")
    assert (bad.exit_code, "url" in bad.output) == (1, True)


def test_a_private_address_is_not_tried(wiredesk) -> None:
    result = wiredesk("feeds", "test", "http://127.0.0.1/feed")
    assert (result.exit_code, "private" in result.output) == (1, True)


def test_parse_prints_entries_and_names_what_is_no_feed(wiredesk, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_text("<rss version='2.0'><channel><item><title>One</title></item></channel></rss>")
    bad.write_text("<html></html>")
    result = wiredesk("parse", good, bad, tmp_path / "absent.xml")
    assert result.exit_code == 1
    (entry,) = map(json.loads, result.stdout.splitlines())
    assert (entry["file"], entry["title"]) == (str(good), "One")
    assert result.stderr.count("\n") == 2


def test_a_backup_is_a_sound_copy_and_never_overwrites(wiredesk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert wiredesk("db", "backup", copy).exit_code == 0
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM topics").fetchone() == (3,)
    connection.close()
    again = wiredesk("db", "backup", copy)
    assert (again.exit_code, "exists" in again.output) == (1, True)
    assert wiredesk("db", "check").output == "The database is sound.\n"


def test_a_file_that_is_no_database_is_refused_in_one_line(wiredesk, data: Path) -> None:
    (data / "wiredesk.db").write_bytes(b"this is not a database" * 100)
    result = wiredesk("feeds", "list")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "database" in result.output


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    from click.testing import CliRunner

    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "file"), "feeds", "list"])
    assert result.exit_code != 0
    assert "Traceback" not in result.output


def test_an_unknown_setting_in_the_environment_is_refused(wiredesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREDESK_MAIL_HOSTT", "x")
    result = wiredesk("feeds", "list")
    assert (result.exit_code, "WIREDESK_MAIL_HOST" in result.output) == (1, True)

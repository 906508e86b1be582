"""Files that are no TOML, and the lines of keys in those that are."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.configuration.toml_file import read_toml, statements

SAMPLE = """\
# a comment
top = 1

[polling]
interval_minutes = 30
allowed_hosts = [
  "one",  # not a key = value
  "two",
]
dotted.inner.key = 1
text = '''
[[feed]]
name = "not a table"
'''

[[feed]]
name = "A"
tags = { kind = "x", more = { deep = 1 } }

[[feed]]
name = "B"
url = "u"

[feed.extra]
note = "belongs to B"

[[feed.extra.list]]
a = 1
[[feed.extra.list]]
a = 2
"""


def test_every_key_is_found_in_its_line(tmp_path: Path):
    file = read_toml(_written(tmp_path, SAMPLE))
    keys = {
        ("top",): 2,
        ("polling",): 4,
        ("polling", "interval_minutes"): 5,
        ("polling", "allowed_hosts", 1): 6,
        ("polling", "dotted", "inner", "key"): 10,
        ("polling", "text"): 11,
        ("feed", 0): 16,
        ("feed", 0, "name"): 17,
        ("feed", 0, "tags", "more", "deep"): 18,
        ("feed", 1): 20,
        ("feed", 1, "url"): 22,
        ("feed", 1, "extra", "note"): 25,
        ("feed", 1, "extra", "list", 1, "a"): 30,
    }
    assert {path: file.line(path) for path in keys} == keys


def test_a_key_that_is_not_there_is_placed_at_the_table_around_it(tmp_path: Path):
    file = read_toml(_written(tmp_path, SAMPLE))
    assert file.line(("feed", 1, "site")) == 20
    assert file.line(("mail", "host")) == 1


def test_the_statements_together_are_the_file():
    assert "".join(statement.text for statement in statements(SAMPLE)) == SAMPLE


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        (b"", "", "empty"),
        (b" \r\n\n", "", "empty"),
        (b"\xef\xbb\xbf", "", "empty"),
        (b"a = 1\nb = \n", ":2", "not valid TOML: Invalid value"),
        (b"a = 1\na = 2\n", ":2", "Cannot overwrite a value"),
        (b"a = 1\n[b\n", ":2", "not valid TOML"),
        (b"a = [1,\n2,\n\n", ":2", "not valid TOML"),
        (b"[polling]\r\nworkers = two\r\n", ":2", "not valid TOML"),
        (b"a = 1\nb = '\xe4'\n", ":2", "not UTF-8"),
        ("a = 1".encode("utf-16"), ":1", "not UTF-8"),
        (b"a = 1\x00", ":1", "not valid TOML"),
        (b"a = " + b"1" * 10_000, "", "a number is too long"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line_with_its_place(
    tmp_path: Path, body: bytes, line: str, what: str
):
    path = tmp_path / "wiredesk.toml"
    path.write_bytes(body)
    with pytest.raises(ConfigurationError) as refusal:
        read_toml(path)
    message = str(refusal.value)
    assert message.startswith(f"{path}{line}: ")
    assert what in message
    assert "\n" not in message
    assert refusal.value.problems[0].remedy


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="there is no such file: correct the path"):
        read_toml(tmp_path / "nowhere.toml")
    with pytest.raises(ConfigurationError, match="this is a folder: name the file"):
        read_toml(tmp_path)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_toml(_written(tmp_path, "a = 1\n") / "below-a-file.toml")


@contextmanager
def _without_the_rights_of_root() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_without_read_permission_is_refused(tmp_path: Path):
    path = _written(tmp_path, "a = 1\n")
    path.chmod(0)
    with (
        _without_the_rights_of_root(),
        pytest.raises(ConfigurationError, match=r"cannot be read \(Permission denied\)"),
    ):
        read_toml(path)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path):
    path = tmp_path / "wiredesk.toml"
    path.write_bytes(b"\xef\xbb\xbf[polling]\r\nworkers = 3\r\n")
    file = read_toml(path)
    assert file.data == {"polling": {"workers": 3}}
    assert file.line(("polling", "workers")) == 2


def test_what_a_key_smuggles_in_stays_harmless_on_one_line(tmp_path: Path):
    path = _written(
        tmp_path, '[[feed]]\nname = "a\\nb\\u001b[31m"\nurl = "https://a.example/"\n"k\\ney" = 1\n'
    )
    with pytest.raises(ConfigurationError) as refusal:
        read_feeds(path)
    lines = str(refusal.value).split("\n")
    assert len(lines) == len(refusal.value.problems) == 2
    assert all(line.isprintable() for line in lines)


def _written(folder: Path, text: str) -> Path:
    path = folder / "sample.toml"
    path.write_text(text, encoding="utf-8")
    return path

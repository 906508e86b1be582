"""Writing feeds: what comes back is what was written, and what people wrote stays."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from monitor.configuration.feeds_file import feeds_of, read_feeds
from monitor.configuration.feeds_writing import feeds_text, write_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.configuration.toml_file import TomlFile
from monitor.model import Feed, Rights
from monitor.shipped import CONFIG
from tests.configuration.strategies import distinct_feeds

SAMPLE = """\
# Our feeds.

# --- The coast ---
[[feed]]
url = "https://gazette.example/feed"  # the long one
name = 'Harbour Gazette'

# --- The north ---

[[feed]]
name = "North Wire"
# asked them on the phone
url = "https://north.example/rss"
language = "en"

# --- Others ---
[[feed]]
name = "Old Paper"
url = "https://paper.example/rss"
# the end
"""
GAZETTE = Feed("https://gazette.example/feed", "Harbour Gazette")
NORTH = Feed("https://north.example/rss", "North Wire", language="en")
PAPER = Feed("https://paper.example/rss", "Old Paper")


@settings(deadline=None)
@given(distinct_feeds.filter(bool))
def test_a_new_file_reads_back_as_it_was_written(feeds: list[Feed]):
    assert feeds_of(_parsed(feeds_text(feeds))) == feeds


@settings(deadline=None)
@given(distinct_feeds.filter(bool), distinct_feeds.filter(bool))
def test_an_existing_file_comes_to_hold_the_new_feeds(old: list[Feed], new: list[Feed]):
    text = feeds_text(new, _parsed(feeds_text(old)))
    read = feeds_of(_parsed(text))
    assert sorted(read, key=lambda feed: feed.url) == sorted(new, key=lambda feed: feed.url)
    assert feeds_text(new, _parsed(text)) == text


@pytest.mark.parametrize("text", [SAMPLE, (CONFIG / "feeds.toml").read_text(encoding="utf-8")])
def test_writing_the_same_feeds_changes_no_character(text: str):
    file = _parsed(text)
    assert feeds_text(list(reversed(feeds_of(file))), file) == text


def test_a_change_touches_its_own_lines_only():
    changed = Feed("https://gazette.example/feed", "Gazette", country="EE")
    text = feeds_text([changed, Feed(NORTH.url, NORTH.name), PAPER], _parsed(SAMPLE))
    assert text == SAMPLE.replace("'Harbour Gazette'\n", '"Gazette"\ncountry = "EE"\n').replace(
        'language = "en"\n', ""
    )


def test_rights_and_full_text_are_written_unless_they_go_without_saying():
    full = replace(NORTH, rights=Rights.FULL, full_text=True)
    text = feeds_text([GAZETTE, full, PAPER], _parsed(SAMPLE))
    assert text == SAMPLE.replace('language = "en"\n', 'language = "en"\nrights = "full"\nfull_text = true\n')
    assert feeds_text([GAZETTE, NORTH, PAPER], _parsed(text)) == SAMPLE
    assert "rights =" not in feeds_text([NORTH])


def test_a_removed_feed_leaves_the_comments_of_its_neighbours_and_a_new_one_comes_last():
    text = feeds_text([GAZETTE, PAPER, Feed("https://new.example/", "New", paused=True)], _parsed(SAMPLE))
    north = SAMPLE[SAMPLE.index('[[feed]]\nname = "North') : SAMPLE.index("# --- Others")]
    new = '\n[[feed]]\nname = "New"\nurl = "https://new.example/"\npaused = true\n'
    assert text == SAMPLE.replace(north, "") + new


def test_the_file_is_created_then_replaced_with_its_permissions(tmp_path: Path):
    path = tmp_path / "feeds.toml"
    write_feeds(path, [GAZETTE])
    path.chmod(0o640)
    write_feeds(path, [GAZETTE, NORTH])
    assert read_feeds(path) == [GAZETTE, NORTH]
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_windows_line_ends_gets_one_kind_of_line_end(tmp_path: Path):
    path = tmp_path / "feeds.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode())
    write_feeds(path, [GAZETTE, NORTH, PAPER])
    assert path.read_bytes() == SAMPLE.encode()


@pytest.mark.parametrize(
    "text", [SAMPLE.replace("language", "lang"), 'feed = [{ name = "A", url = "https://a.example/" }]\n', ""]
)
def test_a_file_that_cannot_be_kept_whole_is_not_written(tmp_path: Path, text: str):
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        write_feeds(path, [PAPER])
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_feeds(tmp_path / "missing" / "feeds.toml", [PAPER])


def _parsed(text: str) -> TomlFile:
    return TomlFile(Path("feeds.toml"), text, tomllib.loads(text))

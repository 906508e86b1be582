"""The check over folders of feeds, on the corpus' own, and proof that it would find something."""

from pathlib import Path

import pytest

from monitor.model import Fetched, NotAFeed, Reason
from tests.faults import reader_files
from tests.faults.seeds import seeds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, body in enumerate(seeds()):
        (tmp_path / f"{number}.xml").write_bytes(body)
    return tmp_path


def test_no_feed_of_the_corpus_gives_fewer_entries_than_feedparser_finds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reader_files.main([str(folder)]) == 0
    assert " 0 faults" in capsys.readouterr().out


def test_a_feed_that_is_not_read_though_feedparser_reads_it_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing(_: Fetched) -> NotAFeed:
        return NotAFeed(Reason.NOT_A_FEED)

    monkeypatch.setattr(reader_files, "parse", nothing)
    assert reader_files.main([str(folder)]) == 1
    assert f"{folder / '0.xml'}: 0 entries, feedparser alone 2" in capsys.readouterr().out

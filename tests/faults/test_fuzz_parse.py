"""A short run of the fuzz, and proof that it would find something."""

from pathlib import Path

import pytest

from monitor.model import NotAFeed
from monitor.pipeline.reading import Reading
from tests.faults import expectations, fuzz_parse
from tests.faults.fuzz_parse import Input, made, run
from tests.faults.seeds import seeds


@pytest.fixture(scope="module")
def bodies() -> list[bytes]:
    return seeds()


def test_nothing_escapes_from_some_hundred_mutated_feeds(bodies: list[bytes]) -> None:
    summary = run(range(400), 7, bodies, None)
    assert summary.offending == 0
    assert summary.counts["read"] > 250
    assert summary.counts["read, with items known"] > 25


def test_an_input_is_made_again_from_its_number(bodies: list[bytes]) -> None:
    assert made(7, 5, bodies) == made(7, 5, bodies)
    assert len({made(7, number, bodies).body for number in range(50)}) > 40


def _raising(_given: bytes, _content_type: str, _known: bytes = b"") -> Reading | NotAFeed:
    raise KeyError("where")


def _without_end(_given: bytes, _content_type: str, _known: bytes = b"") -> Reading | NotAFeed:
    while True:
        pass


@pytest.mark.parametrize(("broken", "said"), [(_raising, "escaped: KeyError"), (_without_end, "over 0.2 s")])
def test_what_escapes_or_hangs_is_told_and_saved(
    broken: object, said: str, bodies: list[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(fuzz_parse, "reading_of", broken)
    monkeypatch.setattr(fuzz_parse, "HUNG", 0.2)
    assert run(range(1), 7, bodies, tmp_path).offending == 1
    assert said in capsys.readouterr().out
    assert (tmp_path / "7-0.feed").read_bytes() == made(7, 0, bodies).body


def test_a_cut_that_reads_otherwise_is_told(bodies: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    given = Input(bodies[0], "", bodies[0])
    known = expectations.reading_of(given.body, "")
    assert isinstance(known, Reading)
    assert expectations.fault_of_cut(given.body, "", known.known_items) == ""
    monkeypatch.setattr(expectations, "reads_the_same", lambda *_: False)
    assert expectations.fault_of_cut(given.body, "", known.known_items) == "cut, it reads otherwise"


def test_files_of_a_folder_are_seeds_too(tmp_path: Path) -> None:
    (tmp_path / "own.xml").write_bytes(b"<rss/>")
    (tmp_path / "empty.xml").touch()
    assert seeds(tmp_path) == [*seeds(), b"<rss/>"]

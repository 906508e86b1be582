from pathlib import Path

import pytest

from monitor.configuration.problems import ConfigurationError
from monitor.stories.facts.told import facts
from monitor.stories.names.gazetteer import Gazetteer, NameKind
from monitor.stories.names.gazetteer_file import load_gazetteer, shipped_gazetteer
from monitor.stories.text import Text
from tests.stories.conftest import START

_SOUND = """
[pola-invented]
name = "Pola Invented"
kind = "person"
role = "invented minister"
country = ["xx"]
aliases = ["invented*", "інвентед*"]
"""


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return shipped_gazetteer()


def _faults(tmp_path: Path, written: str) -> str:
    path = tmp_path / "names.toml"
    path.write_text(written, "utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load_gazetteer(path)
    return str(refused.value)


def test_the_shipped_gazetteer_is_sound_and_large_enough(known):
    kinds = [entry.kind for entry in known.entries.values()]
    assert len(kinds) >= 450
    assert set(kinds) == set(NameKind)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Zelenskyy", "volodymyr-zelenskyy"),
        ("Zelensky", "volodymyr-zelenskyy"),
        ("Selenskyj", "volodymyr-zelenskyy"),
        ("Зеленського", "volodymyr-zelenskyy"),
        ("Zełenskiego", "volodymyr-zelenskyy"),
        ("Kiev", "kyiv"),
        ("Києві", "kyiv"),
        ("Kijów", "kyiv"),
        ("Rheinmetalls", "rheinmetall"),
        ("Рейнметалла", "rheinmetall"),
        ("Erdoğan", "recep-tayyip-erdogan"),
        ("Kosiniakiem-Kamyszem", "wladyslaw-kosiniak-kamysz"),
        ("Національне антикорупційне бюро", "nabu"),
        ("Panzerhaubitzen 2000", "panzerhaubitze-2000"),
    ],
)
def test_a_name_is_found_in_the_spellings_of_many_languages(known, text, key):
    found = known.find(text)
    assert found
    assert found.key == key


def test_an_unknown_name_is_nobody(known):
    assert known.find("Oona Kestrelby") is None


def test_its_matcher_gives_facts_the_keys_of_names(known, reader):
    text = Text("", "Selenskyj besucht Rheinmetall.", reader.finder, known.matcher)
    told = facts(text, START.date())
    assert {fact.key for fact in told} >= {"volodymyr-zelenskyy", "rheinmetall"}


def test_of_names_that_overlap_the_longest_is_mentioned(known):
    assert [hit.concept for hit in known.mentions("A radar by Leonardo DRS.")] == ["leonardo-drs"]


def test_a_mention_begins_with_a_capital_or_a_figure(known):
    found = known.mentions("He trumps them all, says Trump of the F-35 and the 2S22.")
    assert [hit.concept for hit in found] == ["donald-trump", "f-35", "bohdana"]


def test_a_mention_lies_where_the_text_has_it(known):
    text = "Gestern traf Łukaszenka den Gast."
    (hit,) = known.mentions(text)
    assert text[hit.start : hit.end] == "Łukaszenka"


def test_entries_of_a_kind_come_by_name(known):
    names = [entry.name for entry in known.of_kind(NameKind.PROGRAMME)]
    assert names == sorted(names)
    assert "Danish model" in names


def test_every_fault_names_its_entry_and_field(tmp_path):
    written = """
[Bad_Key]
name = "Someone Else"
kind = "person"
role = "invented"
country = ["xx"]

[no-kind]
name = "No Kind"
role = "invented"
country = ["xx"]

[wrong-kind]
name = "Wrong Kind"
kind = "ship"
role = " "
country = ["XXX"]
alias = ["wrong kind"]
aliases = ["wr*ong"]
"""
    told = _faults(tmp_path, written)
    for place in (
        ":2: Bad_Key",
        "no-kind.kind",
        "wrong-kind.kind",
        "wrong-kind.role",
        "wrong-kind.country #1",
    ):
        assert place in told
    for place in ("wrong-kind.alias:", "wrong-kind.aliases #1"):
        assert place in told


@pytest.mark.parametrize(
    ("alias", "why"),
    [
        ("rh*", "at least 4 letters"),
        ("dga", "at least 4 letters"),
        ("tusk", "everyday word"),
        ("Инventa", "mixes Latin"),
        ("pola inventéd", "stands here already"),
    ],
)
def test_a_spelling_that_says_too_little_is_refused(tmp_path, alias, why):
    told = _faults(tmp_path, _SOUND.replace('"інвентед*"', f'"{alias}"'))
    assert "pola-invented.aliases #2" in told
    assert why in told


def test_a_spelling_of_two_names_is_refused_at_the_later_and_the_earlier(tmp_path):
    other = (
        _SOUND.replace("pola-invented", "cousin").replace("Pola", "Carl").replace("інвентед*", "inventedson")
    )
    told = _faults(tmp_path, _SOUND + other)
    assert "cousin.aliases #1: 'invented*' is ambiguous: it is a spelling of pola-invented too" in told
    assert "pola-invented.aliases #1: 'invented*' is ambiguous: it is a spelling of cousin too" in told


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(ConfigurationError, match="there is no such file"):
        load_gazetteer(tmp_path / "names.toml")

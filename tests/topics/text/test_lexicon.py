"""The lexicon that ships: sound terms, and what it finds."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.shipped import LEXICON
from monitor.topics.text.concepts import Hit, Matcher, term_problem
from monitor.topics.text.fold import fold
from monitor.topics.text.lexicon import Finder, finder
from monitor.topics.text.terms import Terms

FILES = sorted(LEXICON.glob("*.toml"))
KNOWN_BY = {"names", "capitals", "makers", "buyers", "watchdogs", "programmes"}


def terms(path: Path) -> list[tuple[str, str, str]]:
    """Table, list and term."""
    read = tomllib.loads(path.read_text("utf-8"))
    return [
        (table, name, term)
        for table, lists in read.items()
        for name, written in lists.items()
        for term in written
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_can_be_searched_for(path):
    assert [(table, term, problem) for table, _, term in terms(path) if (problem := term_problem(term))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_is_a_language_or_for_nations_a_way_to_know_them(path):
    names = {name for _, name, _ in terms(path)}
    odd = {name for name in names if name not in KNOWN_BY and not (len(name) in {2, 3} and name.isalpha())}
    assert odd == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_list_holds_a_term_twice(path):
    seen = terms(path)
    assert len(seen) == len(set(seen))


def test_concepts_are_found_in_any_language_and_told_by_file_and_table():
    found = finder({}).find(fold("Берлін знову відклав дозвіл; the licence was withheld"))
    files = {hit.concept.partition("/")[0] for hit in found.hits}
    assert "trade" in files
    assert "nations" not in files
    assert {hit.concept for hit in found.nations} == {"de/capitals"}


def test_the_topics_own_concepts_come_with_those_of_the_lexicon_in_order_of_place():
    found = finder({"storm": ("storm*",)}).find(fold("A storm delays export licences"))
    places = [hit.start for hit in found.hits]
    assert places == sorted(places)
    assert "storm" in {hit.concept for hit in found.hits}
    assert any(hit.concept.startswith("trade/") for hit in found.hits)


OWN = {
    "share": ("joint", "joint*", "joint venture*", "joint ven*", "joint vent*", "in joint", "*venture*"),
    "ban": ("ban", "turn* down", "*export* ban", "no ex*", "in jo*"),
}
SHARED = {"trade/share": ("joint venture", "*port", "u.s.", "f-16*"), "us/names": ("u.s.", "us", "us army")}
PIECES = [
    "joint",
    "in",
    "ban",
    "turns",
    "down",
    "no",
    "us",
    "army",
    ".",
    "'",
    "-",
    "é",
    "ventures",
    "venture-l'export",
    "reexports",
    "U.S.",
    "f-16s",
    "a_b",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " ", "-"]))
@example(["in", "joint", "ventures"], " ")  # phrases from one word, and some of one concept that end together
def test_words_looked_up_and_phrases_searched_find_what_one_search_for_all_terms_does(pieces, between):
    text = fold(between.join(pieces))
    plain: list[Hit] = sorted([*Matcher(OWN).hits(text), *Matcher(SHARED).hits(text)])
    found = Finder(Terms(OWN), Terms(SHARED), frozenset({"us/names"})).find(text)
    assert list(found.hits) == [hit for hit in plain if hit.concept != "us/names"]
    assert list(found.nations) == [hit for hit in plain if hit.concept == "us/names"]


def test_a_word_that_is_remembered_is_found_in_its_new_place():
    one = finder({"storm": ("storm*",)})
    assert [hit.start for hit in one.find("storms").hits if hit.concept == "storm"] == [0]
    assert [hit.start for hit in one.find("no storms").hits if hit.concept == "storm"] == [3]

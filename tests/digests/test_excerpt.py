"""Which words of an article a digest shows, and which of them are marked."""

import re

from hypothesis import given
from hypothesis import strategies as st

from monitor.digests.excerpt import LIMIT, excerpt, marked
from monitor.model import Evidence

FILLER = "Nothing of note was said about this for a good while. "


def evidence(text: str, field: str = "summary") -> Evidence:
    return Evidence(field, 0, len(text), text, "why")


def marks(text: str, *words: str) -> list[str]:
    return [piece.text for piece in marked(text, [evidence(word) for word in words]) if piece.marked]


def test_a_short_summary_stands_whole_on_one_line() -> None:
    assert excerpt("A title", "Two\n  words", "Content", []) == "Two words"


def test_a_long_summary_is_cut_at_a_word() -> None:
    found = excerpt("A title", FILLER * 20, "", [])
    assert len(found) <= LIMIT
    assert found.endswith("…")
    assert (FILLER * 20).startswith(found[:-1])
    assert (FILLER * 20)[len(found) - 1] in " .,"


def test_evidence_far_into_the_summary_is_in_the_excerpt() -> None:
    found = excerpt(
        "A title",
        FILLER * 9 + "Then the licence was refused outright. " + FILLER * 9,
        "",
        [evidence("licence")],
    )
    assert found.startswith("… Then the licence was refused")
    assert len(found) <= LIMIT


def test_evidence_that_only_the_content_holds_brings_the_content() -> None:
    only_there = [evidence("the second bribe", "content")]
    found = excerpt("A title", "A summary", FILLER * 9 + "He named the second bribe too.", only_there)
    assert found == "… He named the second bribe too."


def test_evidence_in_the_title_leaves_the_summary() -> None:
    assert excerpt("A title", "A summary", "Content", [evidence("title", "title")]) == "A summary"


def test_a_summary_that_repeats_the_title_says_nothing() -> None:
    assert excerpt("A title", "A  title", "", []) == ""
    assert excerpt("A title", "A title", "Content", []) == "Content"


def test_words_are_marked_wherever_they_stand_whole() -> None:
    assert marks("A ban is a ban, not a banner", "ban") == ["ban", "ban"]


def test_spans_that_touch_or_overlap_become_one_mark() -> None:
    assert marks("an export ban lifted", "export ban", "ban lifted") == ["export ban lifted"]


def test_scripts_without_spaces_are_marked_too() -> None:
    assert marks("政府は輸出規制を緩和した", "輸出規制") == ["輸出規制"]


def test_signs_with_a_meaning_in_patterns_are_plain_text() -> None:
    assert marks("Costs rose (a+)+$ again", "(a+)+$") == ["(a+)+$"]


@given(st.text(max_size=600), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_marking_keeps_every_character(text: str, words: list[str]) -> None:
    assert "".join(piece.text for piece in marked(text, [evidence(word) for word in words])) == text


@given(st.text(max_size=900), st.text(min_size=1, max_size=20))
def test_an_excerpt_never_exceeds_the_limit(text: str, word: str) -> None:
    found = excerpt("A title", f"{text} {word} {text}", "", [evidence(word)])
    assert len(found) <= LIMIT
    assert not re.search(r"[\n\r\t]", found)

"""What each level of rights lets people see of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.rights import EXTRACT, Passage, extract, is_whole, passages, words
from monitor.articles.sentences import LONGEST
from monitor.model import Evidence, Rights

FILLER = "Nothing of note was said about this for a good while. "
SUMMARY = FILLER * 10
TOLD = "Then the licence was refused outright. "
CONTENT = FILLER * 40 + TOLD + FILLER * 40


def evidence(text: str, words: str, field: str = "content") -> Evidence:
    start = text.index(words)
    return Evidence(field, start, start + len(words), words, "why")


def test_a_headline_lets_nothing_of_the_text_be_seen() -> None:
    assert passages(Rights.HEADLINE, SUMMARY, CONTENT, [evidence(CONTENT, "licence")]) == []
    assert extract(Rights.HEADLINE, SUMMARY, CONTENT) == ""


def test_an_extract_is_the_beginning_and_the_sentences_of_evidence() -> None:
    found = passages(Rights.EXTRACT, SUMMARY, CONTENT, [evidence(CONTENT, "licence")])
    begun, told = found
    assert (begun.field, begun.start) == ("summary", 0)
    assert SUMMARY[: begun.end].endswith("while.")
    assert EXTRACT / 2 < begun.end <= EXTRACT
    assert (told.field, CONTENT[told.start : told.end]) == ("content", TOLD.strip())
    assert not is_whole(found, SUMMARY, CONTENT)


def test_without_a_summary_the_text_begins_the_extract_and_evidence_within_is_shown_once() -> None:
    found = passages(Rights.EXTRACT, "", TOLD + CONTENT, [evidence(TOLD, "licence")])
    assert [one.field for one in found] == ["content"]
    assert found[0].end <= EXTRACT


def test_full_rights_let_everything_be_seen() -> None:
    found = passages(Rights.FULL, SUMMARY, CONTENT, [])
    assert found == [Passage("summary", 0, len(SUMMARY)), Passage("content", 0, len(CONTENT))]
    assert is_whole(found, SUMMARY, CONTENT)
    assert extract(Rights.FULL, "Begun.", "Begun. And told.") == "Begun. And told."


def test_an_extract_of_a_short_text_is_all_of_it() -> None:
    found = passages(Rights.EXTRACT, "Short.", "", [])
    assert is_whole(found, "Short.", "")
    assert extract(Rights.EXTRACT, "Short.", "") == "Short."


@pytest.mark.parametrize(("rights", "shown"), [(Rights.HEADLINE, ""), (Rights.EXTRACT, FILLER[:-1] * 2)])
def test_evidence_of_the_length_of_a_sentence_is_no_words(rights: Rights, shown: str) -> None:
    assert words(rights, Evidence("content", 0, 106, FILLER[:-1] * 2, "the wording as a whole")) == shown


def test_a_few_words_may_be_shown_of_any_evidence_and_all_of_a_headline() -> None:
    assert words(Rights.HEADLINE, evidence(CONTENT, "licence")) == "licence"
    long_title = "A headline that goes on for rather longer than anybody would read aloud in one breath"
    assert words(Rights.HEADLINE, evidence(long_title, long_title, "title")) == long_title


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    (found,) = passages(Rights.EXTRACT, "政" * 2_000, "", [])
    assert found.end == EXTRACT


def test_evidence_of_a_text_that_has_changed_since_is_left_out() -> None:
    outside = [Evidence("content", 900, 950, "gone", "x"), Evidence("summary", 3, 1, "", "")]
    assert passages(Rights.EXTRACT, "A summary.", "A text.", outside) == [Passage("summary", 0, 10)]


_spans = st.lists(
    st.tuples(st.sampled_from(["title", "summary", "content"]), st.integers(0, 900), st.integers(0, 400)).map(
        lambda at: Evidence(at[0], at[1], at[1] + at[2], "words", "why")
    ),
    max_size=5,
)


@given(st.text(max_size=900), st.text(max_size=900), _spans)
def test_an_extract_is_never_more_than_it_may_be(summary: str, content: str, spans: list[Evidence]) -> None:
    found = passages(Rights.EXTRACT, summary, content, spans)
    assert sum(one.end - one.start for one in found) <= EXTRACT + len(spans) * (LONGEST + 1)
    assert found == sorted(found, key=lambda one: (one.field != "summary", one.start))
    texts = {"summary": summary, "content": content}
    assert all(0 <= one.start <= one.end <= len(texts[one.field]) for one in found)
    assert len(extract(Rights.EXTRACT, summary, content)) <= EXTRACT + 1

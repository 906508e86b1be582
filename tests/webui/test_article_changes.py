"""What an edit changed in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.articles.changes import COMPARED, changes

_TEXTS = st.text(st.sampled_from("ab .!?\nж"), max_size=60)


def side(before: str, after: str, *kinds: str) -> str:
    return "".join(change.text for change in changes(before, after) if change.kind in kinds)


def told(before: str, after: str) -> str:
    """The changes, with [-what went-] and {+what came+}."""
    marks = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}"}
    return "".join(marks[change.kind] % change.text for change in changes(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One two.", "One two.", "One two."),
        ("", "One.", "{+One.+}"),
        ("One.", "", "[-One.-]"),
        ("", "", ""),
        ("The firms wait. No reason.", "The firms wait. A reason.", "The firms wait. [-No -]{+A +}reason."),
        ("One. Two. Three.", "One. Three.", "One. [-Two. -]Three."),
        ("One.\nTwo.", "One.  Two.", "One.  Two."),
        ("Дозволи призупинено.", "Дозволи відкликано.", "Дозволи [-призупинено-]{+відкликано+}."),
        ("भारत ने रोकी.", "भारत ने रोका.", "भारत ने [-रोकी-]{+रोका+}."),
    ],
)
def test_words_that_went_and_words_that_came_are_told(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


@given(_TEXTS, _TEXTS)
def test_what_stayed_and_came_is_the_later_text_and_what_stayed_and_went_the_former_but_for_spaces(
    before: str, after: str
) -> None:
    assert side(before, after, "same", "added") == after
    assert "".join(side(before, after, "same", "removed").split()) == "".join(before.split())


def test_a_text_of_one_endless_sentence_is_shown_as_exchanged() -> None:
    before, after = ("x " * 9_000, "y " * 9_000)
    assert [change.kind for change in changes(before, after)] == ["removed", "added"]


def test_texts_are_compared_up_to_a_limit() -> None:
    assert len(side("a" * 2 * COMPARED, "a" * 2 * COMPARED, "same")) == COMPARED

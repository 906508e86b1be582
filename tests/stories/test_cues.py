import pytest

from monitor.stories.cues import Cues

CUES = Cues({"credit": ("zuerst erschienen", "İlk olarak"), "owner": ("owned by", "©")})


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Der Bericht ist ZUERST ERSCHIENEN.", {"credit"}),
        ("ilk olarak Harbour Post, © 2026", {"credit", "owner"}),
        ("It is owned\nby nobody.", {"owner"}),
        ("Nothing of the kind.", set()),
        ("", set()),
    ],
)
def test_a_search_is_needed_where_its_words_stand_whatever_their_case_and_accents(text, needed):
    assert CUES.of(text) == needed

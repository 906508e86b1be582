"""The runs of letters by which words are known that nobody has taught."""

import pytest

from monitor.topics.text.spelling import runs


@pytest.mark.parametrize(
    ("stem", "found"),
    [
        ("", set()),
        ("a", {"<a>"}),
        ("arm", {"<ar", "arm", "rm>", "<arm", "arm>"}),
        ("аб", {"<аб", "аб>", "<аб>"}),
        ("aaaa", {"<aa", "aaa", "aa>", "<aaa", "aaaa", "aaa>"}),
    ],
)
def test_of_a_stem_come_its_runs_of_three_and_four_letters(stem, found):
    assert runs(stem) == found


def test_two_forms_of_one_word_share_most_runs_and_two_words_few():
    munition, related, other = map(runs, ("munitionsfabrik", "munitionswerk", "wetterbericht"))
    assert len(munition & related) > len(munition) / 2
    assert len(munition & other) < len(munition) / 10

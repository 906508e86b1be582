from dataclasses import replace
from datetime import UTC, datetime

import pytest

from monitor.stories.grouping.features import pack, unpack, unpack_signature, unpack_terms
from monitor.stories.grouping.resemblance import resemblances
from monitor.stories.grouping.weighing import weigh

TEXT = (
    "Kolvarra Marine stopped paying its suppliers, and the Norwegian coast guard will wait for 9,000 boats."
)


def test_what_was_packed_resembles_others_as_before(article, reader, window):
    one, other = (
        weigh(reader.read(article(key, "Norrhamn halts boats", TEXT)), window.rarity) for key in "ab"
    )
    packed = pack(one, (7, 2**32 - 1))
    (again,) = unpack([packed])
    assert (again.id, again.at, again.language) == ("a", one.at, "en")
    assert unpack_signature(packed) == (7, 2**32 - 1)
    assert resemblances(other, [again], 5).tolist() == resemblances(other, [one], 5).tolist()


def test_the_terms_alone_are_those_of_the_whole(article, reader, window):
    packed = pack(weigh(reader.read(article("a, 5", "Norrhamn halts boats", TEXT)), window.rarity), (7,))
    terms, marks = unpack_terms(packed)
    (whole,) = unpack([packed])
    assert len(terms) > 10
    assert (terms.tolist(), marks.tolist()) == (whole.terms.tolist(), whole.marks.tolist())


def test_a_report_of_a_few_lines_takes_less_than_a_kilobyte(article, reader, window):
    report = reader.read(article("a", "Norrhamn halts boats", TEXT * 3))
    assert len(pack(weigh(report, window.rarity), ())) < 1000


@pytest.mark.parametrize(
    "at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)]
)
def test_a_report_that_tells_nothing_at_a_date_that_cannot_be_is_kept_too(article, reader, window, at):
    report = weigh(replace(reader.read(article("e", "", "", lang="")), at=at), window.rarity)
    (again,) = unpack([pack(report, ())])
    assert (again.at, again.language, len(again.terms)) == (at, "", 0)


def test_reports_unpacked_together_are_those_unpacked_one_by_one(article, reader, window):
    titles = ("Norrhamn halts boats", "", "Ministers quarrel over 9,000 boats")
    packed = [
        pack(weigh(reader.read(article(t, t, TEXT[: 40 * n])), window.rarity), ())
        for n, t in enumerate(titles)
    ]
    for one, whole in zip(packed, unpack(packed), strict=True):
        (alone,) = unpack([one])
        assert (alone.id, alone.terms.tolist()) == (whole.id, whole.terms.tolist())
        assert (alone.marks.tolist(), alone.sums.tolist()) == (whole.marks.tolist(), whole.sums.tolist())
    assert unpack([]) == []

import pytest

from monitor.stories.names.by_rule import names
from monitor.stories.names.spelling import skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelenskyy", "Zelensky", "Selenskyj", "Зеленський", "Зеленського"),
        ("Rheinmetall", "Рейнметалл", "Рейнметаллом", "Rheinmetall's"),
        ("Poroshenko", "Порошенко", "Poroszenko"),
        ("Lukashenko", "Лукашенко", "Łukaszenka"),
        ("Umerov", "Умєров", "Умерова"),
    ],
)
def test_spellings_of_one_name_come_to_the_same(spellings):
    assert len({skeleton(spelling) for spelling in spellings}) == 1
    assert skeleton(spellings[0])


def test_too_short_a_name_is_told_by_nothing():
    assert skeleton("Kyiv") == ""


def test_names_are_capitalised_runs_and_designations():
    text = "The minister met Donald Tusk in Warsaw, and two KF41 and a Т-72 stood by."
    assert [name.text for name in names(text)] == ["Donald Tusk", "Warsaw", "KF41", "Т-72"]


def test_a_cyrillic_designation_is_the_latin_one():
    assert names("танк Т-72")[0].keys == names("a T-72 tank")[0].keys


def test_a_headline_in_capitals_throughout_tells_no_names():
    assert names("Minister Quietly Drops Tank Deal After Audit Finds Hidden Fees") == []


def test_no_text_has_no_names():
    assert names("") == []

"""Stems: the forms of a word share one in its language, and other words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.topics.text.fold import fold
from monitor.topics.text.stems import KEPT, LANGUAGES, is_form, stem, stems

FORMS = {
    "en": ("licence licences", "embargo embargoes", "ban bans banned banning", "approve approved approves"),
    "de": ("Waffe Waffen", "Verbot Verbote Verbots", "Ausfuhrgenehmigung Ausfuhrgenehmigungen", "Haus Häuser"),
    "fr": ("licence licences", "exportation exportations", "autorisé autorisée autorisés", "arme armes"),
    "es": ("arma armas", "licencia licencias", "prohibición prohibiciones", "misil misiles", "buque buques"),
    "it": ("arma armi", "licenza licenze", "esportazione esportazioni", "nave navi"),
    "pt": ("arma armas", "exportação exportações", "míssil mísseis", "licença licenças"),
    "pl": ("zakaz zakazu zakazem zakazów", "eksport eksportu eksporcie", "umowa umowy umowę umowie", "okręt okrętów"),
    "tr": ("silah silahlar silahları silahın", "yasak yasağı yasakları", "ihracat ihracatı", "gemi gemiler gemisi"),
    "ru": ("запрет запрета запрету запретов", "лицензия лицензии лицензию", "поставка поставки поставок"),
    "uk": (
        "заборона заборони заборону забороною забороні заборон",
        "ліцензія ліцензії ліцензію ліцензій",
        "договір договору договорів",
        "дозвіл дозволу дозволів",
        "книга книги книзі книгою",
        "корабель корабля кораблів",
        "постачання постачанню постачанням",
    ),
}  # fmt: skip
APART = {
    "en": "licence liberty lichen",
    "de": "Waffe Waffel Vertrag",
    "fr": "licence liste livre",
    "es": "arma armario licencia",
    "it": "arma armadio licenza",
    "pt": "arma armazém licença",
    "pl": "zakaz zakup umowa",
    "tr": "silah silgi yasak",
    "ru": "запрет запрос лицензия",
    "uk": "заборона забава договір",
}


@pytest.mark.parametrize(
    ("language", "family"), [(language, one) for language, families in FORMS.items() for one in families]
)
def test_the_forms_of_a_word_share_a_stem_in_its_language(language: str, family: str) -> None:
    first, *others = map(fold, family.split())
    assert [one for one in others if not is_form(one, first, language)] == []


@pytest.mark.parametrize("language", APART)
def test_other_words_that_begin_alike_have_stems_of_their_own(language: str) -> None:
    found = [stem(fold(word), language) for word in APART[language].split()]
    assert len(set(found)) == len(found)


def test_the_ten_languages_are_those_of_the_forms() -> None:
    assert set(FORMS) == set(APART) == LANGUAGES


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("licence", "nl"),
        ("licence", ""),
        ("licence", "uk"),
        ("заборона", "en"),
        ("eu", "en"),
        ("f16", "en"),
        ("a" * 41, "en"),
    ],
)
def test_a_word_of_another_script_or_language_a_short_or_endless_one_and_a_figure_have_no_forms(
    word: str, language: str
) -> None:
    assert stem(word, language) == ""
    assert is_form(word, word, language)


def test_a_word_has_a_stem_in_each_language_of_its_script() -> None:
    assert set(stems("licence")) == LANGUAGES - {"uk", "ru"}
    assert set(stems("ліцензія")) == {"uk", "ru"}
    assert stems("eu") == {}


@given(
    st.text(st.sampled_from("abceilnostuzвґдеиіїйклноруяє"), min_size=1, max_size=20),
    st.sampled_from(sorted(LANGUAGES)),
)
def test_a_stem_keeps_the_first_letters_and_a_word_is_a_form_of_itself(word: str, language: str) -> None:
    found = stem(word, language)
    assert not found or found[:KEPT] == word[:KEPT]
    assert is_form(word, word, language)

"""Where sentences end, and where a point is only that of an abbreviation."""

from dataclasses import replace

import pytest

from monitor.topics.learning.exemplar import as_article
from monitor.topics.text.passages import sentences, stretches


def split(text: str) -> list[str]:
    return [one.text.strip() for one in sentences(as_article("", text))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. State Department suspended the licences.",
        "A line of the U.K. Ministry of Defence in St. Helens makes hulls.",
        "Counsel for J. Smith and Dr. Alba Ruiz asked Sen. Ortiz to wait.",
        "The order stands vs. Brevik Motor under Art. 5 and No. 12.",
        "Das Werk in St. Veit, z. B. Halle 3, prüft Dr. Anna Kern nach § 4 Abs. 2.",
        "Selon M. Dupont et MM. Roche et Vial, l'art. 7 interdit la vente.",
        "Zakłady im. Brandta przy ul. Hutniczej odwiedził gen. Jan Nowak i św. Mikołaj.",
        "El Gral. Ortiz y la Sra. Vega compraron en EE. UU. Radares.",
        "Il gen. Rossi e l'avv. Bianchi citano l'art. 12.",
        "O Sr. Duarte e a Dra. Lemos negam.",
        "Doç. Dr. Ayşe Kaya ile Org. Demir Av. Yılmaz'ı dinledi.",
        "Завод ім. Малишева у м. Харків відвідав ген. Іваненко за ст. 5.",
        "Завод им. Калинина в г. Тула, ул. Ленина, проверил проф. Орлов, см. Приложение.",
    ],
)
def test_initials_and_abbreviations_end_no_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The ministry said no.", "Smith appealed."),
        ("They told me.", "Then it rained."),
        ("It cost 5 mln.", "The agency paid."),
        ("The plant is run by Brevik Corp.", "Workers left."),
        ("He moved to the plant (in St. Veit).", "It burnt."),
        ("Das Urteil fiel gegen 9 Uhr.", "Der Kläger schwieg."),
        ("Le contrat date de mai.", "La ministre se tait."),
        ("To był cel.", "Rząd milczy."),
        ("Son fiyat arttı.", "Bakan sustu."),
        ("Контракт підписали у 2024 р.", "Міністерство мовчить."),
        ("Контракт подписан в 2024 г.", "Министр молчит."),
        ("Труба діаметром 5 м.", "Її бачили."),
        ("„Das ist alles.“", "Dann ging er."),
        ("Is it legal?", "U.S. lawyers doubt it."),
    ],
)
def test_other_points_do(first: str, second: str) -> None:
    assert split(f"{first} {second}") == [first, second]


def test_a_line_break_ends_a_sentence_also_after_an_abbreviation() -> None:
    assert split("Sold to the U.S.\nThe buyer waits.") == ["Sold to the U.S.", "The buyer waits."]


def test_every_letter_stands_in_one_sentence_in_its_place() -> None:
    text = "The U.S. sold it. Dr. Kern knew!\n\nJ. Smith “did not.” She left…  Why? "
    found = sentences(as_article("", text))
    assert "".join(one.text for one in found) == text.rstrip() + " "
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)
    assert [one.text.strip() for one in found] == [
        "The U.S. sold it.", "Dr. Kern knew!", "J. Smith “did not.”", "She left…", "Why?"
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", ".", "...", ". . .", "A.", "a. B", ". B. C. D", "." * 5_000 + " A"])
def test_points_alone_do_no_harm(text: str) -> None:
    assert "".join(split(text)).replace(" ", "") == text.replace(" ", "")


def test_an_endless_line_of_initials_is_cut() -> None:
    article = replace(as_article("A. B. C.", "A. " * 2_000), content="word " * 1_000)
    found = sentences(article)
    assert max(len(one.text) for one in found) <= 1_000
    for headline, stretch in stretches(found):
        assert sum(len(found[place].text) for place in (*headline, *stretch)) <= 1_700


def test_every_sentence_is_in_one_stretch_and_the_headline_comes_with_each() -> None:
    article = replace(
        as_article("Talks resume. A deal is near.", "They met. " * 90), content="Then they left. " * 90
    )
    found = stretches(sentences(article))
    assert len(found) > 1
    assert {headline for headline, _ in found} == {range(2)}
    assert [place for _, stretch in found for place in stretch] == list(range(2, len(sentences(article))))

import pytest

from monitor.stories.facts.numerals import quantities
from monitor.stories.facts.sums import sums
from monitor.topics.text.fold import fold


def keys(text: str) -> list[str]:
    folded = fold(text)
    return [found.key for found in sums(folded, quantities(folded))]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("€1.2bn", "EUR 1.2e+09"),
        ("1,2 Mrd. Euro", "EUR 1.2e+09"),
        ("EUR 12.5 million", "EUR 1.2e+07"),
        ("two million dollars", "USD 2.0e+06"),
        ("$61m", "USD 6.1e+07"),
        ("US$ 120m", "USD 1.2e+08"),
        ("Rs 5,000 crore", "INR 5.0e+10"),
        ("5 000 000 Kč", "CZK 5.0e+06"),
        ("1,5 миллиарда рублей", "RUB 1.5e+09"),
        ("трьох мільярдів гривень", "UAH 3.0e+09"),
        ("3 mil millones de euros", "EUR 3.0e+09"),
        ("2.300,50 zł", "PLN 2.3e+03"),
        ("£2bn", "GBP 2.0e+09"),
        ("3.9 million yen", "JPY 3.9e+06"),
        ("45 milyon dolar", "USD 4.5e+07"),
        ("12 milhões de euros", "EUR 1.2e+07"),
    ],
)
def test_a_sum_is_the_same_in_figures_words_and_languages(text, key):
    assert keys(text) == [key]


def test_a_number_without_a_currency_is_no_sum():
    assert keys("690 vehicles by 2015, 49.5 % of them at home") == []


def test_a_number_keeps_its_place_and_scale():
    text = "The 1,200 howitzers, 750 тысяч автоматов and 400 in 2015"
    found = quantities(fold(text))
    assert [(q.value, text[q.start : q.end]) for q in found] == [
        (1200, "1,200"),
        (750_000, "750 тысяч"),
        (400, "400"),
        (2015, "2015"),
    ]


def test_an_endless_row_of_figures_is_read_without_harm():
    assert quantities("9" * 5000)
    assert quantities(fold("1 " * 5000)) is not None

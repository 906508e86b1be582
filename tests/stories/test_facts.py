from datetime import date

from monitor.stories.facts.told import Fact, facts, new_facts
from monitor.stories.text import Text
from monitor.topics.text.concepts import Matcher
from monitor.topics.text.lexicon import Finder
from monitor.topics.text.terms import Terms

GAZETTEER = Matcher({"kolvarra": ["kolvarra*", "кольварр*"]})
NATIONS = {"no/names": ["norway", "norweg*"]}
FINDER = Finder(Terms({}), Terms(NATIONS), frozenset(NATIONS))
TOLD = date(2026, 3, 2)


def found(text: str) -> list[tuple[str, str]]:
    return [(fact.kind, fact.text) for fact in read(text)]


def read(text: str) -> list[Fact]:
    return facts(Text("", text, FINDER, GAZETTEER), TOLD)


def test_a_report_tells_names_sums_numbers_places_and_dates():
    text = "On 28 February Norway paid Ina Quist of Kolvarra €1.2bn for 12 boats."
    assert found(text) == [
        ("date", "28 February"),
        ("place", "Norway"),
        ("name", "Ina Quist"),
        ("name", "Kolvarra"),
        ("sum", "€1.2bn"),
        ("number", "12 boats"),
    ]


def test_a_number_stands_alone_where_no_word_for_what_it_counts_follows():
    numbers = [
        fact.text
        for fact in read("до 400 на місяць. It makes 40. The gun is of 30 mm.")
        if fact.kind == "number"
    ]
    assert numbers == ["400", "40", "30 mm"]


def test_what_was_told_before_in_another_language_is_not_new():
    before = read("Кольварра получит 1,2 миллиарда евро")
    after = read("It is said Kolvarra gets €1.2bn, and Ina Quist $5 million.")
    assert [fact.text for fact in new_facts(after, before)] == ["Ina Quist", "$5 million"]


def test_a_surname_is_no_news_after_the_full_name():
    before = read("It was Ina Quist who signed.")
    assert new_facts(read("They say that Quist signed."), before) == []


def test_a_date_without_a_year_is_the_nearest_one():
    days = read("from 30 December, am 5. März, 7 травня; 2025-11-04, March 5, 2024")
    assert [fact.key for fact in days if fact.kind == "date"] == [
        "2025-12-30", "2026-03-05", "2026-05-07", "2025-11-04", "2024-03-05",
    ]  # fmt: skip


def test_no_text_tells_nothing():
    assert found("") == []

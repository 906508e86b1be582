"""An article is read for names, quotations and new spellings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model import Article, Mention
from monitor.stories.names.gazetteer import Entry, NameKind
from monitor.stories.names.gazetteer_own import Additions, desk_gazetteer, reading_version
from monitor.stories.naming import Namer
from tests.samples import article

_ODD = "“”„»«\"'‘’‚‹› —-,.:\n ABab Яя said sagte Oona Kestrelby* \u202e\u0301\u00a0\U0001f600"


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(desk_gazetteer(Additions()))


def test_a_name_is_told_of_once_where_it_first_stands(namer: Namer) -> None:
    found = namer.read(article(1, title="Rheinmetall in Kiew", summary="Kyiv.", content="Rheinmetall, Київ."))
    assert found.mentions == (Mention("rheinmetall", "title", 0, 11), Mention("kyiv", "title", 15, 19))


def test_words_that_the_summary_and_the_text_have_are_one_quotation(namer: Namer) -> None:
    text = "“We sign on Monday,” said Oona Kestrelby, head of the yard."
    (quotation,) = namer.read(article(1, summary=text, content=f"More. {text}")).quotations
    assert (quotation.field, quotation.words, quotation.speaker) == (
        "summary",
        "We sign on Monday",
        "Oona Kestrelby",
    )
    (quotation,) = namer.read(article(1, summary=text, content=f"{text} More.")).quotations
    assert quotation.field == "content"


def test_a_new_spelling_is_found_without_the_title_before_it(namer: Namer) -> None:
    (spelling,) = namer.read(article(1, summary="He met Minister Rustem Umierov.")).spellings
    assert (spelling.written, spelling.name) == ("Rustem Umierov", "rustem-umerov")
    assert 0.88 <= spelling.likeness <= 1


def test_a_word_that_begins_a_sentence_is_taken_for_no_spelling(namer: Namer) -> None:
    assert namer.read(article(1, summary="It is late. Umierow speaks.")).spellings == ()


def test_what_a_desk_adds_is_known() -> None:
    entry = Entry("oona-kestrelby", "Oona Kestrelby", NameKind.PERSON, "head of a yard", (), ())
    added = Additions((entry,), (("oona-kestrelby", "Уна Кестрелбі"), ("gone", "Nobody Known")))
    namer = Namer(desk_gazetteer(added))
    found = namer.read(article(1, summary="«Підпишемо контракт у понеділок», — сказала Уна Кестрелбі."))
    assert [mention.name for mention in found.mentions] == ["oona-kestrelby"]
    assert [quotation.name for quotation in found.quotations] == ["oona-kestrelby"]


def test_an_entry_that_comes_with_the_product_counts_before_the_desk_s_own() -> None:
    entry = Entry("kyiv", "Another", NameKind.FIRM, "a firm", (), ())
    assert desk_gazetteer(Additions((entry,)))["kyiv"].name == "Kyiv"


def test_the_version_of_reading_is_short_and_always_the_same() -> None:
    assert reading_version() == reading_version()
    assert len(reading_version()) == 16


def test_an_empty_article_has_no_names(namer: Namer) -> None:
    found = namer.read(article(1, title="", summary=""))
    assert (found.mentions, found.quotations, found.spellings) == ((), (), ())


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from(_ODD), max_size=120), st.text(max_size=60))
def test_no_text_of_odd_marks_stops_the_reading(namer: Namer, odd: str, any_text: str) -> None:
    read = article(1, title=any_text, summary=odd, content=f"{any_text}{odd} said Oona Kestrelby. {odd}")
    for quotation in namer.read(read).quotations:
        assert _lies_there(read, quotation.field, quotation.start, quotation.end, quotation.words)


def test_a_text_without_end_is_read_to_a_limit(namer: Namer) -> None:
    told = "“We sign on Monday,” said Oona Kestrelby. "
    assert namer.read(article(1, content="x " * 60_000 + told)).quotations == ()


def _lies_there(read: Article, field: str, start: int, end: int, words: str) -> bool:
    return read.text(field)[start:end] == words

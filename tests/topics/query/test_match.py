from dataclasses import replace

import pytest

from monitor.model import Circumstances
from monitor.topics.query import ArticleText, parse
from tests.samples import article

CONCEPTS = {"weapon": ["drone*", "*waffen*"], "venture": ["joint venture*", "joint"], "empty": []}
ARTICLE = article(
    1,
    title="Ministry suspends export licences for Waffenexporte",
    summary="Their u.s. army sells F-16 jets to NATO. Nato's joint venture sleeps. Licences for exports of drones end.",
    content="Nothing more is known. Об’єкт зачинено.",
    circumstances=Circumstances("en", "Harbour Times", "PL", "trade press"),
)


def found(query: str) -> list[str]:
    """The words that are shown, or "no match"."""
    match = parse(query, CONCEPTS).match(ArticleText(ARTICLE))
    return [span.text for span in match.evidence] if match.matched else ["no match"]


NO = ["no match"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ministry", ["Ministry"]),
        ("minist", NO),
        ("minist*", ["Ministry"]),
        ("*export*", ["export", "Waffenexporte", "exports"]),
        ("*licences", ["licences", "Licences"]),
        ("licen?es", ["licences", "Licences"]),
        ("l*c*nc*s", ["licences", "Licences"]),
        ('"u.s. army"', ["u.s. army"]),
        ('"export lic*"', ["export licences"]),
        ('"licences export"', NO),
        ("f-16", ["F-16"]),
        ("nato", ["NATO", "Nato"]),
        ("=NATO", ["NATO"]),
        ("=Nat*", ["Nato"]),
        ("=nato", NO),
        ("об'єкт", ["Об’єкт"]),
        ("ministry missing", NO),
        ("ministry OR missing", ["Ministry"]),
        ("ministry NOT missing", ["Ministry"]),
        ("NOT missing", []),
    ],
)
def test_words_are_met_whole_whatever_their_case_accents_and_hyphens(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("निर्यात", ["निर्यात"]),
        ("र", ["no match"]),  # a letter of it
        ("निर्या*", ["निर्यात"]),
        ("नि?्यात", ["निर्यात"]),
        ('"ने निर्यात"', ["ने निर्यात"]),
        ("भारत NEAR/2 निर्यात", ["भारत", "निर्यात"]),
    ],
)
def test_marks_belong_to_the_words_on_whose_letters_they_stand(query, expected):
    text = ArticleText(article(2, title="भारत ने निर्यात रोका", summary="", content=""))
    match = parse(query, {}).match(text)
    assert ([span.text for span in match.evidence] if match.matched else NO) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("suspends NEAR/1 export", ["suspends", "export"]),
        ("suspends NEAR/1 licences", NO),
        ("licences NEAR/2 suspends", ["suspends", "licences"]),
        ("suspends ONEAR/2 licences", ["suspends", "licences"]),
        ("licences ONEAR/2 suspends", NO),
        ("licen* NEAR/5 licences", NO),
        ("waffenexporte NEAR/9 army", NO),
        ("nato ONEAR/1 sleeps", NO),
        ("nato NEAR/1 nato", ["NATO", "Nato"]),
        ("suspends ONEAR/1 export ONEAR/1 licences", ["suspends", "export", "licences"]),
        ("suspends NEAR/1 (missing OR export)", ["suspends", "export"]),
        ("(export NEAR/1 licences) NEAR/1 suspends", ["suspends", "export"]),
        ("title:licences NEAR/2 export", ["export", "licences"]),
        ("body:licences NEAR/2 exports", ["Licences", "exports"]),
        ("army SAME nato", ["army", "NATO"]),
        ("army SAME drones", NO),
        ("licences SAME exports SAME drones", ["Licences", "exports", "drones"]),
        (r"/F.\d+/ NEAR/1 jets", ["F-16", "jets"]),
        ("@venture NEAR/1 sleeps", ["joint venture", "sleeps"]),
    ],
)
def test_nearness_counts_words_within_a_field_and_needs_two_places(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("title:licences", ["licences"]),
        ("body:licences", ["Licences"]),
        ("body:known", ["known"]),
        ("lead:nato", ["NATO", "Nato"]),
        ("lead:licences", NO),
        ("lead:known", NO),
        ("title:(export NOT army)", ["export"]),
        ("title:(export army)", NO),
        ("export NOT title:army", ["export"]),
        ("@weapon", ["Waffenexporte", "drones"]),
        ("title:@weapon", ["Waffenexporte"]),
        ("@empty", NO),
        (r"/lic\w+s/", ["licences", "Licences"]),
        (r"=/lic\w+s/", ["licences"]),
        (r"title:/s\b/", ["s", "s"]),
        ("/x*/", ["x", "x", "x"]),
    ],
)
def test_fields_concepts_and_regular_expressions(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ("lang:en", True),
        ("lang:(de OR fr)", False),
        ("NOT lang:ru", True),
        ("outlet:harbour", True),
        ("outlet:harb*", True),
        ('outlet:"times harbour"', False),
        ("outlet:=harbour", False),
        ("country:PL", True),
        ("country:de", False),
        ('kind:"trade press"', True),
        ("kind:ministry", False),
    ],
)
def test_where_an_article_comes_from_is_asked_for_without_words_to_show(query, matched):
    match = parse(query, {}).match(ArticleText(ARTICLE))
    assert (match.matched, match.evidence) == (matched, ())


def test_the_lead_is_the_beginning_of_the_text_where_there_is_no_summary():
    text = ArticleText(article(1, summary="", content="One is here. Two is there. Three is away."))
    assert parse("lead:one lead:two NOT lead:three", {}).match(text).matched


def test_a_regional_language_counts_as_the_language():
    text = ArticleText(replace(ARTICLE, circumstances=Circumstances("pt-BR")))
    assert parse("lang:pt", {}).match(text).matched


def test_evidence_says_why_each_word_is_shown():
    match = parse('@weapon "export licences" army SAME jets', CONCEPTS).match(ArticleText(ARTICLE))
    assert [(span.field, span.text, span.why) for span in match.evidence] == [
        ("title", "export licences", 'asked for by "export licences"'),
        ("title", "Waffenexporte", "a weapon ('Waffenexporte')"),
        ("summary", "army", "asked for by army, in one sentence with other words asked for"),
        ("summary", "jets", "asked for by jets, in one sentence with other words asked for"),
        ("summary", "drones", "a weapon ('drones')"),
    ]


def test_of_words_that_overlap_the_longest_is_shown_and_not_more_than_twenty():
    text = ArticleText(article(1, title="export ban", summary="ban " * 50, content=""))
    match = parse('export OR "export ban" OR ban', {}).match(text)
    assert match.evidence[0].text == "export ban"
    assert len(match.evidence) == 20


@pytest.mark.parametrize(
    ("language", "title", "matched"),
    [
        ("en", "Licences are on hold", True),
        ("fr", "Des licences en attente", True),
        ("nl", "Licences are on hold", False),  # a language of which no forms are known
        ("nl", "The licence is on hold", True),
        ("en", "Licensing is on hold", False),
    ],
)
def test_the_forms_of_a_word_are_those_of_the_articles_language(language, title, matched):
    text = ArticleText(article(1, title=title, summary="", content="", language=language))
    assert parse("~licence", {}).match(text).matched is matched


def test_evidence_says_that_a_word_was_asked_for_in_any_form():
    text = ArticleText(article(1, title="Уряд скасував заборону", summary="", language="uk"))
    (span,) = parse("~заборона", {}).match(text).evidence
    assert (span.text, span.why) == ("заборону", "asked for by any form of заборона")

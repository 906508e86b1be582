from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.topics.judging.classify import classify
from monitor.topics.learning.exemplar import as_article

TERMS = "embargo экспорт зброї ліцензію joint venture завод plant bribe хабар контракт army . , — ! Verbot"
WORDS = st.sampled_from(TERMS.split())
TEXT = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(title=TEXT, summary=TEXT, content=TEXT)
def test_every_span_is_a_piece_of_the_article_and_every_match_has_one_to_five(
    topics, model, title, summary, content
):
    article = replace(as_article(title, summary), content=content)
    for match in classify(article, model):
        assert 0 <= match.score <= 1
        assert (1 <= len(match.evidence) <= 5) if match.matched else match.evidence == ()
        for span in match.evidence:
            assert span.text
            assert article.text(span.field)[span.start : span.end] == span.text
            assert span.why


@pytest.mark.reliability(60)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "...",
        "Three short words",
        "حظر تصدير الأسلحة إلى البلاد",
        "政府禁止向该国出口武器。议会反对。",
        "🚀💥🛰️",
        "\ud800\udfff",
        "export" * 16_000,
        "a " * 50_000,
        " " * 100_000,
        "." * 100_000,
        '"' * 100_000,
        "\n" * 100_000,
        "зброя, експорт. " * 6_000,
    ],
    ids=lambda text: f"{text[:12]!r} ({len(text)})",
)
@pytest.mark.timeout(20)
def test_no_text_is_too_odd_to_be_classified(topics, model, text):
    matches = classify(replace(as_article(text, text), content=text), model)
    assert [match.topic for match in matches] == sorted(topic.slug for topic in topics)


@pytest.mark.reliability(60)
@pytest.mark.parametrize("text", ["", "  ", "...", "🚀"])
def test_an_article_without_words_carries_nothing(topics, model, text):
    for match in classify(as_article(text, text), model):
        assert (match.score, match.matched, match.evidence) == (0.0, False, ())


def test_outlet_address_language_and_author_do_not_count(topics, model):
    article = as_article("Minister lifts the ban on arms exports", "Licences will be granted again.")
    other = replace(
        article, url="https://bribe.example/", language="xx", author="Embargo", key="k", entry_id="e"
    )
    assert classify(article, model) == classify(other, model)


def test_one_clear_sentence_deep_in_a_long_text_is_enough(topics, model):
    filler = "The weather stayed mild and the market opened late on Tuesday. " * 60
    clear = "The government revoked all licences for the export of weapons and extended the arms embargo. "
    article = replace(as_article("News of the week", ""), content=filler + clear + filler)
    [match] = [m for m in classify(article, model) if m.topic == "export-bans"]
    assert match.matched
    assert any("embargo" in span.text or "licences" in span.text for span in match.evidence)


def test_evidence_says_in_plain_words_which_concepts_stand_together(topics, model):
    article = as_article("Уряд призупинив ліцензії на експорт зброї", "")
    [match] = [m for m in classify(article, model) if m.topic == "export-bans"]
    assert match.matched
    reasons = " | ".join(span.why for span in match.evidence)
    assert " beside " in reasons
    assert "('ліцензії')" in reasons


def test_every_topic_is_answered_with_the_version_of_the_model(topics, model):
    matches = classify(as_article("Arms", ""), model)
    assert [match.topic for match in matches] == sorted(topic.slug for topic in topics)
    assert {match.version for match in matches} == {"test"}


def test_no_short_word_is_given_as_evidence_by_itself(topics, model, exemplars):
    shown = [
        span.text
        for item in exemplars
        for match in classify(as_article(item.title, item.summary), model)
        for span in match.evidence
        if span.why.startswith("word that speaks for it")
    ]
    assert shown
    assert [text for text in shown if len(text) < 4] == []
    assert {"which", "from", "nach", "dans", "para"}.isdisjoint(text.lower() for text in shown)

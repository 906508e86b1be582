"""Topics that are made to break something: each is judged within a time, or refused in a line that says why."""

import logging
from dataclasses import replace

import pytest

from monitor.configuration.problems import ConfigurationError
from monitor.model import Example, QueryRole, Topic
from monitor.shipped import CONCEPTS
from monitor.topics.files.examples import check_examples
from monitor.topics.files.reading import topic_from
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.train import school, train
from tests.trial_topics import FIRES

FILE = {"slug": "fires", "name": "Fires", "definition": "Fires.", "concepts": {"fire": {"any": ["blaze*"]}}}


def asking(query: str, role: QueryRole = QueryRole.ALONE, **changes: object) -> Topic:
    return replace(FIRES, query=query, query_as=role, **changes)  # type: ignore[arg-type]


def taught(topic: Topic) -> Model:
    return model_file.loads(model_file.dumps(train(school([topic], []), version="v")))


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("blaze AND (fire", "query, line 1, column 11: "),
        ("blaze NEAR/x fire", "query, line 1, column 7: NEAR/x names no distance: write NEAR/5"),
        ("@blaze", "query, line 1, column 1: there is no concept 'blaze': there are @fire"),
        ("@fier", "query, line 1, column 1: there is no concept 'fier': did you mean @fire"),
        ("/(a+/", "query, line 1, column 1: this is no regular expression"),
        (" OR ".join(f"w{n}" for n in range(20_001)), "more than 20,000 words: make it several queries"),
    ],
    ids=["parenthesis", "distance", "concept", "misspelt concept", "regex", "too many"],
)
def test_a_query_that_cannot_be_read_is_refused_at_its_place(query: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        topic_from({**FILE, "query": query, "query_as": "gate"}, CONCEPTS)
    assert str(refusal.value).startswith("query, line 1, column ")
    assert said in str(refusal.value)
    assert len(str(refusal.value)) < 300


@pytest.mark.reliability(59)
@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)+$"])
@pytest.mark.parametrize("role", list(QueryRole))
def test_a_topic_whose_query_runs_wild_is_stopped_and_named_for_each_article(
    pattern: str, role: QueryRole, caplog: pytest.LogCaptureFixture
) -> None:
    model = taught(asking(f"/{pattern}/", role))
    with caplog.at_level(logging.WARNING):
        (match,) = classify(as_article("Blaze at the arms factory", "a" * 5_000 + "!"), model)
    assert match.matched == (role is not QueryRole.ALONE)  # the model's word stands, where there is one
    assert (
        f"the query of factory-fires on 'Blaze at the arms factory': the regex /{pattern}/ took too long"
        in (caplog.text)
    )


@pytest.mark.reliability(59)
def test_a_topic_of_ten_thousand_alternatives_is_kept_and_judges() -> None:
    words = [f"w{number}" for number in range(10_000)]
    model = taught(topic_of(" OR ".join(words)))
    assert classify(as_article("It names w9999", ""), model)[0].matched
    assert not classify(as_article("It names none", ""), model)[0].matched


def topic_of(query: str) -> Topic:
    return topic_from({**FILE, "query": query, "query_as": "alone"}, CONCEPTS)


@pytest.mark.reliability(59)
def test_an_example_that_fails_is_named_with_what_decided() -> None:
    weather, blaze = (Example("Mild weather until Sunday"),), (Example("Blaze at the arms factory"),)
    alone = asking("blaze", matches=weather, near_misses=blaze)
    missed, taken = check_examples([alone], taught(alone))
    assert str(missed) == (
        "factory-fires.toml: examples.match #1 'Mild weather until Sunday': does not match: the query decides "
        "alone: change the query, or take it out"
    )
    assert "examples.near_miss #1 'Blaze at the arms factory': matches: the query decides" in str(taken)
    gated = asking("submarine", QueryRole.GATE, matches=blaze, near_misses=())
    (problem,) = check_examples([gated], taught(gated))
    assert problem.what.startswith("does not match: it scored 0.")
    assert problem.what.endswith("but the query keeps it out")
    torn = replace(FIRES, matches=blaze, near_misses=blaze * 9)
    (problem,) = check_examples([torn], taught(torn))
    assert "and a match begins at 0.50" in problem.what


@pytest.mark.reliability(60)
@pytest.mark.parametrize("script", ["حظر*", "武器出口", "вибух*", "ξηρασία*"])
@pytest.mark.parametrize(
    "text", ["", "Three short words", "حظر تصدير الأسلحة", "政府禁止武器出口。", "Вибух у порту"]
)
def test_terms_and_texts_in_any_script_are_learnt_and_judged(script: str, text: str) -> None:
    written = {
        **FILE,
        "concepts": {"fire": {"any": [script]}},
        "examples": {"match": [{"title": "حظر الأسلحة"}]},
    }
    model = taught(topic_from(written, CONCEPTS))
    (match,) = classify(as_article(text, text), model)
    assert 0 <= match.score <= 1
    assert match.matched == (match.score >= model.heads[0].threshold)


@pytest.mark.reliability(59)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slug": "حظر"}, "slug: 'حظر' is no name: write small letters and figures"),
        ({"slug": "fires fires"}, "slug: 'fires fires' is no name"),
        ({"name": ""}, "name: is empty: write something"),
        ({"concepts": {"fire": {"any": [""]}}}, "concepts.fire.any #1: the term ''"),
        ({"concepts": {}, "query": "  ", "query_as": "alone"}, "query_as: there is no query: write query = "),
        ({"examples": {"match": [{"title": " "}]}}, "examples.match #1.title: is empty: write something"),
        ({"wish": "everything"}, "wish: must be 'fewer-misses', 'balanced' or 'fewer-false-alarms'"),
    ],
)
def test_empty_or_impossible_values_are_refused_by_their_key(change: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        topic_from({**FILE, **change}, CONCEPTS)
    assert said in str(refusal.value)

from dataclasses import replace

from monitor.model import Example
from monitor.shipped import SEEDS
from monitor.topics.files.examples import check_examples
from monitor.topics.files.reading import load_topics
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.measuring.evaluate import FOLDS, evaluate, folds
from monitor.topics.measuring.quality import report


def item(name: str, *labels: str, story: str = "") -> Exemplar:
    return Exemplar(name, name, "", "en", story or name, frozenset(labels))


def test_every_shipped_example_comes_out_as_its_author_says(topics, model):
    assert [str(problem) for problem in check_examples(topics, model)] == []


def test_an_example_that_fails_is_named_with_its_score(topics, model):
    topic = replace(topics[0], near_misses=(topics[0].matches[0],), matches=(Example("Quiet day"),))
    said = [str(problem) for problem in check_examples([topic], model)]
    assert len(said) == 2
    assert said[0].startswith(
        "coproduction.toml: examples.match #1 'Quiet day': does not match: it scored 0."
    )
    assert "examples.near_miss #1" in said[1]


def test_the_shipped_topics_have_examples_of_both_kinds_two_of_them_ukrainian(topics):
    for topic in topics:
        assert len(topic.matches) >= 6
        assert len(topic.near_misses) >= 6
        examples = topic.matches + topic.near_misses
        assert sum(example.language == "uk" for example in examples) >= 2


def test_no_story_stands_on_both_sides_of_a_fold(exemplars):
    parts = folds([exemplar.story for exemplar in exemplars])
    assert len(parts) == FOLDS
    assert sum(len(part) for part in parts) == len(frozenset().union(*parts))
    assert frozenset().union(*parts) == {exemplar.story for exemplar in exemplars}


def test_items_known_by_story_or_by_text_are_never_scored_by_a_model_that_learnt_them(topics, exemplars):
    known = exemplars[:40]
    told = [
        Exemplar("new id", known[0].title.upper(), known[0].summary, "", "another story", known[0].labels),
        Exemplar("follow-up", "Quite other words", "", "", known[1].story, frozenset()),
        Exemplar(
            "unknown", "Parliament lifts the arms embargo", "", "", "unheard of", frozenset({"export-bans"})
        ),
    ]
    assert evaluate(told, topics, known).method == (
        "by the words alone, "
        "2 items cross-validated by story, k=5; 1 scored by a model that knows none of them"
    )
    by_one = "by the words alone, scored by a model that knows none of these items"
    assert evaluate(told[2:], topics, known).method == by_one


def test_the_figures_are_those_one_works_out_by_hand():
    gold = [item("a", "x"), item("b", "x", "y"), item("c", "y"), item("d"), item("e")]
    verdicts = {
        "a": frozenset({"x"}),
        "b": frozenset({"y"}),
        "c": frozenset({"x"}),
        "d": frozenset({"x"}),
        "e": frozenset[str](),
    }
    found = report(gold, verdicts, ["x", "y"], "by hand")
    x, y = found.topics
    assert (x.items, x.precision.value, x.recall.value, x.f1.value) == (2, 0.3333, 0.5, 0.4)
    assert (y.items, y.precision.value, y.recall.value, y.f1.value) == (2, 1.0, 0.5, 0.6667)
    assert found.macro_f1.value == 0.5333
    assert found.quiet.value == 0.5
    assert x.f1.low <= x.f1.value <= x.f1.high


def test_an_interval_is_wider_where_reports_come_in_few_stories():
    verdicts = {str(i): frozenset({"x"} if i % 8 < 4 else ()) for i in range(64)}
    apart = report([item(str(i), "x") for i in range(64)], verdicts, ["x"], "")
    together = report([item(str(i), "x", story=str(i // 4)) for i in range(64)], verdicts, ["x"], "")
    assert apart.topics[0].recall.value == together.topics[0].recall.value == 0.5
    spread = [r.topics[0].recall.high - r.topics[0].recall.low for r in (apart, together)]
    assert spread[1] > 1.5 * spread[0]


def test_loading_the_seeds_again_gives_the_same_topics(topics):
    assert load_topics(SEEDS / "topics", SEEDS / "concepts.toml").topics == topics


def test_a_list_without_items_has_figures_of_nothing():
    empty = report([], {}, ["storms"], "")
    assert (empty.items, empty.macro_f1.value, empty.topics[0].items) == (0, 0.0, 0)

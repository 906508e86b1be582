"""Verdicts teach the topics that they speak of, and no other."""

from dataclasses import replace

import pytest

from monitor.model import Topic
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import Exemplar
from monitor.topics.learning.lessons import Lesson, labelled_topics, lessons, read_exemplars
from monitor.topics.measuring.quality import report
from monitor.topics.text.glossary import terms
from monitor.topics.text.lexicon import finder

TOPIC = Topic("export-bans", "", "", {"ban": {"en": ("ban*",)}, "arms": {"en": ("gun*",)}})
OTHER = replace(TOPIC, slug="coproduction")
SHIPPED = Exemplar("s", "Guns banned", "", "en", "story", frozenset({"export-bans"}))
DECIDED = Exemplar("v", "Wheat sold", "", "en", "v", frozenset(), judged=frozenset({"export-bans"}))


def taught(topic: Topic, *items: Exemplar) -> list[Lesson]:
    found = finder(terms([TOPIC, OTHER]))
    labelled = topic.slug in labelled_topics(items)
    (only,) = lessons(topic, [TOPIC, OTHER], read_exemplars(items, found), found, labelled)
    return only


def test_a_verdict_is_a_lesson_on_its_topic() -> None:
    assert [(one.group, one.carries) for one in taught(TOPIC, SHIPPED, DECIDED)] == [
        ("story", True),
        ("v", False),
    ]


def test_it_says_nothing_of_other_topics() -> None:
    both = replace(SHIPPED, labels=frozenset({"export-bans", "coproduction"}))
    assert [one.group for one in taught(OTHER, both, DECIDED)] == ["story"]


def test_on_a_topic_without_labelled_items_it_stands_beside_the_rule() -> None:
    decided = replace(DECIDED, judged=frozenset({"coproduction"}), labels=frozenset({"coproduction"}))
    ruled = taught(OTHER, SHIPPED)
    found = taught(OTHER, SHIPPED, decided)
    assert ruled
    assert [one for one in found if one.labelled] == [one for one in found if one.group == "v"]
    assert [one for one in found if not one.labelled] == ruled


def test_what_verdicts_speak_of_changes_the_version() -> None:
    wider = replace(DECIDED, judged=frozenset({"export-bans", "coproduction"}))
    assert model_file.version([TOPIC], [DECIDED]) != model_file.version([TOPIC], [wider])


@pytest.mark.parametrize(("given", "f1"), [({"coproduction"}, 1.0), ({"export-bans"}, 2 / 3)])
def test_the_quality_counts_an_item_for_the_topics_that_it_speaks_of(given: set[str], f1: float) -> None:
    answers = {"s": frozenset({"export-bans"}), "v": frozenset(given)}
    found = report([SHIPPED, DECIDED], answers, ["export-bans", "coproduction"], "")
    assert found.topics[0].f1.value == pytest.approx(f1, abs=1e-4)
    assert found.topics[1].f1.value == 0.0  # no item carries it, and none was wrongly given it
    assert found.quiet.value == 0.0  # of no item is it known that it carries nothing

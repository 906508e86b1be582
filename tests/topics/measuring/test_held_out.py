"""What labelled items are given by models that had not learnt from their stories, out of one training."""

from dataclasses import replace

from monitor.model import QueryRole
from monitor.topics.learning.train import school
from monitor.topics.measuring.evaluate import cross_validate
from monitor.topics.measuring.held_out import held_out
from monitor.topics.measuring.quality import report

SLUG = "procurement-scandals"


def f1(items, verdicts) -> float:
    return report(items, verdicts, [SLUG], "").topics[0].f1.value


def test_the_figures_are_those_of_a_cross_validation_that_trains_anew_for_every_fold(topics, exemplars):
    scandals = next(topic for topic in topics if topic.slug == SLUG)
    quick = held_out(school(topics, exemplars), scandals)
    assert quick is not None
    slow = cross_validate(topics, exemplars)
    assert abs(f1(exemplars, quick) - f1(exemplars, slow)) < 0.03
    agreeing = sum((SLUG in quick[item.id]) == (SLUG in slow[item.id]) for item in exemplars)
    assert agreeing > 0.95 * len(exemplars)


def test_a_gate_has_its_say(topics, exemplars):
    scandals = next(topic for topic in topics if topic.slug == SLUG)
    shut = replace(scandals, query="zyzzyva", query_as=QueryRole.GATE)
    others = [topic for topic in topics if topic.slug != SLUG]
    found = held_out(school([*others, shut], exemplars), shut)
    assert found is not None
    assert not any(found.values())


def test_a_query_alone_is_held_against_the_labels_as_it_stands(topics, exemplars):
    alone = replace(topics[0], slug=SLUG, query="brib* OR kickback*", query_as=QueryRole.ALONE)
    found = held_out(school([alone], exemplars), alone)
    assert found is not None
    assert 0 < sum(map(bool, found.values())) < len(exemplars)


def test_nothing_is_said_of_a_topic_that_no_item_is_labelled_with(topics, exemplars):
    first = exemplars[0]
    assert held_out(school(topics, [first]), next(topic for topic in topics if topic.slug == SLUG)) is None

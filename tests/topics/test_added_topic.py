"""A topic that an admin adds, with no labelled item: its concepts and its own examples must do."""

import pytest

from monitor.model import Example, Topic
from monitor.topics.judging.classify import classify
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.train import school, train

ACCIDENTS = Topic(
    slug="accidents",
    name="Accidents in arms factories",
    definition="Explosions and fires where arms are made.",
    concepts={
        "accident": {"en": ("explosion*", "explod*", "blaze*", "fire"), "uk": ("вибух*", "пожеж*")},
        "arms-works": {
            "en": ("arms factory", "munition* plant*", "powder mill*"),
            "uk": ("оборонн* завод*",),
        },
    },
)


def matched(model, topic, title, summary=""):
    found = classify(as_article(title, summary), model)
    return next(match.matched for match in found if match.topic == topic.slug)


@pytest.fixture(scope="module")
def taught(topics, exemplars):
    return train(school([*topics, ACCIDENTS], exemplars))


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Explosion kills four at munitions plant", ""),
        ("Blaze guts powder mill near the coast", "Nobody was hurt, the mayor said."),
        ("Night shift sent home", "A fire broke out. The arms factory has stood still since."),
        ("Вибух на оборонному заводі", "Двоє людей поранені."),
    ],
)
def test_two_concepts_near_each_other_match_in_any_language(taught, title, summary):
    assert matched(taught, ACCIDENTS, title, summary)


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Explosion in a block of flats", "Gas is thought to be the cause."),
        ("Arms factory hires two hundred", "Orders have doubled in a year."),
        ("Пожежа в лісі", "Рятувальники працюють другий день."),
        ("Quiet day in parliament", ""),
    ],
)
def test_one_concept_alone_does_not_match(taught, title, summary):
    assert not matched(taught, ACCIDENTS, title, summary)


def test_its_examples_overrule_the_rule(topics, exemplars):
    drill = "Fire drill at the arms factory"
    assert matched(train(school([ACCIDENTS], exemplars)), ACCIDENTS, drill)
    warned = Topic(
        "accidents",
        "",
        "",
        ACCIDENTS.concepts,
        near_misses=(Example(drill), Example("Fire drill at a munitions plant", "The drill took an hour.")),
    )
    model = train(school([warned], exemplars))
    assert not matched(model, warned, drill)
    assert matched(model, warned, "Explosion kills four at munitions plant")


def test_a_topic_with_a_single_concept_matches_where_it_is_met(exemplars):
    topic = Topic("blazes", "", "", {"accident": ACCIDENTS.concepts["accident"]})
    model = train(school([topic], exemplars))
    assert matched(model, topic, "Explosion in a block of flats")
    assert not matched(model, topic, "Quiet day in parliament")


def test_it_works_where_there_are_no_exemplars_at_all():
    model = train(school([ACCIDENTS], []))
    assert matched(model, ACCIDENTS, "Explosion kills four at munitions plant")
    assert not matched(model, ACCIDENTS, "Arms factory hires two hundred")


def test_the_shipped_topics_judge_as_before(topics, exemplars, model, taught):
    articles = [as_article(item.title, item.summary) for item in exemplars]
    shipped = {topic.slug for topic in topics}
    changed = sum(
        before.matched != after[before.topic].matched
        for article in articles
        for after in [{match.topic: match for match in classify(article, taught)}]
        for before in classify(article, model)
        if before.topic in shipped
    )
    assert changed <= 0.01 * len(articles) * len(topics)


def test_two_topics_may_use_one_concept_name_for_different_terms(exemplars):
    other = Topic("storms", "", "", {"accident": {"en": ("storm*",)}})
    model = train(school([ACCIDENTS, other], exemplars))
    assert matched(model, other, "Storms hit the coast")
    assert not matched(model, ACCIDENTS, "Storms hit the arms factory")

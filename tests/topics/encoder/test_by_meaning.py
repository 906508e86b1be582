"""Topics of some examples, learnt by what these mean."""

from dataclasses import replace

import numpy as np
import pytest

from monitor.shipped import SEEDS
from monitor.topics.files.reading import load_all_exemplars
from monitor.topics.judging.classify import classify
from monitor.topics.judging.joint import OPEN
from monitor.topics.judging.vocabulary import learn as vocabulary
from monitor.topics.judging.weights import Head, Model
from monitor.topics.learning import model_file
from monitor.topics.learning.by_meaning import learn
from monitor.topics.learning.exemplar import Exemplar, as_article
from monitor.topics.learning.figures import Figures
from monitor.topics.learning.lessons import Lesson, beside
from monitor.topics.learning.train import school, train
from monitor.topics.learning.unseen import wording
from monitor.topics.learning.vectors import vectors
from monitor.topics.text.features import Features
from tests.quality.new_topics import measured, new_topics

# A little under the F1 measured beside the exemplars of conftest: these rise only.
_FLOORS = {"factory-accidents": 0.75, "soldiers-housing": 0.79}


@pytest.fixture(scope="module")
def by_meaning(name, topics, exemplars) -> Model:
    return train(school([topics[0], *new_topics()], exemplars, name), version="test")


def test_they_are_found_in_items_that_they_have_not_learnt_from(name, exemplars):
    found = {one.topic: one for one in measured([], exemplars, name)}
    assert {slug: found[slug].f1.value >= floor for slug, floor in _FLOORS.items()} == dict.fromkeys(
        _FLOORS, True
    )


def test_a_topic_with_labelled_items_goes_by_what_the_encoder_was_taught(by_meaning):
    assert {head.slug: (head.joint is not None, head.direction is not None) for head in by_meaning.heads} == {
        "coproduction": (True, False),
        "factory-accidents": (True, True),
        "soldiers-housing": (True, True),
    }


def test_a_text_is_read_once_for_all_of_them_whatever_its_words_say(by_meaning, monkeypatch):
    read = []
    monkeypatch.setattr(Model, "vector", lambda _, *texts: read.append(texts) or np.zeros(384))
    article = as_article("Umbrellas are sold out in the north", "")
    by_words = classify(article, replace(by_meaning, heads=tuple(map(_by_words, by_meaning.heads))))
    assert not read
    assert min(match.score for match in by_words) < OPEN
    classify(article, by_meaning)
    assert read == [("Umbrellas are sold out in the north", "")]


def test_they_come_back_from_their_file(by_meaning):
    assert model_file.loads(model_file.dumps(by_meaning)).heads == by_meaning.heads


def test_with_few_examples_a_topic_goes_by_its_words(name, exemplars):
    few = replace(new_topics()[0], matches=new_topics()[0].matches[:11])
    assert vectors([few], exemplars) == {}
    (head,) = train(school([few], exemplars, name)).heads
    assert head.joint is head.direction is None


def test_what_editors_decided_on_a_topic_is_read_too(name, exemplars):
    topic = new_topics()[0]
    verdict = Exemplar(
        id="v1",
        title="Blast in a powder mill",
        summary="",
        language="en",
        story="v1",
        labels=frozenset({topic.slug}),
        judged=frozenset({topic.slug}),
    )
    known = vectors([topic], [*exemplars, verdict])[topic.slug]
    assert np.linalg.norm(known["v1"]) == pytest.approx(1, abs=0.01)
    assert {f"{topic.slug} 0", f"{topic.slug} 59"} <= known.keys()


def test_ordinary_news_ships_with_the_items_that_topics_are_learnt_beside():
    everything, _ = load_all_exemplars(SEEDS / "exemplars")
    items = {item.id: item for item in beside(everything)}
    shipped = vectors([new_topics()[0]], everything)[new_topics()[0].slug].keys() & items.keys()
    assert len(shipped) >= 500
    assert len({wording(items[one]) for one in shipped}) == len(shipped)


def test_a_topic_lies_where_its_examples_do():
    """Invented vectors of three figures, of which the first tells the topic; the words tell nothing."""
    chance, plain = np.random.default_rng(2), Features(frozenset({"word"}), frozenset())
    lessons, known = [], {}
    for number in range(120):
        kind = ("carries", "lacks", "ordinary")[number % 3]
        name = f"{kind} {number}"
        lessons.append(Lesson(plain, name, kind == "carries", item=name, example=kind != "ordinary"))
        first = {"carries": 1.0, "lacks": 0.0, "ordinary": -0.5}[kind]
        known[name] = np.array([first, *chance.normal(0, 0.1, 2)], np.float32)
    figures = Figures([plain], vocabulary([plain, plain], [], frozenset()))
    direction, joint = learn(lessons, figures, known)
    assert (
        direction.logit([1.0, 0.0, 0.0])
        > 0
        > direction.logit([0.0, 0.0, 0.0])
        > direction.logit([-0.5, 0, 0])
    )
    assert joint.score(0.0, direction.logit([1.0, 0.0, 0.0])) > 0.9
    assert joint.score(0.0, direction.logit([0.0, 0.0, 0.0])) < 0.1


def test_nothing_is_learnt_where_a_fold_leaves_nothing_to_tell():
    plain = Features(frozenset({"word"}), frozenset())
    lessons = [
        Lesson(plain, str(number), carries=False, item=str(number), example=True) for number in range(30)
    ]
    known = {lesson.item: np.ones(3, np.float32) for lesson in lessons}
    assert learn(lessons, Figures([plain], vocabulary([plain], [], frozenset())), known) is None


def _by_words(head: Head) -> Head:
    return replace(head, joint=None, direction=None)

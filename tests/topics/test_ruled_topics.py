"""Topics with a query: it gates what the model says, adds to it, or is all there is."""

from dataclasses import replace

import pytest

from monitor.model import Circumstances, QueryRole, Topic
from monitor.topics.judging.classify import classify
from monitor.topics.judging.one_topic import one_topic
from monitor.topics.learning import model_file
from monitor.topics.learning.exemplar import as_article
from monitor.topics.learning.train import school, train

BAN = as_article(
    "Parliament lifts its embargo on arms exports to Tamsia", "Licences for rifles will be granted."
)
WEATHER = as_article("Mild weather until Sunday", "")


@pytest.fixture(scope="module")
def judged(topics, exemplars):
    """What the desk's topics say of an article, one of them with a query."""

    def judge(article, query, role):
        asked = [
            replace(topic, query=query, query_as=role) if topic.slug == "export-bans" else topic
            for topic in topics
        ]
        model = model_file.loads(model_file.dumps(train(school(asked, exemplars[:60]))))
        return {match.topic: match for match in classify(article, model)}["export-bans"]

    return judge


def test_an_addition_makes_a_match_of_what_the_model_does_not_know(judged):
    found = judged(WEATHER, "mild NEAR/3 weather", QueryRole.ADDITION)
    assert (found.matched, found.score) == (True, 1.0)
    assert "Mild" in {span.text for span in found.evidence} | {found.evidence[0].text[:4]}


def test_a_gate_keeps_out_what_its_query_does_not_match(judged):
    before = judged(BAN, "embargo", QueryRole.GATE)
    after = judged(BAN, "submarine", QueryRole.GATE)
    assert before.score == after.score
    assert not after.matched


def test_a_query_may_ask_where_an_article_comes_from(judged):
    wire = replace(WEATHER, circumstances=Circumstances(outlet="North Wire", kind="wire"))
    assert judged(wire, "weather kind:wire", QueryRole.ADDITION).matched
    assert not judged(WEATHER, "weather kind:wire", QueryRole.ADDITION).matched


def test_a_topic_of_a_query_alone_is_not_learnt_and_stands_among_the_others(topics, exemplars):
    storms = Topic("storms", "Storms", "", {}, query="storm* OR weather", query_as=QueryRole.ALONE)
    model = train(school([*topics, storms], exemplars[:60]))
    assert "storms" not in {head.slug for head in model.heads}
    found = classify(WEATHER, model)
    assert [match.topic for match in found] == sorted(match.topic for match in found)
    assert {match.topic for match in found if match.matched} >= {"storms"}
    (alone,) = classify(WEATHER, one_topic(model, "storms"))
    assert alone == next(match for match in found if match.topic == "storms")


def test_the_version_changes_with_a_query_and_with_what_it_decides(topics, exemplars):
    few = exemplars[:10]
    gate = [replace(topics[0], query="embargo", query_as=QueryRole.GATE), *topics[1:]]
    addition = [replace(topics[0], query="embargo", query_as=QueryRole.ADDITION), *topics[1:]]
    assert len({model_file.version(one, few) for one in (topics, gate, addition)}) == 3

"""A topic keeps its query, and what the query decides, on either database."""

import pytest

from monitor.model import QueryRole, Topic
from monitor.store import Store
from monitor.store.topics.topics import body_of, topic_of

TOPIC = Topic(
    "bans", "Bans", "", {"ban": {"en": ("ban*",)}}, query='@ban\nNOT "ü"', query_as=QueryRole.ADDITION
)


@pytest.mark.parametrize("role", QueryRole)
def test_a_query_comes_back_as_it_was_put(store: Store, role: QueryRole) -> None:
    topic = Topic(TOPIC.slug, TOPIC.name, "", TOPIC.concepts, query=TOPIC.query, query_as=role)
    store.topics.put([topic])
    assert store.topics.all() == [topic]
    assert isinstance(store.topics.all()[0].query_as, QueryRole)


def test_a_topic_from_before_there_were_queries_has_none() -> None:
    body = body_of(TOPIC)
    del body["query"], body["query_as"]
    assert topic_of("bans", body) == Topic("bans", "Bans", "", TOPIC.concepts)

"""A topic's query as its model keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from monitor.model import QueryRole, Topic
from monitor.topics.query.of_topic import query_of
from monitor.topics.query.parse import parse
from monitor.topics.query.query import Query


@dataclass(frozen=True)
class Rule:
    """What a topic's query asks, and what it decides beside the topic's head."""

    slug: str
    query: str
    role: QueryRole
    concepts: Mapping[str, tuple[str, ...]]  # those that the query names, with their terms

    @cached_property
    def read(self) -> Query:
        """The query, ready to be matched: made once for each process."""
        return parse(self.query, self.concepts)


def rule_of(topic: Topic) -> Rule | None:
    """The rule of a topic; None if it has no query. Raises QuerySyntaxError if the query is not sound."""
    query = query_of(topic)
    return Rule(topic.slug, topic.query, topic.query_as, dict(query.concepts)) if query else None

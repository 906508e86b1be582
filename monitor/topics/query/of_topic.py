"""The query of a topic, with the concepts that the topic has."""

from collections.abc import Mapping, Sequence

from monitor.model import Topic
from monitor.topics.query.faults import QuerySyntaxError
from monitor.topics.query.parse import parse
from monitor.topics.query.query import Query


def query_of(topic: Topic) -> Query | None:
    """The topic's query, read; None if it has none. Raises QuerySyntaxError if it is not sound."""
    return parse(topic.query, terms_of(topic.concepts)) if topic.query else None


def query_fault(query: str, concepts: Mapping[str, Mapping[str, Sequence[str]]]) -> QuerySyntaxError | None:
    """What is wrong with a query that may name these concepts (concept -> language -> terms)."""
    try:
        parse(query, terms_of(concepts))
    except QuerySyntaxError as error:
        return error
    return None


def terms_of(concepts: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, list[str]]:
    """Each concept with its terms of all languages."""
    return {
        name: [term for terms in by_language.values() for term in terms]
        for name, by_language in concepts.items()
    }

"""What was found, counted by topic, language, outlet, country and kind; each count leads to a narrower search."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitor.languages import language_name
from monitor.model import Circumstances, Topic
from monitor.pipeline.searching import Hit
from monitor.topics.query.tree import Node, Quality
from webui.display import country_name
from webui.search.asked import Asked
from webui.search.narrowing import condition, holds, with_condition, without_condition

_MOST = 8  # values of a facet that are listed


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    count: int
    args: Mapping[str, str]  # of the address that it leads to
    chosen: bool  # the search keeps to it, and the link lets go


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: Sequence[Value]
    others: int  # values that are not listed


def facets(
    asked: Asked,
    tree: Node,
    hits: Sequence[Hit],
    origins: Mapping[int, Circumstances],
    by_topic: Mapping[str, int],
    topics: Sequence[Topic],
) -> list[Facet]:
    """The facets that tell the hits apart, or that the search keeps to."""
    alike = Counter((hit.candidate.language, hit.candidate.feed_id) for hit in hits)
    found = [_topics(asked, by_topic, topics)]
    for name, quality, value, plain in _QUALITIES:
        counts = Counter[str]()
        for (language, feed_id), number in alike.items():
            counts[value(language, origins.get(feed_id, Circumstances()))] += number
        found.append(_facet(name, quality, counts, plain, asked, tree))
    return [one for one in found if len(one.values) > 1 or any(value.chosen for value in one.values)]


def _topics(asked: Asked, counts: Mapping[str, int], topics: Iterable[Topic]) -> Facet:
    values = [
        Value(topic.name, counts.get(topic.slug, 0), asked.args(topic="" if chosen else topic.slug), chosen)
        for topic in topics
        if counts.get(topic.slug) or topic.slug == asked.topic
        for chosen in (topic.slug == asked.topic,)
    ]
    ordered = sorted(values, key=lambda value: (-value.chosen, -value.count))
    return Facet("Topic", ordered[:_MOST], max(0, len(ordered) - _MOST))


def _facet(
    name: str, quality: Quality, counts: Counter[str], plain: Callable[[str], str], asked: Asked, tree: Node
) -> Facet:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    named = [(one, value, count) for value, count in ordered if (one := condition(quality, value))]
    named.sort(key=lambda each: not holds(tree, each[0]))
    values = []
    for one, value, count in named[:_MOST]:
        chosen = holds(tree, one)
        query = without_condition(tree, one) if chosen else with_condition(asked.query, tree, one)
        values.append(Value(plain(value), count, asked.args(q=query), chosen))
    return Facet(name, values, max(0, len(named) - _MOST))


def _as_written(value: str) -> str:
    return value


_QUALITIES: tuple[tuple[str, Quality, Callable[[str, Circumstances], str], Callable[[str], str]], ...] = (
    ("Language", Quality.LANG, lambda language, origin: language or origin.language, language_name),
    ("Outlet", Quality.OUTLET, lambda _, origin: origin.outlet, _as_written),
    ("Country", Quality.COUNTRY, lambda _, origin: origin.country, country_name),
    ("Kind", Quality.KIND, lambda _, origin: origin.kind, _as_written),
)

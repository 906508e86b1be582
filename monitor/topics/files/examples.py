"""Runs the examples that a topic's file holds: what its author is sure of must come out so."""

from collections.abc import Iterator, Sequence

from monitor.configuration.problems import Problem
from monitor.model import Match, Topic
from monitor.topics.judging.classify import classify
from monitor.topics.judging.weights import Model
from monitor.topics.learning.exemplar import as_article


def check_examples(topics: Sequence[Topic], model: Model) -> list[Problem]:
    """A problem for every example that matches and should not, or the other way round."""
    return [problem for topic in topics for problem in _check(topic, model)]


def _check(topic: Topic, model: Model) -> Iterator[Problem]:
    thresholds = {head.slug: head.threshold for head in model.heads}
    for key, wanted, examples in (("match", True, topic.matches), ("near_miss", False, topic.near_misses)):
        for number, example in enumerate(examples, start=1):
            found = classify(as_article(example.title, example.summary), model)
            match = next(match for match in found if match.topic == topic.slug)
            if match.matched != wanted:
                what, remedy = _misjudged(topic, match, thresholds.get(topic.slug))
                yield Problem(
                    f"{topic.slug}.toml: examples.{key} #{number} {example.title[:60]!r}", what, remedy
                )


def _misjudged(topic: Topic, match: Match, threshold: float | None) -> tuple[str, str]:
    """What is wrong and what to do; there is no threshold where the topic's query decides alone."""
    said = "matches" if match.matched else "does not match"
    if threshold is None:
        return f"{said}: the query decides alone", "change the query, or take it out"
    if topic.query and not match.matched and match.score >= threshold:
        what = f"{said}: it scored {match.score:.2f}, but the query keeps it out"
        return what, "widen the query, or take it out"
    remedy = "add terms or examples that are like it, or take it out"
    return f"{said}: it scored {match.score:.2f}, and a match begins at {threshold:.2f}", remedy

"""What comes of a topic's model and its query together."""

from collections.abc import Iterable
from dataclasses import replace

from monitor.model import FIELDS, Evidence, Match, QueryRole
from monitor.topics.query.query import QueryMatch


def combine(match: Match, said: QueryMatch, role: QueryRole) -> Match:
    """The match of the model changed by what the query says of the same article.

    A query's yes has score 1 and its no, where it stands alone, 0: it is no probability. A gate leaves the score as
    it was, so that a miss still shows how near it came. Where a regular expression took too long the query has no say:
    a gate stays open, an addition adds nothing.
    """
    match role:
        case QueryRole.GATE:
            if said.undecided or not match.matched:
                return match
            return _joined(match, said) if said.matched else replace(match, matched=False, evidence=())
        case QueryRole.ADDITION:
            return replace(_joined(match, said), score=1.0, matched=True) if said.matched else match
        case QueryRole.ALONE:
            return alone(match.topic, said, match.version)


def alone(topic: str, said: QueryMatch, version: str) -> Match:
    """The match of a topic that has no model."""
    return Match(topic, float(said.matched), said.matched, said.evidence, version)


def _joined(match: Match, said: QueryMatch) -> Match:
    return replace(match, evidence=_without_overlaps([*match.evidence, *said.evidence]))


def _without_overlaps(spans: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The spans in reading order; of two that overlap the first given stays."""
    kept: list[Evidence] = []
    for span in spans:
        if not any(_overlap(span, other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: (FIELDS.index(span.field), span.start)))


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.field == b.field and a.start < b.end and b.start < a.end

"""How much of an article is about what a query asks for."""

from collections import defaultdict
from math import log

from monitor.topics.query.query import QueryMatch

_HEADLINE = 3.0  # a place there counts as this many in the text


def relevance(match: QueryMatch) -> float:
    """0 for no place at all. Each thing asked for counts once, and by the logarithm of its places: another word
    of the query weighs more than the same word again."""
    weight = defaultdict[str, float](float)
    for span in match.evidence:
        weight[_asked(span.why)] += _HEADLINE if span.field == "title" else 1.0
    return sum(1 + log(places) for places in weight.values())


def _asked(why: str) -> str:
    """What was asked for, without the form that stands in the text."""
    return why.partition(" ('")[0]

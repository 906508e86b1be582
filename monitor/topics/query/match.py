"""Does a query hold of an article, and by which places."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from monitor.topics.query.origin import comes_from
from monitor.topics.query.places import Place, chain
from monitor.topics.query.search import Findings
from monitor.topics.query.tree import (
    And,
    Closeness,
    Concept,
    In,
    Is,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Regex,
    Term,
    TextField,
    leaves,
)


class Shown(NamedTuple):
    """A place that speaks for the query, and how it was to stand to others."""

    place: Place
    beside: Closeness | None = None


class Held(NamedTuple):
    """Whether a part of a query holds. None: it hangs on a regular expression that ran out of time."""

    holds: bool | None
    shown: Sequence[Shown] = ()


_FAILED = Held(False)


def held(node: Node, found: Findings, scope: TextField | None = None) -> Held:
    """Whether a node holds of an article, by Kleene's logic of three values, with the places that make it so.

    `scope` is the part of the article in which its words must stand.
    """
    match node:
        case And():
            return _all(node.cheapest_first, found, scope)
        case Or():
            return _any(node, found, scope)
        case Not(inner):
            holds = held(inner, found, scope).holds
            return Held(None if holds is None else not holds)
        case In(field, inner):
            return held(inner, found, field)
        case Is():
            return Held(comes_from(node, found.text.article.circumstances))
        case _:
            return _stands(node, found, scope)


def _all(parts: Iterable[Node], found: Findings, scope: TextField | None) -> Held:
    unsure = False
    places: list[Shown] = []
    for part in parts:
        one = held(part, found, scope)
        if one.holds is False:
            return _FAILED
        unsure = unsure or one.holds is None
        places += one.shown
    return Held(None) if unsure else Held(True, places)


def _any(node: Or, found: Findings, scope: TextField | None) -> Held:
    each = [held(part, found, scope) for _, part in worth_a_look(node, found)]
    if any(one.holds for one in each):
        return Held(True, [place for one in each for place in one.shown])
    return Held(None) if any(one.holds is None for one in each) else _FAILED


def worth_a_look(node: Or, found: Findings) -> list[tuple[int, Node]]:
    """The alternatives, numbered, for which there is anything in the article: few, however many there are."""
    known = node.by_need
    numbers = {number for leaf in found.words for number in known.get(leaf, ())}
    return [(number, node.parts[number]) for number in sorted(numbers.union(known.get(None, ())))]


def _stands(node: Node, found: Findings, scope: TextField | None) -> Held:
    """A word, concept, regular expression or chain holds where it has a place."""
    if places := shown(node, found, scope):
        return Held(True, places)
    return Held(None) if found.slow and any(leaf in found.slow for leaf in _regexes(node)) else _FAILED


def shown(node: Node, found: Findings, scope: TextField | None) -> list[Shown]:
    """The places of a node that can stand beside NEAR."""
    match node:
        case Term() | Concept() | Regex():
            return [Shown(place) for place in _places(node, found, scope)]
        case In(field, inner):
            return shown(inner, found, field)
        case Or():
            return [one for _, part in worth_a_look(node, found) for one in shown(part, found, scope)]
        case Near(first, links):
            steps = [first, *(link.to for link in links)]
            layers = [[one.place for one in shown(step, found, scope)] for step in steps]
            kinds = [links[0].kind, *(link.kind for link in links)]
            reached = chain(layers, links, found.text)
            return [Shown(place, kind) for layer, kind in zip(reached, kinds, strict=True) for place in layer]
    raise AssertionError(node)  # the reader refuses it beside NEAR


def _regexes(node: Node) -> Iterable[Regex]:
    return (leaf for leaf in leaves(node) if isinstance(leaf, Regex))


def _places(leaf: Leaf, found: Findings, scope: TextField | None) -> Iterable[Place]:
    places = found.of(leaf)
    if scope is None:
        return places
    return [place for place in places if found.text.holds(scope, place.field, place.end)]

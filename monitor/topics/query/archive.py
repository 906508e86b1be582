"""Finds what in a query does nothing, or nothing good, on an archive of articles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from monitor.topics.query.findings import Fault, Finding
from monitor.topics.query.match import held, shown, worth_a_look
from monitor.topics.query.query import Query
from monitor.topics.query.search import Findings
from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import And, In, Near, Node, Not, Or, TextField, children, leaves

FEW = 3  # articles of a clause: with fewer nothing is said of what it brings

_Clause = tuple[int, int]  # the id of an Or or And, and the number of its part


@dataclass
class _Tally:
    """What each clause did, by articles that the whole query matches; for a NOT, by those that it keeps out."""

    articles: int = 0
    matched: int = 0
    right: int = 0
    brought: Counter[_Clause] = field(default_factory=Counter)
    brought_alone: Counter[_Clause] = field(default_factory=Counter)  # no other alternative holds
    brought_right: Counter[_Clause] = field(default_factory=Counter)
    brought_wrong: Counter[_Clause] = field(default_factory=Counter)
    kept_out: Counter[_Clause] = field(default_factory=Counter)


def review_archive(query: Query, items: Iterable[tuple[ArticleText, bool | None]]) -> list[Finding]:
    """What the query's clauses did on these articles: those that match none, and those that bring only noise.

    Each article comes with what people say of it: right (it belongs to what is searched for), wrong, or None.
    A clause is an alternative of an OR, or a NOT beside other conditions.
    """
    tally = _Tally()
    for text, right in items:
        _count(query, text, right, tally)
    if not tally.articles:
        return []
    if not tally.matched:
        return [Finding(Fault.DEAD, "", f"matches none of the {tally.articles:,} articles")]
    return [finding for clause, part in _clauses(query.tree) if (finding := _finding(clause, part, tally))]


def _count(query: Query, text: ArticleText, right: bool | None, tally: _Tally) -> None:
    tally.articles += 1
    found = query.search.found(text)
    tally.kept_out.update(_kept_out(query.tree, found, None))
    if not held(query.tree, found).holds:
        return
    tally.matched += 1
    tally.right += right is True
    for alternatives in _brought(query.tree, found, None):
        tally.brought.update(alternatives)
        if len(alternatives) == 1:
            tally.brought_alone.update(alternatives)
        if right is not None:
            (tally.brought_right if right else tally.brought_wrong).update(alternatives)


def _brought(node: Node, found: Findings, scope: TextField | None) -> Iterator[list[_Clause]]:
    """For each Or of a tree that holds, those of its alternatives that do."""
    match node:
        case In(within, inner):
            yield from _brought(inner, found, within)
        case And(parts):
            for each in parts:
                yield from _brought(each, found, scope)
        case Near():
            met = {one.place.leaf for one in shown(node, found, scope)}
            for step in _alternatives(node):
                looked = worth_a_look(step, found)
                yield [(id(step), i) for i, part in looked if met.intersection(leaves(part))]
        case Or():
            holding = [(i, part) for i, part in worth_a_look(node, found) if held(part, found, scope).holds]
            yield [(id(node), i) for i, _ in holding]
            for _, part in holding:
                yield from _brought(part, found, scope)


def _kept_out(node: Node, found: Findings, scope: TextField | None) -> Iterator[_Clause]:
    """The NOTs that fail where all that stands beside them, but for other NOTs, holds."""
    match node:
        case In(within, inner):
            yield from _kept_out(inner, found, within)
        case Or():
            for _, part in worth_a_look(node, found):
                yield from _kept_out(part, found, scope)
        case And(parts):
            nots = [i for i, part in enumerate(parts) if isinstance(part, Not)]
            others = (part for part in parts if not isinstance(part, Not))
            if nots and all(held(part, found, scope).holds is not False for part in others):
                yield from ((id(node), i) for i in nots if held(parts[i], found, scope).holds is False)
            for part in parts:
                yield from _kept_out(part, found, scope)


def _alternatives(node: Node) -> Iterator[Or]:
    """The ORs in a chain of NEARs."""
    for child in children(node):
        if isinstance(child, Or):
            yield child
        if isinstance(child, Or | In | Near):
            yield from _alternatives(child)


def _clauses(node: Node) -> Iterator[tuple[_Clause, Node]]:
    """Every clause of a query, outside of NOTs."""
    if isinstance(node, Not):
        return
    for i, part in enumerate(children(node)):
        if isinstance(node, Or) or (isinstance(node, And) and isinstance(part, Not)):
            yield (id(node), i), part
        yield from _clauses(part)


def _finding(clause: _Clause, part: Node, tally: _Tally) -> Finding | None:
    if isinstance(part, Not):
        if tally.kept_out[clause]:
            return None
        return Finding(Fault.DEAD, str(part), f"keeps none of the {tally.articles:,} articles out")
    brought = tally.brought[clause]
    if not brought:
        return Finding(Fault.DEAD, str(part), f"brings none of the {tally.articles:,} articles")
    if tally.brought_wrong[clause] == brought:
        return Finding(Fault.NOISE, str(part), f"brings only articles judged wrong ({brought:,})")
    unsupported = tally.brought_alone[clause] == brought and not tally.brought_right[clause]
    if tally.right and unsupported and brought >= FEW:
        message = f"brings {brought:,} articles that no other alternative finds and nobody has judged right"
        return Finding(Fault.UNSUPPORTED, str(part), message)
    return None

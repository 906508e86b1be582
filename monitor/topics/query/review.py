"""Finds what in a query can never match, by looking at the query alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from monitor.topics.query.findings import Fault, Finding, brief
from monitor.topics.query.implication import exclude_each_other, fields, implies
from monitor.topics.query.query import Query
from monitor.topics.query.tree import And, Concept, In, Is, Near, Node, Not, Or, TextField, children

_MOST_KNOWN = 200  # conditions with which others are compared

_Fact = tuple[Node, bool]  # what holds, or does not


def review(query: Query) -> list[Finding]:
    """A finding for the query if it can never match or always does, else one for each alternative that never can."""
    logic = _Logic(query.concepts)
    if reason := logic.impossible(query.tree, True, None, ()):
        return [Finding(Fault.NEVER, "", f"can never match, as {reason}")]
    found = list(logic.dead_ends(query.tree, None, ()))
    if logic.impossible(query.tree, False, None, ()):
        found.append(Finding(Fault.ALWAYS, "", "matches every article"))
    return found


class _Logic:
    """Conditions that are to hold (or, below a NOT, are not to), among others that are known to."""

    def __init__(self, concepts: Mapping[str, Sequence[str]]) -> None:
        self._concepts = concepts

    def impossible(self, node: Node, wanted: bool, scope: TextField | None, known: Sequence[_Fact]) -> str:
        """Why the node can not hold (or, if that is wanted, not fail to); empty where no reason is seen."""
        match node:
            case Not(inner):
                return self.impossible(inner, not wanted, scope, known)
            case In(field, inner):
                return self.impossible(inner, wanted, field, known)
            case And(parts) | Or(parts) if isinstance(node, And) == wanted:
                among = _among(parts, wanted, scope, known)
                return next(filter(None, (self.impossible(part, wanted, scope, k) for part, k in among)), "")
            case And(parts) | Or(parts):
                return _first_if_all(self.impossible(part, wanted, scope, known) for part in parts)
        atom = _in(scope, node)
        return (self._impossible_by_itself(atom) if wanted else "") or _contradiction(atom, wanted, known)

    def dead_ends(self, node: Node, scope: TextField | None, known: Sequence[_Fact]) -> Iterator[Finding]:
        """The alternatives of a query, which as a whole may match, that never can."""
        match node:
            case In(field, inner):
                yield from self.dead_ends(inner, field, known)
            case And(parts):
                for part, others in _among(parts, True, scope, known):
                    yield from self.dead_ends(part, scope, others)
            case Or(parts):
                for part in parts:
                    if reason := self.impossible(part, True, scope, known):
                        yield Finding(Fault.NEVER, str(part), f"can never match, as {reason}")
                    else:
                        yield from self.dead_ends(part, scope, known)

    def _impossible_by_itself(self, atom: Node) -> str:
        match atom:
            case Concept(name) if not self._concepts.get(name):
                return f"the concept {name!r} has no terms"
            case In(_, inner):
                return self._impossible_by_itself(inner) or _nowhere(atom)
            case Or(parts):
                return _first_if_all(map(self._impossible_by_itself, parts))
            case Near():
                reasons = map(self._impossible_by_itself, children(atom))
                return next(filter(None, reasons), "") or _nowhere(atom)
        return ""


def _nowhere(atom: Node) -> str:
    if fields(atom):
        return ""
    return f"no part of an article holds all that {brief(atom)} asks to stand close together"


def _contradiction(atom: Node, wanted: bool, known: Sequence[_Fact]) -> str:
    for other, holds in known:
        if wanted and holds and exclude_each_other(atom, other):
            return f"no article is both {atom} and {other}"
        if wanted and not holds and implies(atom, other):
            return _both(atom, other)
        if holds and not wanted and implies(other, atom):
            return _both(other, atom)
    return ""


def _both(asked: Node, forbidden: Node) -> str:
    return f"it asks for {brief(asked)} and rules out {brief(forbidden)}"


def _among(
    parts: Sequence[Node], wanted: bool, scope: TextField | None, known: Sequence[_Fact]
) -> Iterator[tuple[Node, Sequence[_Fact]]]:
    """Each of several conditions that hold together, with what is known from the others."""
    facts = [list(_facts(part, wanted, scope)) for part in parts[:_MOST_KNOWN]]
    for i, part in enumerate(parts):
        others = [fact for j, of_part in enumerate(facts) if j != i for fact in of_part]
        yield part, [*known, *others][:_MOST_KNOWN]


def _facts(node: Node, wanted: bool, scope: TextField | None) -> Iterator[_Fact]:
    """What is known for certain where the node holds (or, if that is wanted, does not)."""
    match node:
        case Not(inner):
            yield from _facts(inner, not wanted, scope)
        case In(field, inner):
            yield from _facts(inner, wanted, field)
        case And(parts) | Or(parts) if isinstance(node, And) == wanted:
            for part in parts:
                yield from _facts(part, wanted, scope)
        case And() | Or():
            return
        case _:
            yield _in(scope, node), wanted


def _in(scope: TextField | None, node: Node) -> Node:
    return In(scope, node) if scope and not isinstance(node, Is) else node


def _first_if_all(reasons: Iterable[str]) -> str:
    """The first of the reasons, if none is missing."""
    first = ""
    for reason in reasons:
        if not reason:
            return ""
        first = first or reason
    return first

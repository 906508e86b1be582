"""Which parts of a query follow from others, and which exclude each other: without any article at hand.

What is said here is always so; not everything that is so is said.
"""

import re
from collections.abc import Sequence

from monitor.topics.query.shapes import shape
from monitor.topics.query.tree import In, Is, Near, Node, Or, Quality, Term, TextField, children
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import OF_WORDS

_WILD = re.compile(r"[*?]")
_BEGINNING = re.compile(rf"([{OF_WORDS}]+)\*")
_FIELDS = frozenset({"title", "summary", "content"})
_HELD = {
    TextField.TITLE: frozenset({"title"}),
    TextField.LEAD: frozenset({"summary", "content"}),
    TextField.BODY: frozenset({"summary", "content"}),
}


def implies(one: Node, other: Node) -> bool:
    """Whether every article for which `one` holds is one for which `other` holds. Neither has AND or NOT in it."""
    if one == other:
        return True
    if alternatives := _alternatives(one):
        return all(implies(part, other) for part in alternatives)
    if alternatives := _alternatives(other):
        return any(implies(one, part) for part in alternatives)
    if steps := _steps(one):
        return any(implies(step, other) for step in steps)
    match one, other:
        case In(field, inner), In(wider, other_inner):
            within = field is wider or (field is TextField.LEAD and wider is TextField.BODY)
            return within and implies(inner, other_inner)
        case In(_, inner), _:
            return implies(inner, other)
        case Term(), Term():
            return _term_implies(one, other)
    return False


def _alternatives(node: Node) -> Sequence[Node]:
    match node:
        case Or(parts):
            return parts
        case In(field, Or(parts)):
            return [In(field, part) for part in parts]
    return ()


def _steps(node: Node) -> Sequence[Node]:
    """What must all stand somewhere for words to stand close together."""
    match node:
        case Near():
            return children(node)
        case In(field, Near() as near):
            return [step if isinstance(step, In) else In(field, step) for step in children(near)]
    return ()


def exclude_each_other(one: Node, other: Node) -> bool:
    """An article has one language, and its outlet one country."""
    match one, other:
        case Is(Quality.LANG | Quality.COUNTRY as quality, value), Is(other_quality, other_value):
            return quality is other_quality and value != other_value
    return False


def fields(node: Node) -> frozenset[str]:
    """The fields of an article in which the places of a node can be."""
    match node:
        case In(field, inner):
            return _HELD[field] & fields(inner)
        case Or(parts):
            return frozenset().union(*map(fields, parts))
        case Near():
            return frozenset(_FIELDS).intersection(*map(fields, children(node)))
    return _FIELDS


def _term_implies(one: Term, other: Term) -> bool:
    """ "export ban" implies ban*; what is asked for exactly implies what is asked for anyhow."""
    if (other.exact and not one.exact) or (one.forms and one != other):
        return False
    words = one.words if other.exact else tuple(map(fold, one.words))
    spare = len(words) - len(other.words)
    return any(all(map(_covers, other.words, words[i : i + len(other.words)])) for i in range(spare + 1))


def _covers(wide: str, narrow: str) -> bool:
    if wide == narrow:
        return True
    if not _WILD.search(narrow):
        return shape(wide)(narrow)
    beginning = _BEGINNING.fullmatch(wide)
    return beginning is not None and _WILD.split(narrow)[0].startswith(beginning[1])

"""A query in plain English: one sentence where it is short, else an indented list."""

from collections.abc import Sequence

from monitor.languages import language_name
from monitor.topics.query.tree import (
    And,
    Closeness,
    Concept,
    In,
    Is,
    Link,
    Near,
    Node,
    Not,
    Or,
    Quality,
    Regex,
    Term,
    TextField,
)

_MOST_PARTS = 3  # conditions of one sentence
_MOST_NAMED = 6  # alternatives that are named one by one

_WHERE = {
    TextField.TITLE: "in the headline",
    TextField.LEAD: "in the first two sentences below the headline",
    TextField.BODY: "below the headline",
}


def reading(tree: Node) -> str:
    """What a query asks for, for people."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    if len(parts) <= _MOST_PARTS and all(map(_is_simple, parts)):
        return f"An article that {_listed([_clause(part) for part in parts], 'and')}."
    return "\n".join(["An article of which this is true:", *_lines(tree, 0)])


def _lines(node: Node, depth: int) -> list[str]:
    """The node as items of a list; an And on top needs no item of its own."""
    if isinstance(node, In) and not _is_thing(node):
        return _lines(_pushed(node.field, node.inner), depth)
    if isinstance(node, And) and depth == 0:
        return [line for part in node.parts for line in _lines(part, 1)]
    indent = "  " * max(0, depth - 1)
    if _is_simple(node):
        return [f"{indent}- it {_clause(node)}"]
    inner = node.inner if isinstance(node, Not) else node
    parts = inner.parts if isinstance(inner, And | Or) else (inner,)
    below = [line for part in parts for line in _lines(part, max(1, depth) + 1)]
    return [f"{indent}- {_header(node)}:", *below]


def _header(node: Node) -> str:
    match node:
        case Not(Or()):
            return "none of these"
        case Not():
            return "not all of these at once"
        case Or():
            return "at least one of these"
    return "all of these"


def _pushed(field: TextField, node: Node) -> Node:
    """title:(a NOT b) is title:a NOT title:b."""
    match node:
        case And(parts):
            return And(tuple(_pushed(field, part) for part in parts))
        case Or(parts) if not _is_thing(node):
            return Or(tuple(_pushed(field, part) for part in parts))
        case Not(inner):
            return Not(_pushed(field, inner))
    return In(field, node)


def _is_simple(node: Node) -> bool:
    inner = node.inner if isinstance(node, Not) else node
    return isinstance(inner, Is) or _is_thing(inner)


def _is_thing(node: Node) -> bool:
    """Whether it is something that a text has: a word, words near each other, one of several words."""
    match node:
        case Term() | Regex() | Concept() | Near():
            return True
        case In(_, inner):
            return _is_thing(inner)
        case Or(parts):
            return all(map(_is_thing, parts))
    return False


def _clause(node: Node) -> str:
    match node:
        case Not(Is() as inner):
            return _being(inner, "is not")
        case Not(inner):
            return f"does not have {_thing(inner)}"
        case Is():
            return _being(node, "is")
        case _:
            return f"has {_thing(node)}"


def _being(node: Is, verb: str) -> str:
    value = str(node.value).strip('"')
    match node.quality:
        case Quality.LANG:
            return f"{verb} in {language_name(value)}"
        case Quality.COUNTRY:
            return f"{verb} from the country {value.upper()}"
        case Quality.OUTLET:
            return f"{verb} from an outlet with '{value}' in its name"
        case Quality.KIND:
            return f"{verb} from a source of the kind '{value}'"


def _thing(node: Node) -> str:
    match node:
        case Term():
            return _term(node)
        case Regex(pattern, exact):
            return (
                f"a match of the regular expression /{pattern}/{' in exactly this spelling' if exact else ''}"
            )
        case Concept(name):
            return f"a word for '{name.rpartition('.')[2]}' in any language"
        case In(field, inner):
            return f"{_thing(inner)} {_WHERE[field]}"
        case Near(first, links):
            return ", ".join([_thing(first), *map(_link, links)])
        case Or(parts):
            named = [_thing(part) for part in parts[:_MOST_NAMED]]
            if len(parts) > _MOST_NAMED:
                named[-1] = f"one of {len(parts) - _MOST_NAMED + 1:,} others"
            return _listed(named, "or")
    raise AssertionError(node)  # not a thing


def _link(link: Link) -> str:
    if link.kind is Closeness.SAME:
        return f"in the same sentence as {_thing(link.to)}"
    words = "1 word" if link.words == 1 else f"{link.words} words"
    if link.kind is Closeness.ONEAR:
        return f"followed within {words} by {_thing(link.to)}"
    return f"within {words} of {_thing(link.to)}"


def _term(term: Term) -> str:
    text = " ".join(term.words)
    if term.forms:
        return f"the word '{text}' in any form"
    return f"{_plain_or_wild(term, text)}{' in exactly this spelling' if term.exact else ''}"


def _plain_or_wild(term: Term, text: str) -> str:
    inner = text.strip("*")
    wild = "*" in inner or "?" in inner
    if len(term.words) > 1:
        return f"a phrase like '{text}'" if wild or inner != text else f"the phrase '{text}'"
    if wild:
        return f"a word like '{text}'"
    match (text.startswith("*"), text.endswith("*")):
        case (True, True):
            return f"a word with '{inner}' in it"
        case (True, False):
            return f"a word ending in '{inner}'"
        case (False, True):
            return f"a word beginning with '{inner}'"
    return f"the word '{text}'"


def _listed(parts: Sequence[str], joint: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"

"""Makes the tree of what the grammar recognised, and refuses what it alone can not tell to be wrong."""

import re
from collections.abc import Callable
from dataclasses import replace

from lark import Token, Transformer, v_args

from monitor.configuration.codes import LANGUAGES, countries
from monitor.topics.query import terms
from monitor.topics.query.regexes import regex_fault
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
    all_of,
    any_of,
    nodes,
)

FARTHEST = 100  # words of a NEAR

_NEAR = re.compile(r"(O?NEAR)/(\d{1,3})")
_FIELDS = ", ".join(f"{name}:" for name in (*TextField, *Quality))
_MEANT = {
    **{
        word.lower(): f'write {word} in capitals, or "{word.lower()}" for the word'
        for word in ("AND", "OR", "NOT")
    },
    **dict.fromkeys(("&", "&&", "+"), "write AND, or nothing"),
    **dict.fromkeys(("|", "||", ","), "write OR"),
}
_SIGNS = {
    "-": "to leave out what follows write NOT before it",
    "!": "to leave out what follows write NOT before it",
}


class Refused(Exception):
    """What is wrong with a token; the parser makes a QuerySyntaxError of it."""

    def __init__(self, token: Token, message: str, expected: str) -> None:
        super().__init__(message)
        self.offset = token.start_pos or 0
        self.message = message
        self.expected = expected


@v_args(inline=True)
class Reader(Transformer[Token, Node]):
    """A method for each rule of the grammar. In a search a word by itself stands for all of its forms."""

    def __init__(self, searched: bool) -> None:
        super().__init__()
        self._searched = searched

    def start(self, tree: Node) -> Node:
        return tree

    def any_of(self, *parts: Node) -> Node:
        return any_of(parts)

    def all_of(self, *parts: Node) -> Node:
        return all_of(parts)

    def negated(self, inner: Node) -> Node:
        return Not(inner)

    def near(self, first: Node, *rest: Token | Node) -> Node:
        links = []
        _refuse_placeless(first, rest[0])
        for operator, to in zip(rest[::2], rest[1::2], strict=True):
            assert isinstance(operator, Token)
            assert not isinstance(to, Token)
            _refuse_placeless(to, operator)
            links.append(Link(*_closeness(operator), to))
        return Near(first, tuple(links))

    def within(self, field: Token, inner: Node) -> Node:
        name = field[:-1].lower()
        if name in list(Quality):
            return _each_is(Quality(name), field, inner)
        if name not in list(TextField):
            remedy = f"the fields are {_FIELDS}; put a colon of the text in quotation marks"
            raise Refused(field, f"there is no field {name!r}", remedy)
        if nested := next((one for one in nodes(inner) if isinstance(one, In | Is)), None):
            raise Refused(field, f"{nested} can not stand within {name}:( )", "put it beside, with AND or OR")
        return In(TextField(name), inner)

    def word(self, token: Token) -> Node:
        written = str(token)
        if meant := _MEANT.get(written.lower()):
            raise Refused(token, f"{written!r} joins nothing", meant)
        if len(written) > 1 and written[0] in _SIGNS:
            raise Refused(token, f"{written[0]!r} means nothing before a word", _SIGNS[written[0]])
        if written[0] == "~":
            return _forms(token)
        found = _term(token, written.removeprefix("="), written.startswith("="))
        return terms.in_any_form(found) if self._searched else found

    def phrase(self, token: Token) -> Node:
        exact = token.startswith("=")
        found = _term(token, token[1 + exact : -1], exact)
        return replace(found, quoted=len(found.words) == 1)

    def regex(self, token: Token) -> Node:
        exact = token.startswith("=")
        found = Regex(token[1 + exact : -1], exact)
        if fault := regex_fault(found):
            raise Refused(token, *fault)
        return found

    def concept(self, token: Token) -> Node:
        return Concept(token[1:])


def _term(token: Token, written: str, exact: bool) -> Term:
    found = terms.term(written, exact)
    if fault := terms.fault(found):
        raise Refused(token, *fault)
    return found


def _forms(token: Token) -> Term:
    found = _term(token, token[1:], exact=False)
    if len(found.words) > 1 or terms.is_wild(found.words[0]):
        raise Refused(
            token, f"{token[1:]!r} is not one whole word", "write ~ before one word without * and ?"
        )
    return terms.in_any_form(found)


def _closeness(operator: Token) -> tuple[Closeness, int]:
    if operator.type == "SAME":
        return Closeness.SAME, 0
    found = _NEAR.fullmatch(operator)
    words = int(found[2]) if found else 0
    if not found or not 1 <= words <= FARTHEST:
        name = operator.partition("/")[0]
        what = f"{operator} names no distance" if not found else f"{words} words is no distance"
        raise Refused(operator, what, f"write {name}/5, with a number of words from 1 to {FARTHEST}")
    return Closeness(found[1]), words


def _refuse_placeless(node: Node, operator: object) -> None:
    """A NEAR needs to know where its sides stand: NOT and lang: stand nowhere, an AND in many places."""
    assert isinstance(operator, Token)
    wrong = next((one for one in nodes(node) if isinstance(one, Not | And | Is)), None)
    if wrong is not None:
        name = operator.partition("/")[0]
        what = {Not: "a NOT", And: "an AND (or two words side by side)"}.get(type(wrong), f"{wrong}")
        remedy = "words, phrases, regular expressions and concepts can, and ORs of them in parentheses"
        raise Refused(operator, f"{what} can not stand beside {name}", remedy)


def _each_is(quality: Quality, field: Token, inner: Node) -> Node:
    """lang:(de OR fr) is lang:de OR lang:fr."""
    match inner:
        case Term():
            value = replace(inner, forms=False, quoted=False)
            if fault := _CHECKS.get(quality, _accepted)(value):
                raise Refused(field, *fault)
            return Is(quality, value)
        case Not(one):
            return Not(_each_is(quality, field, one))
        case And(parts):
            return all_of(_each_is(quality, field, part) for part in parts)
        case Or(parts):
            return any_of(_each_is(quality, field, part) for part in parts)
    raise Refused(field, f"{inner} can not stand in {field}", "write words, with AND, OR and NOT")


def _accepted(_value: Term) -> None:
    return None


def _language(value: Term) -> tuple[str, str] | None:
    if str(value) in LANGUAGES:
        return None
    return f"{value} is no language", "write its two letters, such as lang:en or lang:uk"


def _country(value: Term) -> tuple[str, str] | None:
    if str(value).upper() in countries():
        return None
    return f"{value} is no country", "write its two letters, such as country:PL"


_CHECKS: dict[Quality, Callable[[Term], tuple[str, str] | None]] = {
    Quality.LANG: _language,
    Quality.COUNTRY: _country,
}

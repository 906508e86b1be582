"""What a query says, as a tree; `str` of a node is the query that makes it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from monitor.topics.text.letters import OF_WORDS


class TextField(StrEnum):
    """The parts of an article in which words may be asked for; without one, all of its text."""

    TITLE = "title"
    LEAD = "lead"  # the first sentences below the headline
    BODY = "body"  # all text below the headline


class Quality(StrEnum):
    """What else may be asked of an article."""

    LANG = "lang"
    OUTLET = "outlet"
    COUNTRY = "country"
    KIND = "kind"


class Closeness(StrEnum):
    NEAR = "NEAR"
    ONEAR = "ONEAR"  # in this order
    SAME = "SAME"  # sentence


_ONE_WORD = re.compile(rf"[{OF_WORDS}*?]+")
_SPOKEN = frozenset({"and", "or", "not", "same", "near", "onear"})  # words that operators are made of


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in a row. `*` stands for any letters of a word, `?` for one."""

    words: tuple[str, ...]  # folded (monitor.topics.text.fold), but as written where exact
    exact: bool = False  # upper case and accents count
    forms: bool = False  # one word, in any form of the article's language (monitor.topics.text.stems)
    quoted: bool = field(default=False, compare=False)  # as written: in a search a word so has no other forms

    def __str__(self) -> str:
        text = " ".join(self.words)
        plain = _ONE_WORD.fullmatch(text) and text.lower() not in _SPOKEN and not self.quoted
        return ("=" if self.exact else "~" if self.forms else "") + (text if plain else f'"{text}"')


@dataclass(frozen=True, slots=True)
class Regex:
    pattern: str  # as written between the slashes
    exact: bool = False

    def __str__(self) -> str:
        return f"{'=' if self.exact else ''}/{self.pattern}/"


@dataclass(frozen=True, slots=True)
class Concept:
    name: str

    def __str__(self) -> str:
        return f"@{self.name}"


Leaf = Term | Regex | Concept


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a Near: how close the next is to stand to the one before."""

    kind: Closeness
    words: int  # at most so many further on; 0 for SAME
    to: "Node"

    def __str__(self) -> str:
        distance = "" if self.kind is Closeness.SAME else f"/{self.words}"
        return f"{self.kind}{distance} {_written(self.to, 5)}"


@dataclass(frozen=True, slots=True)
class Near:
    """A chain: each is close to the one before it."""

    first: "Node"
    links: tuple[Link, ...]

    def __str__(self) -> str:
        return " ".join([_written(self.first, 5), *map(str, self.links)])


@dataclass(frozen=True, slots=True)
class In:
    """What must stand in one part of the article."""

    field: TextField
    inner: "Node"

    def __str__(self) -> str:
        return f"{self.field}:{_written(self.inner, 5)}"


@dataclass(frozen=True, slots=True)
class Is:
    """What the article or its outlet must be."""

    quality: Quality
    value: Term

    def __str__(self) -> str:
        return f"{self.quality}:{self.value}"


@dataclass(frozen=True, slots=True)
class Not:
    inner: "Node"

    def __str__(self) -> str:
        return f"NOT {_written(self.inner, 4)}"


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(_written(part, 3) for part in self.parts)

    @cached_property
    def cheapest_first(self) -> tuple["Node", ...]:
        """The parts in the order in which to look: a regular expression is not tried where a word is missing."""
        return tuple(
            sorted(self.parts, key=lambda part: any(isinstance(leaf, Regex) for leaf in leaves(part)))
        )


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(_written(part, 2) for part in self.parts)

    @cached_property
    def by_need(self) -> Mapping[Leaf | None, Sequence[int]]:
        """The numbers of the parts by each of the words that they can not do without; None: those that can.

        So that of thousands only those are looked at for which there is anything in the article.
        """
        found: dict[Leaf | None, list[int]] = {}
        for number, part in enumerate(self.parts):
            for leaf in needs(part) or {None}:
                found.setdefault(leaf, []).append(number)
        return found


Node = Term | Regex | Concept | Near | In | Is | Not | And | Or


def all_of(parts: Iterable[Node]) -> Node:
    """An And without Ands in it; the part itself where there is only one."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Node]) -> Node:
    """An Or without Ors in it; the part itself where there is only one."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def children(node: Node) -> tuple[Node, ...]:
    match node:
        case And(parts) | Or(parts):
            return parts
        case Near(first, links):
            return (first, *(link.to for link in links))
        case Not(inner) | In(_, inner):
            return (inner,)
    return ()


def nodes(node: Node) -> Iterator[Node]:
    """The node and all below it, each before its children."""
    yield node
    for child in children(node):
        yield from nodes(child)


def leaves(node: Node) -> Iterator[Leaf]:
    """The words, regular expressions and concepts looked for in the text."""
    return (one for one in nodes(node) if isinstance(one, Term | Regex | Concept))


def with_terms(node: Node, change: Callable[[Term], Term]) -> Node:
    """The tree with each word and phrase of the text changed."""
    match node:
        case Term():
            return change(node)
        case And(parts):
            return And(tuple(with_terms(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(with_terms(part, change) for part in parts))
        case Not(inner):
            return Not(with_terms(inner, change))
        case In(field, inner):
            return In(field, with_terms(inner, change))
        case Near(first, links):
            changed = tuple(replace(link, to=with_terms(link.to, change)) for link in links)
            return Near(with_terms(first, change), changed)
    return node


def needs(node: Node) -> frozenset[Leaf]:
    """Words and concepts of which at least one must stand in an article for the node to hold; empty: none must."""
    match node:
        case Term() | Concept():
            return frozenset({node})
        case In(_, inner):
            return needs(inner)
        case And() | Near():
            return min(filter(None, map(needs, children(node))), key=len, default=frozenset())
        case Or(parts):
            each = [needs(part) for part in parts]
            return frozenset().union(*each) if all(each) else frozenset()
    return frozenset()


def _written(node: Node, least: int) -> str:
    """The node as it stands within another: in parentheses if it binds less tightly than `least`."""
    return str(node) if _binding(node) >= least else f"({node})"


def _binding(node: Node) -> int:
    match node:
        case Or():
            return 1
        case And():
            return 2
        case Not():
            return 3
        case Near():
            return 4
    return 5

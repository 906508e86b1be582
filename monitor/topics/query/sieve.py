"""What a search index can say of a query: a condition that every article it matches fulfils, and perhaps others.

The index knows which words an article has, which concepts it expresses and where it comes from; it knows no order and
no distance. What it can not tell is left to the matcher. `Sieve.exact` says that nothing is left.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from monitor.topics.query.index_words import HEADLINE, STEM, stems_of
from monitor.topics.query.tree import (
    And,
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
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import OF_WORDS

MOST_WORDS = 1_000  # in one condition, beside their stems: a database takes no endless one

_RUN = re.compile(rf"[{OF_WORDS}*]+")  # of a concept's term: a word, or a part of one
_WILD = re.compile(r"[*?]")


@dataclass(frozen=True, slots=True)
class Word:
    """The article has this word; one that begins with it where `begins`."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """A word of the article holds these letters; a space before or behind is the edge of the word."""

    text: str


@dataclass(frozen=True, slots=True)
class Expresses:
    """The article expresses the concept that the index has under this number."""

    concept: int


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    inner: "Condition"


Condition = Word | Letters | Expresses | Is | AllOf | AnyOf | NoneOf
EVERYTHING = AllOf(())  # no condition
NOTHING = AnyOf(())  # no article


@dataclass(frozen=True, slots=True)
class Sieve:
    condition: Condition
    exact: bool  # all that passes matches


_OPEN = Sieve(EVERYTHING, exact=False)


def sieve(
    tree: Node, concepts: Mapping[str, Iterable[str]], known: Mapping[str, int] = MappingProxyType({})
) -> Sieve:
    """What an index can say of a query whose concepts have these terms; `known` has the numbers of those it knows."""
    return _Sifting(concepts, known).of(tree, None)


class _Sifting:
    def __init__(self, concepts: Mapping[str, Iterable[str]], known: Mapping[str, int]) -> None:
        self._concepts = concepts
        self._known = known

    def of(self, node: Node, scope: TextField | None) -> Sieve:
        match node:
            case And(parts):
                return _all(self.of(part, scope) for part in parts)
            case Or(parts):
                return self._any(parts, scope)
            case Not(inner):
                found = self.of(inner, scope)
                return Sieve(_none(found.condition), exact=True) if found.exact else _OPEN
            case In(field, inner):
                return self.of(inner, field)
            case Near():
                return Sieve(self._near(node, scope), exact=False)
            case Is():
                return Sieve(node, exact=True)
            case _:
                return self._leaf(node, scope)

    def _leaf(self, leaf: Leaf, scope: TextField | None) -> Sieve:
        match leaf:
            case Term():
                return _term(leaf, scope)
            case Concept(name) if name in self._known:
                return Sieve(Expresses(self._known[name]), exact=scope is None)
            case Concept(name):
                return _any(_written(written, scope) for written in self._concepts[name])
            case Regex():
                return _OPEN

    def _any(self, parts: tuple[Node, ...], scope: TextField | None) -> Sieve:
        if sum(1 for part in parts for _ in leaves(part)) > MOST_WORDS:
            return _OPEN
        return _any(self.of(part, scope) for part in parts)

    def _near(self, node: Near, scope: TextField | None) -> Condition:
        steps = (node.first, *(link.to for link in node.links))
        return _all(self.of(step, scope) for step in steps).condition


def _all(sieves: Iterable[Sieve]) -> Sieve:
    each = list(sieves)
    parts = [part for one in each for part in _parts(one.condition, AllOf)]
    return Sieve(_alone(AllOf(tuple(dict.fromkeys(parts)))), all(one.exact for one in each))


def _any(sieves: Iterable[Sieve]) -> Sieve:
    each = list(sieves)
    exact = all(one.exact for one in each)
    if any(one.condition == EVERYTHING for one in each):
        return Sieve(EVERYTHING, exact)
    parts = [part for one in each for part in _parts(one.condition, AnyOf)]
    if sum(not _is_stem(part) for part in parts) > MOST_WORDS:
        return _OPEN
    return Sieve(_alone(AnyOf(tuple(dict.fromkeys(parts)))), exact)


def _is_stem(condition: Condition) -> bool:
    return isinstance(condition, Word) and STEM in condition.text


def _none(condition: Condition) -> Condition:
    return condition.inner if isinstance(condition, NoneOf) else NoneOf(condition)


def _parts(condition: Condition, kind: type[AllOf] | type[AnyOf]) -> tuple[Condition, ...]:
    return (
        condition.parts
        if isinstance(condition, AllOf | AnyOf) and isinstance(condition, kind)
        else (condition,)
    )


def _alone(condition: AllOf | AnyOf) -> Condition:
    return condition.parts[0] if len(condition.parts) == 1 else condition


def _term(term: Term, scope: TextField | None) -> Sieve:
    """Its words, each wherever it stands: their order is left to the matcher, and so is exact spelling."""
    if term.forms:
        return _forms(term.words[0], scope)
    words = (fold(word) for word in term.words)
    found = _all(_word(word, scope) for word in words)
    return Sieve(found.condition, found.exact and len(term.words) == 1 and not term.exact)


def _forms(word: str, scope: TextField | None) -> Sieve:
    """The word itself, in an article of any language, or its stem in the article's."""
    return _any(_whole(one, scope) for one in (word, *stems_of(word)))


def _written(written: str, scope: TextField | None) -> Sieve:
    """A term of a concept; signs between its words are left to the matcher."""
    folded = " ".join(fold(written).split())
    runs = _RUN.findall(folded)
    found = _all(_word(run, scope) for run in runs)
    return Sieve(found.condition, found.exact and runs == [folded])


def _word(word: str, scope: TextField | None) -> Sieve:
    """A word with its wildcards, in some part of the article."""
    pieces = _WILD.split(word)
    longest = max(pieces, key=len)
    if not longest:  # a star by itself, behind a sign: any letters, or none
        return _OPEN
    if len(pieces) == 1:
        return _whole(word, scope)
    if pieces[0] == longest:
        return _whole(longest, scope, begins=True, exact=word == longest + "*")
    if word.count("*") + 1 == len(pieces):
        return _letters(pieces, longest, scope)
    return Sieve(Letters(longest), exact=False)


def _whole(word: str, scope: TextField | None, begins: bool = False, exact: bool = True) -> Sieve:
    """A word or stem as the index has it, which knows the headline from the rest, and no more."""
    mark = HEADLINE if scope is TextField.TITLE else ""
    return Sieve(Word(mark + word, begins), exact=exact and scope in (None, TextField.TITLE))


def _letters(pieces: list[str], longest: str, scope: TextField | None) -> Sieve:
    """A word with stars, the first of which stands before its longest piece."""
    inner = pieces[0] == "" and scope is None
    match pieces:
        case ["", only]:
            return Sieve(Letters(f"{only} "), exact=inner)
        case ["", only, ""]:
            return Sieve(Letters(only), exact=inner)
    return Sieve(Letters(longest), exact=False)

"""Reads a query: the grammar is grammar.lark, the limits and the words for what is wrong are here and in reader.py."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import cast

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.lark import PostLex

from monitor.topics.query import expectations, terms
from monitor.topics.query.faults import QuerySyntaxError
from monitor.topics.query.query import Query
from monitor.topics.query.reader import Reader, Refused
from monitor.topics.query.tree import Concept, Node, Term, leaves, with_terms

MOST_CHARACTERS = 400_000
MOST_TERMS = 20_000  # words, phrases, concepts and regular expressions of a query
MOST_REGEXES = 20  # each is tried on each article
DEEPEST = 30  # parentheses within parentheses

_LEAVES = frozenset({"WORD", "PHRASE", "REGEX", "CONCEPT"})


def parse(text: str, concepts: Mapping[str, Iterable[str]]) -> Query:
    """The query that a text means; `concepts` are those that it may name, each with its terms of all languages.

    Raises QuerySyntaxError.
    """
    return _query(text, read(text), concepts)


def parse_search(text: str, concepts: Mapping[str, Iterable[str]]) -> Query:
    """The same of what somebody searches for, where a word by itself stands for all of its forms."""
    return _query(text, read(text, searched=True), concepts)


def as_searched(tree: Node) -> str:
    """What to search for to mean this: a word that stands for itself alone has to be in quotation marks there."""
    return str(with_terms(tree, _searched))


def _searched(term: Term) -> Term:
    return replace(term, forms=False, quoted=not term.forms and terms.in_any_form(term).forms)


def _query(text: str, tree: Node, concepts: Mapping[str, Iterable[str]]) -> Query:
    named = {leaf.name for leaf in leaves(tree) if isinstance(leaf, Concept)}
    if unknown := named - concepts.keys():
        raise _unknown_concept(text, unknown, concepts)
    return Query(text, tree, {name: tuple(concepts[name]) for name in sorted(named)})


def read(text: str, searched: bool = False) -> Node:
    """What a query says, whatever concepts it names; `searched`: in a search. Raises QuerySyntaxError."""
    if not text.strip():
        raise QuerySyntaxError(text, 0, "the query is empty", "write the words that an article must have")
    if len(text) > MOST_CHARACTERS:
        raise QuerySyntaxError(
            text,
            MOST_CHARACTERS,
            f"the query has {len(text):,} characters",
            f"write {MOST_CHARACTERS:,} at most",
        )
    try:
        return cast(Node, _parser(searched).parse(text))  # the reader makes a node of what is else a tree
    except Refused as refused:
        raise QuerySyntaxError(text, refused.offset, refused.message, refused.expected) from None
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None


class _Limits(PostLex):
    """Looks at the query's tokens before they are put together: parentheses must match, and nothing be endless."""

    always_accept = ()

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        opened: list[Token] = []
        terms = regexes = 0
        for token in stream:
            if token.type == "_LPAR":
                opened.append(token)
            elif token.type == "_RPAR":
                if not opened:
                    raise Refused(token, "this parenthesis closes none", "remove it, or open one before it")
                opened.pop()
            terms += token.type in _LEAVES
            regexes += token.type == "REGEX"
            _refuse_endless(token, len(opened), terms, regexes)
            yield token
        if opened:
            raise Refused(opened[-1], "this parenthesis is never closed", "write ) where it is to end")


def _refuse_endless(token: Token, depth: int, terms: int, regexes: int) -> None:
    if depth > DEEPEST:
        raise Refused(token, f"more than {DEEPEST} parentheses within each other", "write it flatter")
    if terms > MOST_TERMS:
        raise Refused(token, f"more than {MOST_TERMS:,} words", "make it several queries, or a concept")
    if regexes > MOST_REGEXES:
        raise Refused(token, f"more than {MOST_REGEXES} regular expressions", "join some of them with |")


def _unexpected(text: str, error: UnexpectedInput) -> QuerySyntaxError:
    if isinstance(error, UnexpectedCharacters):
        offset = cast(int, error.pos_in_stream)
        return QuerySyntaxError(text, offset, *expectations.of_character(text[offset]))
    assert isinstance(error, UnexpectedToken)
    token = error.token
    ended = token.type == "$END"
    offset = len(text.rstrip()) if ended or token.start_pos is None else token.start_pos
    return QuerySyntaxError(
        text, offset, *expectations.of_token("" if ended else token, error.accepts or set())
    )


def _unknown_concept(
    text: str, unknown: Iterable[str], concepts: Mapping[str, Iterable[str]]
) -> QuerySyntaxError:
    names = {f"@{name}" for name in unknown}
    token = next(token for token in _parser(False).lex(text) if token in names)
    name = token[1:]
    close = get_close_matches(name, concepts, n=3)
    known = close or sorted(concepts)
    expected = f"{'did you mean' if close else 'there are'} {', '.join(f'@{one}' for one in known)}"
    return QuerySyntaxError(
        text, token.start_pos or 0, f"there is no concept {name!r}", expected if known else "write a word"
    )


@cache
def _parser(searched: bool) -> Lark:
    """Made when the first query is read: it takes as long as a start of the program may."""
    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", lexer="basic", start="start", transformer=Reader(searched), postlex=_Limits()
    )

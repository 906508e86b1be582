"""A query of nothing but alternatives: a watchlist, whose entries come and go one by one. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from monitor.topics.query import QuerySyntaxError, as_searched
from monitor.topics.query.parse import read
from monitor.topics.query.tree import And, Is, Node, Not, Or

_SYNTAX = re.compile(r'["():@=]|\b(?:AND|OR|NOT|SAME)\b|\bO?NEAR/|(?:^| )/')
_OR = " OR "


@lru_cache(maxsize=2_048)
def entries(query: str) -> tuple[str, ...]:
    """What a query watches for, each entry as a query; none for one that narrows, or that can not be read."""
    try:
        found = _parts(query)
    except QuerySyntaxError:
        return ()
    narrows = len(found) == 1 and isinstance(found[0][0], And | Is | Not)
    return () if narrows else tuple(text for _, text in found)


def entry(text: str) -> str:
    """The query that a line of a watchlist means: several words are a name, and looked for in a row."""
    words = " ".join(text.split())
    return f'"{words}"' if " " in words and not _SYNTAX.search(words) else words


def readable(lines: Iterable[str]) -> list[str]:
    """Those of the lines that can be entries: a spelling such as "T 2*" says too little for a query."""
    return [line for line in lines if entries(entry(line))]


def joined(queries: Iterable[str]) -> str:
    """The query that asks for any of these, each once. Raises QuerySyntaxError for one that can not be read."""
    found: dict[Node, str] = {}
    for query in queries:
        for part, text in _parts(query):
            found.setdefault(part, text)
    return _OR.join(found.values())


def without(query: str, gone: str) -> str:
    """The query with an entry less; empty where it was the only one."""
    return _OR.join(text for _, text in _parts(query) if text != gone)


def _parts(query: str) -> list[tuple[Node, str]]:
    """The alternatives of a query, each with how it is written: as it was, where that can be told."""
    tree = read(query, searched=True)
    parts = tree.parts if isinstance(tree, Or) else (tree,)
    return list(zip(parts, _written(query, parts) or map(as_searched, parts), strict=True))


def _written(query: str, parts: Sequence[Node]) -> list[str] | None:
    texts = [text.strip() for text in query.split(_OR)]
    try:
        return texts if [read(text, searched=True) for text in texts] == list(parts) else None
    except QuerySyntaxError:  # an OR within parentheses or quotes
        return None

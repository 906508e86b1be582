"""A query with one condition on the origin more, or less: so that all of a search stands in its query."""

from functools import lru_cache

from monitor.topics.query import as_searched, terms
from monitor.topics.query.tree import And, Is, Node, Or, Quality, all_of


@lru_cache(maxsize=4096)  # a page asks of every outlet that it counts
def condition(quality: Quality, name: str) -> Is | None:
    """What asks for an origin of that name; None where the name has no letter to ask for."""
    value = terms.term(name.replace("*", " ").replace("?", " "), exact=False)
    return None if terms.fault(value) else Is(quality, value)


def holds(tree: Node, one: Is) -> bool:
    """Whether the query asks for it already, beside all else."""
    return one in _parts(tree)


def with_condition(query: str, tree: Node, one: Is) -> str:
    """The query with a condition more; what was written stays as it was written."""
    return f"({query}) {one}" if isinstance(tree, Or) else f"{query} {one}"


def without_condition(tree: Node, one: Is) -> str:
    """The query with a condition less; empty where it was the only one."""
    rest = [part for part in _parts(tree) if part != one]
    return as_searched(all_of(rest)) if rest else ""


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, And) else (tree,)

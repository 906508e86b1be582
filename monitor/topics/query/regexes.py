"""Regular expressions of a query: which are taken, and how they are tried without ever hanging.

They are those of the library `regex`, without what makes it run out of memory before it runs out of time.
"""

import re
from functools import lru_cache
from itertools import islice
from math import prod

import regex  # type: ignore[import-untyped]

from monitor.topics.query.tree import Regex

SECONDS = 0.1  # that one may take on a field of an article
MOST_CHARACTERS = 500
_MOST_REPEATS = 1_000  # all counts in braces multiplied: compiling writes them out
_MOST_FOUND = 1_000  # matches in a field; more mark nothing that anybody could read

_COUNT = re.compile(r"\{(?:\d*,)?(\d+)\}|\{(\d+),\}")
_RECURSION = re.compile(r"\(\?(?:R|[+-]?\d|&|P>)")
_FUZZY = re.compile(r"(?<!\\[pPN])\{[^}]*[a-z][^}]*\}")


def regex_fault(found: Regex) -> tuple[str, str] | None:
    """What is wrong with a regular expression and what to do about it; None if it can be tried."""
    pattern = found.pattern
    if len(pattern) > MOST_CHARACTERS:
        return f"the regular expression has {len(pattern)} characters", f"write {MOST_CHARACTERS} at most"
    if _RECURSION.search(pattern) or _FUZZY.search(pattern):
        return "recursion and approximate matches are not taken", "write a plain regular expression"
    if prod(max(1, int(one or other)) for one, other in _COUNT.findall(pattern)) > _MOST_REPEATS:
        return (
            "the numbers in its braces are too large",
            f"multiplied they may make {_MOST_REPEATS:,} at most",
        )
    try:
        _compiled(found)
    except (regex.error, RecursionError, OverflowError) as error:
        reason = str(error).partition(" at position")[0] or "too deep"
        return (
            f"this is no regular expression ({reason})",
            r"correct it; write \. for a dot, \( for a parenthesis",
        )
    return None


def spans(found: Regex, text: str) -> list[tuple[int, int]]:
    """Where it matches, in order, without empty matches. Raises TimeoutError after SECONDS."""
    matches = _compiled(found).finditer(text, timeout=SECONDS)
    return [match.span() for match in islice(matches, _MOST_FOUND) if match.end() > match.start()]


@lru_cache(maxsize=256)
def _compiled(found: Regex) -> "regex.Pattern[str]":
    return regex.compile(found.pattern, 0 if found.exact else regex.IGNORECASE, cache_pattern=False)

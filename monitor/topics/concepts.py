"""Finds the words that express a concept, in whatever language they stand.

A term is one word or several; `*` stands for any further letters of the same word ("licen*", "*export*"),
a space also fits a hyphen, and the other way round. Terms begin and end at word boundaries.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from monitor.topics.fold import fold

# A star within a word would make the time of a search grow with the square of the word.
_ALLOWED = re.compile(r"\*?[^* ]+\*?( [^* ]+\*?)*")


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept met in a text, from `start` to `end` (characters)."""

    concept: str
    start: int
    end: int
    term: str  # as the topic file writes it


@dataclass(frozen=True, slots=True)
class _Term:
    concept: str
    written: str
    shape: re.Pattern[str]  # the whole term, from where its literal begins
    open_start: bool  # letters may stand before it in the same word


def _compile(concept: str, written: str) -> tuple[str, _Term]:
    """The literal to look for, and what must hold around it."""
    folded = fold(" ".join(written.replace("-", " ").split()))
    open_start = folded.startswith("*")
    folded = folded.lstrip("*")
    shape = re.escape(folded).replace(r"\*", r"\w*")
    literal = folded.partition("*")[0].rstrip()
    return literal, _Term(concept, written, re.compile(shape + r"(?!\w)"), open_start)


def term_problem(written: str) -> str:
    """Why a term can not be searched for; empty if it can."""
    if not _ALLOWED.fullmatch(" ".join(fold(written).split())):
        return "may have * only before its first word and after a word"
    literal, _ = _compile("", written)
    if not literal[0].isalnum():
        return "must begin with a letter or figure (or with * and then one)"
    if "*" in written and len(literal) < 2:
        return "needs at least two letters before its first *"
    return ""


class Matcher:
    """All terms of all concepts, looked for in one pass."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        compiled = [_compile(concept, term) for concept, terms in concepts.items() for term in terms]
        self._by_literal: dict[str, list[_Term]] = {}
        for literal, term in compiled:
            self._by_literal.setdefault(literal, []).append(term)
        self._literals = list(self._by_literal)
        self._automaton = AhoCorasick(self._literals)

    def hits(self, folded: str) -> list[Hit]:
        """Every concept met in a folded text, in order of place; at each place the longest term of a concept."""
        found: dict[tuple[int, str], Hit] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            inside = start > 0 and (folded[start - 1].isalnum() or folded[start - 1] == "_")
            for term in self._by_literal[self._literals[index]]:
                if inside and not term.open_start:
                    continue
                match = term.shape.match(folded, start)
                if match:
                    begin = _word_start(folded, start) if inside else start
                    known = found.get((begin, term.concept))
                    if known is None or known.end < match.end():
                        found[begin, term.concept] = Hit(term.concept, begin, match.end(), term.written)
        return sorted(found.values(), key=lambda hit: (hit.start, hit.end, hit.concept))


def _word_start(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_"):
        at -= 1
    return at

"""Finds the words that express a concept, in whatever language they stand.

A term is one word or several; `*` stands for any further letters of the same word ("licen*", "*export*"),
a space also fits a hyphen, and the other way round. Terms begin and end at word boundaries.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from monitor.topics.text.fold import fold
from monitor.topics.text.letters import OF_WORDS, is_of_word

_REST = re.compile(rf"[{OF_WORDS}]*")  # of a word
_ONE_WORD = re.compile(rf"\*?[{OF_WORDS}]+\*?")
# A star within a word would make the time of a search grow with the square of the word.
_ALLOWED = re.compile(r"\*?[^* ]+\*?( [^* ]+\*?)*")


class Hit(NamedTuple):
    """A concept met in a text, from `start` to `end` (characters)."""

    start: int
    end: int
    concept: str
    term: str  # as the topic file writes it


class _Term(NamedTuple):
    """A term, to be looked at wherever its literal stands."""

    concept: str
    written: str
    literal: str  # folded, up to the first star within
    rest: str  # what follows the literal: "" or "*" for nearly every term
    open_start: bool  # letters may stand before it in the same word

    def end(self, folded: str, start: int, after: int, stop: int) -> int:
        """Where the term ends; -1 if it is not there. Its literal stands up to `after`, in a word up to `stop`."""
        if self.rest == "*":
            return stop
        if self.rest == "":
            return after if after == stop else -1
        match = _shape(self.literal + self.rest).match(folded, start)
        return match.end() if match else -1


@cache
def _shape(folded: str) -> re.Pattern[str]:
    return re.compile(re.escape(folded).replace(r"\*", f"[{OF_WORDS}]*") + f"(?![{OF_WORDS}])")


def _compile(concept: str, written: str) -> _Term:
    folded = " ".join(fold(written).split())
    literal, star, rest = folded.lstrip("*").partition("*")
    return _Term(concept, written, literal, star + rest, folded.startswith("*"))


def term_problem(written: str) -> str:
    """Why a term can not be searched for; empty if it can."""
    if not _ALLOWED.fullmatch(" ".join(fold(written).split())):
        return "may have * only before its first word and after a word"
    literal = _compile("", written).literal
    if not literal[0].isalnum():
        return "must begin with a letter or figure (or with * and then one)"
    if "*" in written and len(literal) < 2:
        return "needs at least two letters before its first *"
    return ""


def is_word(written: str) -> bool:
    """Whether the term is of a single word, so that it needs no more of a text than that."""
    return _ONE_WORD.fullmatch(fold(written).strip()) is not None


class Matcher:
    """All terms of all concepts, looked for in one pass."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        by_literal: dict[str, list[_Term]] = {}
        for concept, terms in concepts.items():
            for written in terms:
                term = _compile(concept, written)
                by_literal.setdefault(term.literal, []).append(term)
        self._terms = list(by_literal.values())
        self._open = [[term for term in terms if term.open_start] for terms in self._terms]
        self._automaton = AhoCorasick(list(by_literal))

    def hits(self, folded: str) -> list[Hit]:
        """Every concept met in a folded text, in order of place; at each place the longest term of a concept."""
        found: dict[tuple[int, str], Hit] = {}
        stop = -1  # of the word in which the last literal ended: they come in order of their ends
        word = (0, 0)  # the last one that a term was met within
        for index, start, after in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            inside = start > 0 and is_of_word(folded[start - 1])
            terms = self._open[index] if inside else self._terms[index]
            if not terms:
                continue
            if after > stop:
                stop = word_end(folded, after)
            if inside and not word[0] < start < word[1]:
                word = (_word_start(folded, start), word_end(folded, start))
            begin = word[0] if inside else start
            for term in terms:
                end = term.end(folded, start, after, stop)
                known = found.get((begin, term.concept))
                if end > (known.end if known else -1):
                    found[begin, term.concept] = Hit(begin, end, term.concept, term.written)
        return sorted(found.values())


def _word_start(text: str, at: int) -> int:
    while at > 0 and is_of_word(text[at - 1]):
        at -= 1
    return at


def word_end(text: str, at: int) -> int:
    """Where the word ends that stands at `at`, or goes on there; `at` itself where there is none."""
    return _REST.match(text, at).end()  # type: ignore[union-attr]  # it matches everywhere, if only nothing

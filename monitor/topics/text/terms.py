"""The terms of some concepts, looked up by the words of a text.

What a word names by itself, and which phrases it may begin or go on, does not hang on the words around it: it is worked
out once for each word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from monitor.topics.text.concepts import is_word
from monitor.topics.text.fold import fold
from monitor.topics.text.phrases import Phrase, phrase

# Phrases by the first letters of their next word; by "" those that any may follow.
Begins = dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Uses:
    """What a word may be."""

    named: tuple[tuple[str, str], ...]  # each concept that it names by itself, with the term; by name
    alone: tuple[Phrase, ...]  # the phrases that it may begin, whatever comes next
    begins: Begins  # all that it may begin: under each key also those that any word may follow


NOTHING = Uses((), (), {})


class _Piece(NamedTuple):
    """What words may be that have its literal, with other letters around it only where it is open."""

    open_start: bool
    open_end: bool
    named: list[tuple[int, str, str]]  # the place among the concept's terms, the concept, the term
    begins: Begins


class _Fit(NamedTuple):
    """A word that fits a piece."""

    after: int  # of the literal in the word
    start: int
    piece: _Piece


class Terms:
    """All terms of some concepts."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        by_literal: dict[str, list[_Piece]] = {}
        for concept, terms in concepts.items():
            for place, written in enumerate(terms):
                _put(by_literal, concept, written, place)
        self._pieces = list(by_literal.values())
        self._automaton = AhoCorasick(list(by_literal))

    def fitting(self, word: str) -> Iterator[_Fit]:
        for index, start, after in self._automaton.find_matches_as_indexes(word, overlapping=True):
            for piece in self._pieces[index]:
                if (piece.open_start or start == 0) and (piece.open_end or after == len(word)):
                    yield _Fit(after, start, piece)


def uses(word: str, terms: Iterable[Terms]) -> Uses:
    """What a folded word may be by all of these terms."""
    fits = [fit for some in terms for fit in some.fitting(word)]
    if not fits:
        return NOTHING
    named = sorted((*fit[:2], *name) for fit in fits for name in fit.piece.named)
    first: dict[str, str] = {}
    for *_, concept, written in named:
        first.setdefault(concept, written)
    begins = _joined([fit.piece.begins for fit in fits if fit.piece.begins])
    alone = begins.get("", ())
    if alone:
        begins = {head: (*phrases, *alone) if head else alone for head, phrases in begins.items()}
    return Uses(tuple(sorted(first.items())), alone, begins)


def _joined(beginnings: Sequence[Begins]) -> Begins:
    if len(beginnings) == 1:
        return beginnings[0]
    found: Begins = {}
    for begins in beginnings:
        for head, phrases in begins.items():
            found[head] = (*found.get(head, ()), *phrases)
    return found


def _put(by_literal: dict[str, list[_Piece]], concept: str, written: str, place: int) -> None:
    folded = " ".join(fold(written).split())
    if is_word(written):
        _piece(by_literal, folded).named.append((place, concept, written))
        return
    made, first, head = phrase(concept, written, folded, place)
    begins = _piece(by_literal, first).begins
    begins[head] = (*begins.get(head, ()), made)


def _piece(by_literal: dict[str, list[_Piece]], written: str) -> _Piece:
    """The piece for what words must fit, made where there is none."""
    open_start, open_end = written.startswith("*"), written.endswith("*")
    pieces = by_literal.setdefault(written.strip("*"), [])
    for piece in pieces:
        if piece[:2] == (open_start, open_end):
            return piece
    pieces.append(_Piece(open_start, open_end, [], {}))
    return pieces[-1]

"""Terms of several words, by their words: the first leads to some of them, the first letters of the second to few.

Which phrases a word may begin is the same wherever it stands, and so can be remembered. A search letter by letter for
all 36,000 of the lexicon can not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from monitor.topics.text.concepts import word_end
from monitor.topics.text.letters import OF_WORDS, is_of_word

_PIECE = re.compile(rf"\*?[{OF_WORDS}]+\*?")  # of a term: what a word of a text may fit

HEAD = 3  # first letters of a phrase's second word: few phrases have them and the first word in common
Standing = tuple[int, str, str]  # where a phrase ends, its concept, the term


@dataclass(frozen=True, eq=False, slots=True)
class Phrase:
    """A term of a concept, its first word left out."""

    concept: str
    written: str  # as the topic file writes it
    first: str  # what follows its first word, folded, up to a star
    rest: tuple[str, ...]  # what then follows each star
    rank: tuple[int, int]  # of two terms of a concept that fit the same text, the lower counts

    def end(self, folded: str, at: int) -> int:
        """Where the term ends whose first word ends at `at`, with `first` behind it; -1 if something else follows."""
        at += len(self.first)
        for part in self.rest:
            at = word_end(folded, at)
            if not folded.startswith(part, at):
                return -1
            at += len(part)
        return -1 if is_of_word(folded[at : at + 1]) else at


def phrase(concept: str, written: str, folded: str, place: int) -> tuple[Phrase, str, str]:
    """A term, the `place`-th of its concept, with what its first word must fit, and the HEAD of its second word.

    The latter is empty where the term leaves it open ("51%", "kaan'*", "in a*").
    """
    pieces = _PIECE.finditer(folded)
    first, second = next(pieces), next(pieces, None)
    begins, rest = first.group(), folded[len(first.group().rstrip("*")) :]
    literal = folded.lstrip("*").partition("*")[0]
    made = Phrase(concept, written, *_at_stars(rest), (len(literal), place))
    if second is None or second.start() - first.end() != 1:
        return made, begins, ""
    word = second.group().rstrip("*")
    sure = len(word) >= HEAD or word == second.group()
    return made, begins, word[:HEAD] if sure else ""


def _at_stars(rest: str) -> tuple[str, tuple[str, ...]]:
    first, *others = rest.split("*")
    return first, tuple(others)


def longest(phrases: Iterable[Phrase], folded: str, at: int) -> list[Standing]:
    """Those that stand there, their first word ending at `at`: end, concept and term, the longest of each concept."""
    found: dict[str, tuple[int, Phrase]] = {}
    for phrase in phrases:
        if folded.startswith(phrase.first, at) and (end := phrase.end(folded, at)) >= 0:
            furthest, known = found.get(phrase.concept, (-1, phrase))
            if end > furthest or (end == furthest and phrase.rank < known.rank):
                found[phrase.concept] = end, phrase
    if not found:
        return []
    return sorted([(end, concept, phrase.written) for concept, (end, phrase) in found.items()])

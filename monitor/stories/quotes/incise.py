"""A quotation that tells its speaker within its own marks: « If so, warns X, all stops. », «If so, — said X, — ...»."""

from dataclasses import dataclass

import regex as re  # type: ignore[import-untyped]

from monitor.stories.quotes.marks import Marked, trimmed
from monitor.stories.quotes.words import HE, SAYS, SAYS_FIRST

_DASHED = re.compile(r"[,!?….»]\s*[—–-]\s+(?=\p{Ll})([^—–]{3,160}?[^\s—–])(?:[.,]\s*[—–-]\s+|[.,]?\s*$)")
_BARE = re.compile(r",\s+(?=\p{Ll})([^,.!?«»]{3,120}?)(?:[,.!?]\s+|\s*$)")
_CAPITAL = re.compile(r"\p{Lu}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Said words, and the clause after them that says who speaks, if one does."""

    start: int
    end: int
    clause: tuple[int, int] | None = None


def pieces(text: str, mark: Marked) -> list[Piece]:
    """What is said within the marks: all of it, or what stands before and after the clause that names the speaker."""
    clause = _clause(text, mark)
    if clause is None:
        return [Piece(mark.start, mark.end)]
    start, end, first_end, second_start = clause
    first = Piece(*trimmed(text, mark.start, first_end), (start, end))
    rest = trimmed(text, second_start, mark.end)
    return [first, Piece(*rest)] if rest[0] < rest[1] else [first]


def _clause(text: str, mark: Marked) -> tuple[int, int, int, int] | None:
    """The clause's span, where the words before it end and where those after it begin."""
    for shape in (_DASHED, _BARE):
        for match in shape.finditer(text, mark.start, mark.end):
            said = match[1]
            verb = SAYS_FIRST.match(said) or (shape is _DASHED and SAYS.search(said))
            if verb and (_CAPITAL.search(said, verb.end()) or HE.search(said)):
                return match.start(1), match.end(1), match.start() + 1, match.end()
    return None

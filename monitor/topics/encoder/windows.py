"""What the encoder reads of a passage: the headline with what follows, in one window or two. Pure."""

from collections.abc import Callable, Sequence

_WINDOW = 126  # pieces, as the encoder was taught
_HEADLINE = 40  # pieces of it that stand before the second window
_REST = 24  # pieces over that are not worth a second window
_CHARACTERS = 4_000  # more than two windows hold
_ENDS = ".!?…:"
_BEGINNING = 64  # pieces of headline and text that a vector goes by
_LONGEST = 10  # characters of a piece, hardly ever more


def windows(title: str, text: str, tokens: Callable[[str], Sequence[int]]) -> list[list[int]]:
    """The windows in reading order."""
    title, text = title.strip()[:_CHARACTERS], text.strip()[:_CHARACTERS]
    joint = "" if not text else " " if not title or title[-1] in _ENDS else ". "
    head = f"query: {title}{joint}"  # what E5 was taught to begin a text with that is compared with texts of its kind
    pieces, before = tokens(head + text), tokens(head.rstrip())[:_HEADLINE]
    first = list(pieces[:_WINDOW])
    if len(pieces) - _WINDOW <= _REST:
        return [first]
    return [first, [*pieces[: len(before)], *pieces[_WINDOW : 2 * _WINDOW - len(before)]]]


def beginning(title: str, text: str, tokens: Callable[[str], Sequence[int]]) -> list[int]:
    """The first pieces of the headline with what follows."""
    return windows(title, text[: _BEGINNING * _LONGEST], tokens)[0][:_BEGINNING]

"""What was worked out for a word, kept for when it is met again: most words of an article have been met before."""

from collections.abc import Callable
from typing import TypeVar

_MOST = 2**16  # words: the labelled items, in ten languages, have 60,320 different ones
_LONGEST = 40  # letters of a word that is worth keeping

T = TypeVar("T")


class Remembered(dict[str, T]):
    """A dictionary that fills itself: `map(remembered.__getitem__, words)` never leaves C for a known word.

    When it is full it begins anew. An endless string is worked out every time, and not kept.
    """

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> T:
        found = self._work_out(word)
        if len(word) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[word] = found
        return found

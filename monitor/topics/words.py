"""Words and their stems."""

import re
from functools import lru_cache
from typing import NamedTuple

import Stemmer

_WORD = re.compile(r"\w+(?:'\w+)*")
_LONGEST = 40  # letters of a word that count: nobody learns from an endless string

# The language is not known here. English rules do little to other Latin languages, and the Russian ones
# cut most Ukrainian and Bulgarian endings.
_LATIN = Stemmer.Stemmer("english")
_CYRILLIC = Stemmer.Stemmer("russian")


class Word(NamedTuple):
    """A word of a folded text, from `start` to `end` (characters)."""

    form: str
    start: int
    end: int


def words(folded: str) -> list[Word]:
    """The words of a text that went through `fold`."""
    return [Word(m.group()[:_LONGEST], m.start(), m.end()) for m in _WORD.finditer(folded)]


def stems(folded: str) -> tuple[str, ...]:
    """The stem of each of these words."""
    return tuple([stem(form[:_LONGEST]) for form in _WORD.findall(folded)])


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The word without its ending; figures become one sign, as no topic hangs on a number."""
    if form.isdecimal():
        return "0"
    stemmer = _CYRILLIC if "\u0400" <= form[0] <= "\u04ff" else _LATIN
    stemmed: str = stemmer.stemWord(form)
    return stemmed

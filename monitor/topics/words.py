"""Words, their stems, and the bits of a word that languages share."""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"\w+(?:'\w+)*")
_LONGEST = 40  # letters of a word that count: nobody learns from an endless string

# The language is not known here. English rules do little to other Latin languages, and the Russian ones
# cut most Ukrainian and Bulgarian endings.
_LATIN = Stemmer.Stemmer("english")
_CYRILLIC = Stemmer.Stemmer("russian")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text, from `start` to `end` (characters)."""

    form: str
    start: int
    end: int


def words(folded: str) -> list[Word]:
    """The words of a text that went through `fold`."""
    return [Word(m.group()[:_LONGEST], m.start(), m.end()) for m in _WORD.finditer(folded)]


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """The word without its ending; figures become one sign, as no topic hangs on a number."""
    if form.isdecimal():
        return "0"
    stemmer = _CYRILLIC if "\u0400" <= form[0] <= "\u04ff" else _LATIN
    stemmed: str = stemmer.stemWord(form)
    return stemmed


def grams(form: str) -> list[str]:
    """The runs of 3 to 5 letters of a word, its edges marked: what related words and languages share."""
    edged = f"<{form}>"
    return [edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)]

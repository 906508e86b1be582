"""Words and their stems."""

import re
from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

import Stemmer

from monitor.topics.text.letters import OF_WORDS
from monitor.topics.text.remembered import Remembered

_WORD = re.compile(rf"[{OF_WORDS}]+(?:'[{OF_WORDS}]+)*")
BREAK = "\0"  # stands between texts that are read at one go, with a space on either side; in no text
_NO_WORD = re.compile(rf"[^ {OF_WORDS}{BREAK}]")  # the space first: it is met most
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


def word_forms(folded: str) -> list[str]:
    """The same without their places, which takes a third of the time."""
    return [form[:_LONGEST] for form in _WORD.findall(folded)]


def joined(folded: str, cut: Sequence[str], starts: Sequence[int]) -> dict[int, str]:
    """By place the pieces that are no words by themselves: those about an apostrophe are one, in the last one's place.

    In the place of the others is nothing. `cut` are the `pieces` of the text, each beginning at its start.
    """
    found: dict[int, str] = {}
    at = folded.find("'")
    while at >= 0:
        behind = bisect(starts, at)
        if cut[behind - 1] and cut[behind]:
            found[behind] = f"{found.get(behind - 1, cut[behind - 1])}'{cut[behind]}"
            found[behind - 1] = ""
        at = folded.find("'", at + 1)
    return found


def pieces(folded: str) -> list[str]:
    """The text cut at each character that is of no word, and so empty where two of them stand together; BREAK stays."""
    return _NO_WORD.sub(" ", folded).split(" ")


def stem(form: str) -> str:
    """The word without its ending; figures become one sign, as no topic hangs on a number."""
    return _STEMS[form]


def _stem(form: str) -> str:
    word = form[:_LONGEST]
    if word.isdecimal():
        return "0"
    stemmer = _CYRILLIC if "\u0400" <= word[0] <= "\u04ff" else _LATIN
    stemmed: str = stemmer.stemWord(word)
    return stemmed


_STEMS = Remembered(_stem)

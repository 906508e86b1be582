"""Words and their stems."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import Stemmer

from monitor.topics.text.remembered import Remembered

_WORD = re.compile(r"\w+(?:'\w+)*")
BREAK = "\0"  # stands between texts that are read at one go, with a space on either side; in no text
_NO_WORD = re.compile(rf"[^\w {BREAK}]")
_NO_FORM = re.compile(rf"[^\w' {BREAK}]")
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


def forms(folded: str, cut: Sequence[str]) -> list[str]:
    """These words without their places, BREAK among them; `cut` are the `pieces` of the text."""
    if "'" not in folded:
        return list(filter(None, cut))
    whole = _NO_FORM.sub(" ", folded).split()
    return [form for one in whole for form in (_WORD.findall(one) if "'" in one else (one,))]


def pieces(folded: str) -> list[str]:
    """The text cut at each character that is of no word, and so empty where two of them stand together; BREAK stays."""
    return _NO_WORD.sub(" ", folded).split(" ")


def stem(form: str) -> str:
    """The word without its ending; figures become one sign, as no topic hangs on a number."""
    return _STEMS[form]


def stems(forms: Iterable[str]) -> list[str]:
    """Those of some words."""
    return list(map(_STEMS.__getitem__, forms))


def _stem(form: str) -> str:
    word = form[:_LONGEST]
    if word.isdecimal():
        return "0"
    stemmer = _CYRILLIC if "\u0400" <= word[0] <= "\u04ff" else _LATIN
    stemmed: str = stemmer.stemWord(word)
    return stemmed


_STEMS = Remembered(_stem)

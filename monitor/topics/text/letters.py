"""What words are made of: letters, figures, "_", and the marks that scripts from Devanagari to Khmer write on letters.

Python's \\w leaves such marks out, and cuts a Hindi word at every vowel sign.
"""

import re
import unicodedata
from itertools import chain, groupby

_SCRIPTS = ((0x0900, 0x109F), (0x1780, 0x17FF))  # from Devanagari to Myanmar; Khmer
_MARKS = [
    code
    for code in chain.from_iterable(range(first, last + 1) for first, last in _SCRIPTS)
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
]


def _ranges(codes: list[int]) -> str:
    """Ranges of characters, as they stand within [] of a regular expression."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


OF_WORDS = rf"\w{_ranges(_MARKS)}"  # to stand within [] of a regular expression
WORD = re.compile(f"[{OF_WORDS}]+")
MARK = re.compile(f"[{_ranges(_MARKS)}]")
_MARKED = frozenset(map(chr, _MARKS))


def is_of_word(character: str) -> bool:
    """Whether it is such a character; no character at all is none."""
    return character.isalnum() or character == "_" or character in _MARKED

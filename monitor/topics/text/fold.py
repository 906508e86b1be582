"""One spelling for text and terms, letter for letter: a span found in the folded text lies there in the text."""

import re
import unicodedata

_SPECIAL = {
    "İ": "i",  # the only letter whose lower case is longer than itself
    "ı": "i",
    "ł": "l",
    "Ł": "l",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
    "Ё": "е",
    "ё": "е",
    "’": "'",
    "ʼ": "'",
    "‘": "'",
    "`": "'",
    "-": " ",  # "dual-use" and "dual use" are one term
    "‐": " ",
    "‑": " ",
    "–": " ",
    "\u00a0": " ",
    "\u202f": " ",
    "\n": " ",
    "\t": " ",
}


def _accents() -> dict[str, str]:
    """Latin letters with marks, to the letter beneath. Cyrillic keeps its marks: й and ї are letters of their own."""
    bare = {}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            bare[chr(code)] = base.lower()
    return bare


_SURROGATES = dict.fromkeys(map(chr, range(0xD800, 0xE000)), " ")  # half characters, which no search takes
_LETTERS = _accents() | _SURROGATES | _SPECIAL
# Most characters stay: to look for the others takes half the time of a table for all.
_OTHERS = re.compile(f"[{re.escape(''.join(_LETTERS))}]")


def fold(text: str) -> str:
    """The text in lower case, Latin letters without accents, spaces for hyphens; of exactly the same length."""
    return _OTHERS.sub(lambda found: _LETTERS[found[0]], text).lower()

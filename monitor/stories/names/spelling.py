"""One spelling for a name however its language writes it: Zelenskyy, Selenskyj and Зеленського come to the same.

What is left of a word is its consonants by class, as in Soundex (Russell and Odell, 1918), after its ending was cut
and its letters were brought to Latin ones.
"""

import re
from functools import lru_cache

from monitor.topics.text.fold import fold

_ROOT = 5
_SHORTEST = 3  # consonants: "Kyiv" keeps two, and so do too many other words

_LATIN = str.maketrans(
    {
        **dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяўћђџјљњ", [
            "a", "b", "v", "g", "g", "d", "e", "ie", "zh", "z", "i", "i", "i", "i", "k", "l", "m", "n", "o", "p", "r",
            "s", "t", "u", "f", "h", "ts", "ch", "sh", "sh", "", "i", "", "e", "iu", "ia", "v", "ch", "d", "j", "i",
            "l", "n",
        ], strict=True)),
        **dict(zip("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ", [
            "a", "v", "g", "d", "e", "z", "i", "t", "i", "k", "l", "m", "n", "ks", "o", "p", "r", "s", "s", "t", "i",
            "f", "h", "ps", "o", "a", "e", "i", "i", "o", "i", "o",
        ], strict=True)),
    }
)  # fmt: skip
# Each group of letters that languages exchange for one another, and the one letter kept for it.
_CLASSES = (
    (re.compile(r"schtsch|shch|szcz|sch|tch|tsch|zh|sh|ch|cz|sz|rz|dzh|dj|ts|tz|zz|z|c(?=[eiy])|x|s+"), "s"),
    (re.compile(r"ph|ff?"), "f"),
    (re.compile(r"ck|kh|qu|q|c|k+"), "k"),
    (re.compile(r"w|v+"), "v"),
    (re.compile(r"[hj]"), ""),
    (re.compile(r"(?<=.)[aeiouy]+"), ""),
    (re.compile(r"^[aeiouy]+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_LETTERS = re.compile(r"[a-z]+")
# Case endings of Slavic names; a stemmer for words would cut "ов" from Умєров too.
_CASE = re.compile(r"(?<=...)(?:ого|ому|ими|ами|ями|ою|ом|ем|єм|ым|им|ах|ях|ам|ям|'s)$")


@lru_cache(maxsize=65536)
def root(form: str) -> str:
    """The first letters of a folded word in Latin ones, alike in related words of many languages; empty if short."""
    bare = form.translate(_LATIN)
    return bare[:_ROOT] if len(bare) >= _ROOT and bare.isalpha() else ""


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What a name's word shares with its spellings elsewhere; empty where too little is left to tell it by."""
    bare = _CASE.sub("", fold(word)).replace("'", "").translate(_LATIN)
    if not _LETTERS.fullmatch(bare):
        return ""
    for letters, kept in _CLASSES:
        bare = letters.sub(kept, bare)
    return bare if len(bare.lstrip("a")) >= _SHORTEST else ""

"""Stems of Turkish nouns: the endings of number, possession and case are taken off one after the other.

Snowball's rules need the marks of ı, ş, ğ, ç, ö and ü, which a folded word has lost.
"""

import re

_LEAST = 4  # letters that stay

# What may end a word depends on the letter before: y, s and n stand between two vowels, t after a hard consonant.
_ENDING = re.compile(
    r"l[ae]r$"
    r"|(?<=[aeiou])(?:s[iu]|y[aeiu]|yl[ae]|n[iu]n?|n[ae]|nd[ae]n?)$"
    r"|(?<=[^aeiou])(?:[iu]n?|[ae])$"
    r"|(?<=[cfhkpst])t[ae]n?$"
    r"|(?<=[^cfhkpst])d[ae]n?$"
)
_HARD = {"g": "k", "b": "p", "d": "t"}  # as the last letter is where no vowel follows


def stem(word: str) -> str:
    """The folded word without its endings."""
    while (found := _ENDING.search(word)) and found.start() >= _LEAST:
        word = word[: found.start()]
    return word[:-1] + _HARD.get(word[-1], word[-1])

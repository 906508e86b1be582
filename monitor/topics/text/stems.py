"""The stem of a word in each of the ten languages of the desk: what its forms have in common.

Stems are made of folded words (monitor.topics.text.fold), for accents make no difference to a search: the rules of
Snowball, with what they miss where a word has lost its accents, and own rules for Turkish and Ukrainian. A stem keeps
the first letters of its word, so that a text need be looked at only where these stand.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import Stemmer

from monitor.topics.text import turkish, ukrainian
from monitor.topics.text.ukrainian import without_fleeting_vowel

KEPT = 3  # first letters, that no form changes: a word with fewer has no other forms
LONGEST = 40  # letters: what is longer is no word, and is not to be kept by the thousand

_Rule = Callable[[str], str]


def _snowball(language: str) -> _Rule:
    rules = Stemmer.Stemmer(language)
    return lambda word: str(rules.stemWord(word))


def _french(word: str) -> str:
    return _FRENCH(word.removesuffix("s").removesuffix("e") if word.endswith(("ee", "ees")) else word)


def _polish(word: str) -> str:
    if word.endswith("ow") and len(word) > 5:
        return _POLISH(word[:-2])
    return _POLISH(word[:-3] + "t" if word.endswith("cie") and len(word) > 6 else word)


def _portuguese(word: str) -> str:
    for ending, singular in _PORTUGUESE_PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _without_vowel(_PORTUGUESE(word.removesuffix(ending) + singular))
    return _without_vowel(_PORTUGUESE(word.removesuffix("s") if len(word) > KEPT + 1 else word))


def _spanish(word: str) -> str:
    return _without_vowel(
        _SPANISH(word[:-1] if word.endswith(("as", "os")) and len(word) > KEPT + 1 else word)
    )


def _italian(word: str) -> str:
    return _without_vowel(_ITALIAN(word))


def _without_vowel(stem: str) -> str:
    """Snowball leaves the endings of short words: arma, arme."""
    return stem[:-1] if len(stem) > KEPT and stem[-1] in "aeio" else stem


def _russian(word: str) -> str:
    return without_fleeting_vowel(_RUSSIAN(word), "ое")


_FRENCH, _POLISH, _PORTUGUESE = map(_snowball, ("french", "polish", "portuguese"))
_SPANISH, _ITALIAN, _RUSSIAN = map(_snowball, ("spanish", "italian", "russian"))
_PORTUGUESE_PLURALS = (
    ("oes", "ao"),
    ("aes", "ao"),
    ("ais", "al"),
    ("ois", "ol"),
    ("eis", "il"),
    ("el", "il"),
)

_LATIN: Mapping[str, _Rule] = {
    "en": _snowball("english"),
    "de": _snowball("german"),
    "fr": _french,
    "es": _spanish,
    "it": _italian,
    "pt": _portuguese,
    "pl": _polish,
    "tr": turkish.stem,
}
_CYRILLIC: Mapping[str, _Rule] = {"uk": ukrainian.stem, "ru": _russian}
LANGUAGES = frozenset(_LATIN) | frozenset(_CYRILLIC)


def has_forms(word: str) -> bool:
    """Whether a folded word may have others; not where it is short or endless, or has a figure in it."""
    return KEPT <= len(word) <= LONGEST and word.isalpha()


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """What the forms of a folded word have in common in a language, of two letters; empty: no other forms are known.

    That is so in other languages, and in another script than the language's.
    """
    rule = _rules(word).get(language)
    if rule is None or not has_forms(word):
        return ""
    found = rule(word)
    return found if found[:KEPT] == word[:KEPT] else word


def stems(word: str) -> dict[str, str]:
    """The stem of a word in each language that it may be of."""
    found = {language: stem(word, language) for language in _rules(word)}
    return {language: one for language, one in found.items() if one}


def is_form(word: str, other: str, language: str) -> bool:
    """Whether two folded words are forms of one in a language."""
    return word == other or (
        (shared := stem(other, language)) != ""
        and word[:KEPT] == other[:KEPT]
        and stem(word, language) == shared
    )


def _rules(word: str) -> Mapping[str, _Rule]:
    return _CYRILLIC if "\u0400" <= word[:1] <= "\u04ff" else _LATIN

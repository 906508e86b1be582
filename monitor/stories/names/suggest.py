"""Spellings not yet in the gazetteer that may be of a name in it, for an editor to confirm."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor.stories.names.gazetteer import Entry, Gazetteer, NameKind
from monitor.stories.names.sound import sound_likeness, sounds
from monitor.topics.text.fold import fold

FLOOR = 0.88  # likeness from which a spelling is suggested
_GIVEN = 0.6  # the least that given names must be alike
_SURNAME_ALONE = 0.97  # what is left of likeness where only one of the two has a given name
_SHORTEST = 6  # letters of a variant: shorter names are too like one another
_LONG = 7  # sounds of a word of which another consonant is a small part
_REMEMBERED = 65_536  # variants: the same names stand in all reports of a story
_WORD = re.compile(r"[^\W\d_][\w'’]*\.?")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A spelling that was seen, and the name it may be of."""

    variant: str
    key: str
    name: str
    likeness: float  # from FLOOR to 1


def likeness(first: str, second: str) -> float:
    """From 0 to 1, how likely two spellings are of one person's name, or of one name of a single word.

    A surname alone may be that of a full name; given names, where both have them, must be alike, or one an initial.
    """
    a, b = _WORD.findall(first.replace("-", " ")), _WORD.findall(second.replace("-", " "))
    if not a or not b:
        return 0.0
    if len(a) == 1 or len(b) == 1:
        alone = sound_likeness(a[-1], b[-1])
        return alone if len(a) == len(b) else alone * _SURNAME_ALONE
    surname = _mean(a[1:], b[1:]) if len(a) == len(b) else sound_likeness(a[-1], b[-1])
    given = _given(a[0], b[0])
    return surname * 0.7 + given * 0.3 if min(surname, given) >= _GIVEN else min(surname, given)


class Suggester:
    """Compares spellings with those of a gazetteer; what it has compared it remembers."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._index = _index(gazetteer)
        self._parts = _parts(gazetteer)
        self._compared = lru_cache(maxsize=_REMEMBERED)(self._best)

    def suggest(self, variants: Iterable[str]) -> list[Suggestion]:
        """For each spelling that the gazetteer does not know, the name it is most like, if any: the likest first."""
        found = filter(None, map(self._compared, dict.fromkeys(variants)))
        return sorted(found, key=lambda suggestion: (-suggestion.likeness, suggestion.variant))

    def _best(self, variant: str) -> Suggestion | None:
        if sum(map(str.isalpha, variant)) < _SHORTEST or self._known(variant):
            return None
        candidates = {id(c): c for key in _blocks(variant) for c in self._index.get(key, ())}.values()
        alike = ((_fits(variant, entry, term), entry.key) for entry, term in candidates)
        best, key = max(alike, default=(0.0, ""))
        return Suggestion(variant, key, self._gazetteer[key].name, best) if best >= FLOOR else None

    def _known(self, variant: str) -> bool:
        """Whether a spelling of the gazetteer ends where the variant ends, for the surname is what it is known by; or
        whether the variant is a part of one, which was left out because it could mean others too."""
        folded = fold(variant.strip())
        if self._parts.issuperset(folded.split()):
            return True
        return any(hit.end == len(folded) for hit in self._gazetteer.matcher.hits(folded))


def _fits(variant: str, entry: Entry, term: str) -> float:
    if entry.kind is not NameKind.PERSON and len(_WORD.findall(variant)) != len(_WORD.findall(term)):
        return 0.0
    return likeness(variant, term)


def _mean(first: list[str], second: list[str]) -> float:
    alike = [sound_likeness(a, b) for a, b in zip(first, second, strict=True)]
    return sum(alike) / len(alike) if min(alike) >= _GIVEN else min(alike)


def _given(first: str, second: str) -> float:
    if first.endswith(".") or second.endswith("."):
        starts = ({sound[0] for sound in sounds(name.rstrip("."))} for name in (first, second))
        return 1.0 if set.intersection(*starts) else 0.0
    return sound_likeness(first, second)


def _parts(gazetteer: Gazetteer) -> frozenset[str]:
    """Every word that a spelling of the gazetteer writes in full."""
    terms = (fold(term) for entry in gazetteer.entries.values() for term in entry.terms)
    return frozenset(word for term in terms for word in term.split() if "*" not in word)


def _index(gazetteer: Gazetteer) -> dict[str, list[tuple[Entry, str]]]:
    """Every spelling under how its last word begins: only those are compared."""
    index = defaultdict(list)
    for entry in gazetteer.entries.values():
        for term in entry.terms:
            spelling = (entry, term.replace("*", ""))
            for key in _blocks(term.replace("*", "")):
                index[key].append(spelling)
    return index


def _blocks(name: str) -> set[str]:
    """Keys of which alike names share one: how the last word begins and those consonants that all languages write
    alike, in a long word with one of them left out too."""
    words = _WORD.findall(name.replace("-", " "))
    found = set()
    for sound in sounds(words[-1]) if words else ():
        first, firm = _BEGINNINGS.get(sound[0], sound[0]), "".join(filter(None, map(_FIRM.get, sound[1:])))
        found.add(first + firm)
        if len(sound) >= _LONG and len(firm) > 2:
            found.update(first + firm[:at] + firm[at + 1 :] for at in range(len(firm)))
    return found


_FIRM = dict(zip("lmnrtdpb", "lmnrttpp", strict=True))
_BEGINNINGS = {
    **dict.fromkeys("sSzZcCX", "s"), **dict.fromkeys("hkg", "k"), **dict.fromkeys("aeiouj", "a"),
    **dict.fromkeys("vf", "v"), **dict.fromkeys("bp", "b"), **dict.fromkeys("dt", "d"),
}  # fmt: skip

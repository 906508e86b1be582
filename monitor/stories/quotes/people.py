"""The people that a text names, as far as telling who speaks needs it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex as re  # type: ignore[import-untyped]

from monitor.stories.names.gazetteer import Gazetteer, NameKind
from monitor.stories.names.sound import sound_likeness, sounds
from monitor.stories.quotes.words import BESIDE, BODIES, NOT_NAMES, ROLE, SAYS

_CAPITALISED = r"(?:\p{Lu}\.|\p{Lu}[\w'’]*(?:-[^\W\d_][\w'’]*)*)"
_LINK = r"(?:(?:de|del|della|di|da|dos|do|van|von|der|den|al|el|bin|ibn|la|le|du) )*"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITALISED}(?: {_LINK}{_CAPITALISED})*")
_TOKEN = re.compile(r"\S+")
_ARTICLE = re.compile(r"(?<!\w)(?:the|an?|der|die|das|le|la|ein|un)\s$", re.IGNORECASE)
_ELIDED = re.compile(r"[LlDd]['’]\p{Ll}")  # "L'élue" is no name
_POSSESSIVE = re.compile(r"['’]s?$")
_PATRONYMIC = re.compile(r"(?:ович|евич|ич|івн|овн|евн)\w{0,3}$")
# Of three words, the first.
_OFFICE = re.compile(r"[a-zäöü]{3}(?:in|ist|eur|ent|ant|oge|om|ler|iker|ian|eer)(?:en|s|n)?$")
_CYRILLIC = re.compile(r"\p{Cyrillic}")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:»”“\"\n—–])\s*$")
_LAST_WORD = re.compile(
    r"(?<![\w'’-])(?!(?:so|and|und|et|та|і|и|but|aber|mais|weiter|ms|mr)\b)(\p{Ll}[\w'’-]*)\s+$"
)
# Letters: what opens a sentence and has no more is some language's pronoun or verb ("Ha risposto").
_SHORT = 2
_ALIKE = 0.6  # from which a given name is taken for the gazetteer's


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name where it stands in a text."""

    name: str
    start: int
    end: int
    key: str = ""  # the gazetteer's, where it knows the person
    beside: bool = False  # after a preposition or in the genitive: not the one who speaks
    opens: bool = False  # begins a sentence

    @property
    def full(self) -> bool:
        return " " in self.name


class Cast:
    """The people whom a text names, in order of place, found again by place and by surname."""

    def __init__(self, named: Sequence[Person]) -> None:
        self._named = list(named)
        self._starts = [person.start for person in named]
        self._full: dict[str, list[Person]] = defaultdict(list)  # under each sound of the surname
        for person in named:
            if person.full:
                for sound in sounds(person.name.rpartition(" ")[2]):
                    self._full[sound].append(person)

    def within(self, start: int, end: int) -> Iterator[Person]:
        """Those who stand in a span, in order of place."""
        for number in range(bisect_left(self._starts, start), len(self._named)):
            if self._named[number].end > end:
                return
            yield self._named[number]

    def last(self, start: int, end: int) -> Iterator[Person]:
        """Those who stand in a span, the last first."""
        for number in range(bisect_right(self._starts, end) - 1, -1, -1):
            if self._named[number].start < start:
                return
            if self._named[number].end <= end:
                yield self._named[number]

    def known(self, person: Person) -> bool:
        """Whether a name is surely one: a full one, one of the gazetteer's, or the surname of a full one."""
        return person.full or bool(person.key) or any(sound in self._full for sound in sounds(person.name))

    def fuller(self, person: Person) -> Person:
        """The latest full name that stood before, if the person is named by its surname alone."""
        if person.full:
            return person
        before = (
            named[at - 1]
            for sound in sounds(person.name)
            if (named := self._full.get(sound))
            and (at := bisect_left(named, person.start, key=lambda other: other.start))
        )
        return max(before, key=lambda other: other.start, default=person)


def people(text: str, gazetteer: Gazetteer, *, german: bool) -> list[Person]:
    """Those named in a text, in order of place: runs of capitalised words without the titles before them.

    `german`: nouns have capitals too, so a lone word after a small one is no name.
    """
    hits = gazetteer.mentions(text)
    others = {
        place
        for hit in hits
        if gazetteer[hit.concept].kind is not NameKind.PERSON
        for place in range(hit.start, hit.end)
    }
    known = {hit.end: hit.concept for hit in hits if gazetteer[hit.concept].kind is NameKind.PERSON}
    found = []
    for run in _RUN.finditer(text):
        start, end = _name(text, run.start(), run.end())
        if start == end or not others.isdisjoint(range(start, end)):
            continue
        name = text[start:end]
        opens = bool(_SENTENCE_START.search(text[max(0, start - 4) : start]))
        if opens and len(name) <= _SHORT:
            continue
        key = known.get(end, "")
        found.append(
            Person(
                name=name,
                start=start,
                end=end,
                key=key if key and _is(name, gazetteer[key].name) else "",
                beside=_beside(text, start, end, german=german),
                opens=opens,
            )
        )
    return found


def _name(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the name in a run of capitalised words; an empty one if there is none."""
    tokens = [(start + token.start(), start + token.end()) for token in _TOKEN.finditer(text[start:end])]
    first = 0
    for number, (begins, after) in enumerate(tokens):
        word = text[begins:after]
        last = number == len(tokens) - 1
        surname = last and first < number and not _ARTICLE.search(text[max(0, start - 5) : start])
        if (_is_title(word) and not surname) or (_POSSESSIVE.search(word) and not last):
            first = number + 1
        elif number == first and _is_no_name(word):
            first += 1
    tokens = tokens[first:]
    if len(tokens) == 3 and first == 0 and _office_first(text, tokens):
        tokens = tokens[1:]
    if len(tokens) >= 3 and _OFFICE.search(text[slice(*tokens[0])]):
        tokens = tokens[1:]
    if not tokens or any(text[begins:after].lower() in BODIES for begins, after in tokens):
        return end, end
    begins, after = tokens[0][0], tokens[-1][1]
    possessive = _POSSESSIVE.search(text[begins:after])
    return begins, after - (len(possessive[0]) if possessive else 0)


def _beside(text: str, start: int, end: int, *, german: bool) -> bool:
    """Whether a name is not the one who speaks."""
    before = text[max(0, start - 30) : start]
    if BESIDE.search(before) or text[end : end + 1] in ("'", "’"):
        return True
    if " " in text[start:end]:
        return False
    if not german:
        return bool(_ARTICLE.search(before))  # "a European official"
    previous = _LAST_WORD.search(before)
    return bool(previous) and not (SAYS.fullmatch(previous[1]) or _is_title(previous[1]))


@lru_cache(maxsize=65536)
def _is_title(word: str) -> bool:
    return bool(ROLE.fullmatch(word.rstrip(".")) or ROLE.fullmatch(word.rpartition("-")[2]))


def _is_no_name(word: str) -> bool:
    bare = word.lower()
    abbreviation = word.isupper() and len(word) > 1 and not word.endswith(".")
    return bare in NOT_NAMES or bare in BODIES or abbreviation or bool(_ELIDED.match(word))


def _office_first(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether the first of three Cyrillic words that begin a sentence is a common noun: the second no patronymic."""
    (first, _), (second, after), (third, end) = tokens
    opens = _SENTENCE_START.search(text[max(0, first - 4) : first])
    slavic = _CYRILLIC.match(text[first])
    return bool(opens and slavic) and not any(map(_PATRONYMIC.search, (text[second:after], text[third:end])))


def _is(name: str, known: str) -> bool:
    """Whether a name that ends in a known surname is that person's: its given name, if it has one, is alike."""
    given = name.split()[0]
    return " " not in name or given.endswith(".") or sound_likeness(given, known.split()[0]) >= _ALIKE

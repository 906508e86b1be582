"""Names that a text writes with capitals, and designations such as F-35: by rule, with no list of names."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex as re  # type: ignore[import-untyped]

from monitor.stories.names.spelling import skeleton

_CAPITALISED = r"\p{Lu}[\w'’]*(?:-[^\W\d_][\w'’]*)*"
_LINK = r"(?:de|del|della|di|da|dos|do|van|von|der|den|al|el|bin|ibn|la|le)"
_RUN = re.compile(rf"(?<!\w){_CAPITALISED}(?: (?:{_LINK} )?{_CAPITALISED})*")
_DESIGNATION = re.compile(
    r"(?<!\w)([^\W\d_]{1,6})-?(\d{1,4})([^\W\d_]{0,2})(?!\w)|(?<!\w)(\d{1,2}[A-Z]\d{1,3})(?!\w)"
)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:…»”\"\n])\s*[«“\"'(\[]*$")
_TITLE_CASE = 0.7  # share of a headline's words: from here on its capitals say nothing
_LEAST = 4  # words by which that can be told
_HOMOGLYPHS = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")  # a Cyrillic "Т-72" is the Latin one


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words or a designation, from `start` to `end` (characters)."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]  # by which its words are told in any spelling
    opens: bool = False  # it begins a sentence: the capital may be the sentence's


def names(text: str) -> list[Name]:
    """The names of a text, in order of place; of one that writes every word with a capital, only the designations."""
    found = list(_designations(text))
    if not _title_case(text):
        taken = {place for name in found for place in range(name.start, name.end)}
        found += [name for name in _runs(text) if name.start not in taken]
    return sorted(found, key=lambda name: name.start)


def _runs(text: str) -> Iterator[Name]:
    for match in _RUN.finditer(text):
        keys = tuple(filter(None, (skeleton(word[0]) for word in _WORD.finditer(match[0]))))
        if keys:
            opens = bool(_SENTENCE_END.search(text[max(0, match.start() - 4) : match.start()]))
            yield Name(match[0], match.start(), match.end(), keys, opens)


def _designations(text: str) -> Iterator[Name]:
    for match in _DESIGNATION.finditer(text):
        letters, number, tail, other = match.groups()
        written = other or f"{letters}{number}{tail}"
        if other or letters.isupper():
            yield Name(match[0], match.start(), match.end(), (written.translate(_HOMOGLYPHS).lower(),))


def _title_case(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) >= _LEAST and sum(word[0].isupper() for word in words) > _TITLE_CASE * len(words)

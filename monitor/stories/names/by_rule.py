"""Names that a text writes with capitals, and designations such as F-35: by rule, with no list of names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex as re  # type: ignore[import-untyped]

from monitor.stories.names.spelling import skeleton
from monitor.topics.text.remembered import Remembered

_CAPITALISED = r"\p{Lu}[\w'’]*(?:-[^\W\d_][\w'’]*)*"
_LINK = r"(?:de|del|della|di|da|dos|do|van|von|der|den|al|el|bin|ibn|la|le)"
_RUN = re.compile(rf"(?<!\w){_CAPITALISED}(?: (?:{_LINK} )?{_CAPITALISED})*")
_DESIGNATION = re.compile(
    r"(?<!\w)([^\W\d_]{1,6})-?(\d{1,4})([^\W\d_]{0,2})(?!\w)|(?<!\w)(\d{1,2}[A-Z]\d{1,3})(?!\w)"
)
_DESIGNATED = re.compile(r"\d(?<=[^\W\d_]-?\d)")  # is in each of them, and found in a tenth of the time
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_INITIALS = re.compile(r"([^\W\d_])[\w'’]*")
_SENTENCE_END = re.compile(r"(?:^|[.!?:…»”\"\n])\s*[«“\"'(\[]*$")
_TITLE_CASE = 0.7  # share of a headline's words: from here on its capitals say nothing
_LEAST = 4  # words by which that can be told
_HOMOGLYPHS = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")  # a Cyrillic "Т-72" is the Latin one


class Name(NamedTuple):  # made by the dozen for every article
    """A run of capitalised words or a designation, from `start` to `end` (characters)."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]  # by which its words are told in any spelling
    opens: bool = False  # it begins a sentence: the capital may be the sentence's


@dataclass(frozen=True, slots=True)
class Names:
    """What may be names in a text of several lines, looked for once: each line may be asked about by itself."""

    text: str
    designations: Sequence[Name]
    runs: Sequence[Name]

    def within(self, start: int, end: int) -> list[Name]:
        """The names of whole lines, in order of place; where every word has a capital, only the designations."""
        found = [name for name in self.designations if start <= name.start < end]
        runs = [name for name in self.runs if start <= name.start < end]
        return found if not runs or _title_case(self.text[start:end]) else sorted(found + runs, key=_start)


def names(text: str) -> list[Name]:
    """The names of a text, in order of place; of one that writes every word with a capital, only the designations."""
    return likely_names(text).within(0, len(text))


def likely_names(text: str) -> Names:
    """All that may be names in a text."""
    designations = list(_designations(text))
    taken = {place for name in designations for place in range(name.start, name.end)}
    return Names(text, designations, [name for name in _runs(text) if name.start not in taken])


def _start(name: Name) -> int:
    return name.start


def _runs(text: str) -> Iterator[Name]:
    for match in _RUN.finditer(text):
        if keys := _KEYS[match[0]]:
            yield Name(match[0], match.start(), match.end(), keys, _opens(text, match.start()))


def _keys(run: str) -> tuple[str, ...]:
    return tuple(filter(None, map(skeleton, _WORD.findall(run))))


_KEYS = Remembered(_keys)


def _opens(text: str, at: int) -> bool:
    """Whether a sentence begins there. Most often a letter and a space say at once that none does."""
    if at > 1 and text[at - 1] == " " and text[at - 2].isalnum():
        return False
    return bool(_SENTENCE_END.search(text[max(0, at - 4) : at]))


def _designations(text: str) -> Iterator[Name]:
    if not _DESIGNATED.search(text):
        return
    for match in _DESIGNATION.finditer(text):
        letters, number, tail, other = match.groups()
        written = other or f"{letters}{number}{tail}"
        if other or letters.isupper():
            yield Name(match[0], match.start(), match.end(), (written.translate(_HOMOGLYPHS).lower(),))


def _title_case(text: str) -> bool:
    initials = _INITIALS.findall(text)
    return len(initials) >= _LEAST and sum(map(str.isupper, initials)) > _TITLE_CASE * len(initials)

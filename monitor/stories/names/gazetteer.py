"""The names of the beat that are known: each with its role, its country, and how languages spell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from monitor.topics.text.concepts import Hit, Matcher
from monitor.topics.text.fold import fold


class NameKind(StrEnum):
    """What bears a name."""

    PERSON = "person"
    AGENCY = "agency"
    FIRM = "firm"
    WEAPON = "weapon"
    PROGRAMME = "programme"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its canonical spelling and the others; `key` is its slug, and the matcher's concept."""

    key: str
    name: str
    kind: NameKind
    role: str
    countries: tuple[str, ...]  # ISO 3166-1 codes in small letters
    aliases: tuple[str, ...]  # terms as monitor.topics.text.concepts has them

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Gazetteer:
    """The known names, by key."""

    entries: Mapping[str, Entry]

    @cached_property
    def matcher(self) -> Matcher:
        """Finds the keys in folded texts. It knows no capitals: `mentions` does."""
        return Matcher({entry.key: entry.terms for entry in self.entries.values()})

    def __getitem__(self, key: str) -> Entry:
        return self.entries[key]

    def mentions(self, text: str) -> list[Hit]:
        """The names in a text as it was written, in order of place; of those that overlap, the longest.

        A name begins with a capital or a figure, or stands in a script that has no capitals.
        """
        return mentioned(text, self.matcher.hits(fold(text)))

    def find(self, name: str) -> Entry | None:
        """The entry that a name as a whole is a spelling of."""
        folded = fold(name.strip())
        whole = (hit for hit in self.matcher.hits(folded) if hit.start == 0 and hit.end == len(folded))
        hit = next(whole, None)
        return self.entries[hit.concept] if hit else None

    def of_kind(self, kind: NameKind) -> list[Entry]:
        """All entries of a kind, by name."""
        return sorted((entry for entry in self.entries.values() if entry.kind is kind), key=lambda e: e.name)


def mentioned(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Those of the hits in a folded text that are names in it as it was written: `Gazetteer.mentions` says which."""
    return _apart(hit for hit in hits if not text[hit.start].islower())


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Those that no longer one covers, each place once."""
    taken: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
    return sorted(taken)

"""What a reader of the beat knows whatever the topic: its ideas, its nations, its affairs. (I/O, at first use)

The lexicon comes with the product (seeds/lexicon). It says nothing about any topic: training finds out which of its
concepts speak for which. A topic's own concepts, in its file, are looked for beside them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from monitor.shipped import LEXICON
from monitor.topics.concepts import Hit, Matcher

_NATIONS = "nations/"  # of the file whose tables are nations, by ISO 3166-1 code, and [many]


@dataclass(frozen=True, slots=True)
class Found:
    """What a text names, each in order of place."""

    hits: tuple[Hit, ...]
    nations: tuple[Hit, ...]  # their concepts are "us/capitals": the nation and the list that knows it


@dataclass(frozen=True, eq=False, slots=True)
class Finder:
    """Finds the concepts of some topics, those of the lexicon ("trade/permit", by file and table), and nations."""

    own: Matcher
    lexicon: Matcher

    def find(self, folded: str) -> Found:
        """Everything that a folded text names."""
        hits, nations = self.own.hits(folded), []
        for hit in self.lexicon.hits(folded):
            if hit.concept.startswith(_NATIONS):
                nations.append(hit._replace(concept=hit.concept.removeprefix(_NATIONS)))
            else:
                hits.append(hit)
        hits.sort()
        return Found(tuple(hits), tuple(nations))


def finder(concepts: Mapping[str, tuple[str, ...]]) -> Finder:
    """Of these concepts, each with its terms, and of the shipped lexicon."""
    return Finder(Matcher(concepts), shipped())


@cache
def shipped() -> Matcher:
    """The lexicon that comes with the product; read once a process."""
    concepts: dict[str, list[str]] = {}
    for path in _paths():
        for name, lists in tomllib.loads(path.read_text("utf-8")).items():
            if path.stem == "nations":
                concepts |= {f"{_NATIONS}{name}/{known_by}": terms for known_by, terms in lists.items()}
            else:
                terms = {term for written in lists.values() for term in written}
                concepts[f"{path.stem}/{name}"] = sorted(terms)
    return Matcher(concepts)


@cache
def version() -> str:
    """A digest that changes with any file of the lexicon."""
    digest = sha256()
    for path in _paths():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _paths() -> list[Path]:
    return sorted(LEXICON.glob("*.toml"))

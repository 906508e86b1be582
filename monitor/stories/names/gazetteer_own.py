"""The gazetteer of a desk: the one that comes with the product, and what people have added to it."""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache

from monitor.stories.names.gazetteer import Entry, Gazetteer
from monitor.stories.names.gazetteer_file import NAMES, shipped_gazetteer

_RULES = 1  # counted up when names or quotes come to be read differently: all articles are then read anew


@dataclass(frozen=True, slots=True)
class Additions:
    """What a desk adds: names of its own, and spellings of any name by its key."""

    entries: tuple[Entry, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()  # key, spelling


@lru_cache(maxsize=2)
def desk_gazetteer(additions: Additions) -> Gazetteer:
    """The shipped gazetteer with these additions. Of two entries with one key the shipped one counts."""
    entries = {entry.key: entry for entry in additions.entries} | dict(shipped_gazetteer().entries)
    for key, spelling in additions.spellings:
        if known := entries.get(key):  # a name may be gone since its spelling was confirmed
            entries[key] = replace(known, aliases=(*known.aliases, spelling))
    return Gazetteer(entries)


@lru_cache(maxsize=1)
def reading_version() -> str:
    """Names what articles are read by, apart from a desk's additions."""
    return hashlib.sha256(f"{_RULES}\n".encode() + NAMES.read_bytes()).hexdigest()[:16]

"""What is said of a query by looking at it, or at what it does to an archive."""

from dataclasses import dataclass
from enum import StrEnum

_SHOWN = 80  # characters of a part of a query


class Fault(StrEnum):
    NEVER = "never"  # it can not match
    ALWAYS = "always"  # it matches everything
    DEAD = "dead"  # it matches nothing in the archive
    NOISE = "noise"  # what it brings is wrong
    UNSUPPORTED = "unsupported"  # what it brings nothing else speaks for


@dataclass(frozen=True, slots=True)
class Finding:
    fault: Fault
    clause: str  # the part of the query, as it could be written; empty: all of it
    message: str  # what is wrong with it, in words

    def __str__(self) -> str:
        return f"{brief(self.clause) or 'the query'}: {self.message}"


def brief(part: object) -> str:
    """A part of a query as it is quoted in a message."""
    written = str(part)
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"

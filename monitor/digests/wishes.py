"""What a visitor asks for when signing up: is it something we can mail?"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

_LOCAL_PART = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*"
)  # RFC 5321, no quoted strings
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_LONGEST = 254  # characters: RFC 5321, erratum 1690
_LONGEST_LOCAL_PART = 64


@dataclass(frozen=True, slots=True)
class Wishes:
    """A sign-up as it came in; `normal_address` of the e-mail is what is kept."""

    email: str
    topics: Sequence[str]  # slugs
    hour: int  # of the day, in `zone`
    zone: str  # IANA name


def problems(wishes: Wishes, known_topics: Collection[str]) -> dict[str, str]:
    """What is wrong, a sentence for each field ("email", "topics", "hour", "zone"); empty: all is well."""
    found = {}
    if normal_address(wishes.email) is None:
        found["email"] = "This is not an e-mail address: write it like anna@example.org."
    unknown = [slug for slug in wishes.topics if slug not in known_topics]
    if not wishes.topics:
        found["topics"] = "Choose at least one topic."
    elif unknown:
        found["topics"] = f"There is no topic “{unknown[0]}”: choose from the list."
    if not 0 <= wishes.hour <= 23:
        found["hour"] = "Choose an hour from 0 to 23."
    if wishes.zone not in _zones():
        found["zone"] = "This time zone is not known: choose one from the list, like Europe/Kyiv."
    return found


def normal_address(text: str) -> str | None:
    """The address in the form in which it is kept: small letters, the domain in ASCII. None: it is none.

    Quoted local parts and domains of a single label are refused: nearly always a slip of the hand.
    """
    local, _, domain = text.strip().lower().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = domain.split(".")
    well_formed = _LOCAL_PART.fullmatch(local) and len(labels) > 1 and all(map(_LABEL.fullmatch, labels))
    if not well_formed or len(local.encode()) > _LONGEST_LOCAL_PART or len(f"{local}@{domain}") > _LONGEST:
        return None
    return f"{local}@{domain}"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())

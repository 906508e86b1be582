"""The language of an article."""

import re

import eldc

_SHORTEST = 20  # characters of text from which detection is worth more than what the feed claims
_ENOUGH = 1_000  # characters that decide
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")

eldc.init()


def language_of(text: str, told: str) -> str:
    """The ISO 639-1 code of a text, or "" where it can't be told.

    What the text shows outweighs what a feed claims: many say "en" whatever they hold. The claim decides
    for texts that are too short or too mixed to be sure of.
    """
    claim = code(told)
    if len(text) < _SHORTEST:
        return claim
    found = eldc.detect_details(text[:_ENOUGH])
    return code(found.language) if found.reliable else claim


def code(tag: str) -> str:
    """The two-letter code at the head of a language tag ("en-GB" gives "en"); "" for anything else."""
    match = _TAG.fullmatch(tag.strip())
    return match[1].lower() if match and len(match[1]) == 2 else ""

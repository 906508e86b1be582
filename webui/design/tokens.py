"""The design's constants, read from the style sheet that sets them. Pure."""

import re

_COLOUR = re.compile(r"--([a-z0-9-]+):\s*#[0-9a-f]{6}", re.ASCII)
_SPACE = re.compile(r"--(space-\d+|text-[a-z0-9]+):\s*([0-9.]+rem)", re.ASCII)


def colours(sheet: str) -> list[str]:
    """The names of the colours, in the order of the sheet."""
    return list(dict.fromkeys(_COLOUR.findall(sheet)))


def sizes(sheet: str) -> list[tuple[str, str]]:
    """The names of the sizes of letters and of spaces, with their values."""
    return list(dict.fromkeys(_SPACE.findall(sheet)))

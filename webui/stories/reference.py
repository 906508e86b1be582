"""Which story somebody means who gives its address or its number. Pure."""

import re

from webui.ids import GREATEST

_REFERENCE = re.compile(r"(?:\S*/stories/|#)?([0-9]{1,10})/?(?:[?#]\S*)?")


def story_number(text: str) -> int | None:
    """The number in "12", "#12" or the address of a story's page; None where there is none."""
    found = _REFERENCE.fullmatch(text.strip())
    number = int(found[1]) if found else 0
    return number if 0 < number <= GREATEST else None

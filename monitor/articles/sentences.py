"""Where the sentence around a place in a text begins and ends, short enough to be quoted."""

import re

LONGEST = 280  # characters of a quotation
_LEAD = 70  # characters before the place: it must stand in sight where a line is cut off
_END = re.compile(r"[.!?…。]+[»”\"')\]]*\s+|\n+")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds the place from `start` to `end`, at most LONGEST characters of it.

    Where much of the sentence stands before the place it begins at a word nearer to it.
    """
    begin = max((found.end() for found in _END.finditer(text) if found.end() <= start), default=0)
    wanted = max(end, begin + 1)
    finish = next((found.end() for found in _END.finditer(text) if found.end() >= wanted), len(text))
    if start - begin > _LEAD:
        begin = _word_start(text, start - _LEAD, start)
    finish = min(finish, begin + LONGEST)
    return begin, begin + len(text[begin:finish].rstrip())


def begins_within(text: str, at: int) -> bool:
    """Whether what begins here leaves out the first words of its sentence."""
    return at > 0 and not _END.search(text[max(0, at - 4) : at])


def beginning(text: str, limit: int) -> int:
    """Where the beginning of a text ends: at a sentence if that keeps half of `limit` characters, else at a word."""
    if len(text) <= limit:
        return len(text)
    sentences = [found.end() for found in _END.finditer(text[: limit + 1]) if found.end() > limit // 2]
    end = sentences[-1] if sentences else text.rfind(" ", 0, limit + 1)
    return len(text[: min(end, limit) if end > 0 else limit].rstrip())


def _word_start(text: str, earliest: int, latest: int) -> int:
    space = text.find(" ", earliest, latest)
    return earliest if space < 0 else space + 1

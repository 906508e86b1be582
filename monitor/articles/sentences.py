"""Where the sentences of a text begin and end, and which part of one is short enough to be quoted. Pure."""

import re
from collections.abc import Iterator
from itertools import takewhile

from monitor.articles.abbreviations import abbreviates

LONGEST = 280  # characters of a quotation
_LEAD = 70  # characters before the place: it must stand in sight where a line is cut off

# An end of sentence is followed by space and by something other than a small letter; a line break always ends one, the
# point of an abbreviation none. All that may begin with one class of letters: a search skips to these at once.
_BREAK = re.compile(
    r"[.!?…\n。！？](?:(?<=[.!?…])[\"'»”“’)\]]*\s+(?=[^\W_a-zа-яіїєґ]|[\"'«„“(—–-])"
    r"|(?<=\n)\s*|(?<=[。！？])(?:\n\s*)?)"
)


def beginnings(text: str) -> Iterator[int]:
    """Where each sentence but the first begins: right behind the space after the one before."""
    for found in _BREAK.finditer(text):
        if not abbreviates(text, found.start() + 1) or "\n" in found.group():
            yield found.end()


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds the place from `start` to `end`, at most LONGEST characters of it.

    Where much of the sentence stands before the place it begins at a word nearer to it.
    """
    begin, finish = 0, len(text)
    for at in beginnings(text):
        if at <= start:
            begin = at
        elif at >= end:
            finish = at
            break
    if start - begin > _LEAD:
        begin = _word_start(text, start - _LEAD, start)
    finish = min(finish, begin + LONGEST)
    return begin, begin + len(text[begin:finish].rstrip())


def begins_within(text: str, at: int) -> bool:
    """Whether what begins here leaves out the first words of its sentence."""
    return at > 0 and at not in takewhile(lambda begun: begun <= at, beginnings(text))


def beginning(text: str, limit: int) -> int:
    """Where the beginning of a text ends: at a sentence if that keeps half of `limit` characters, else at a word."""
    if len(text) <= limit:
        return len(text)
    ends = [at for at in takewhile(lambda at: at <= limit + 1, beginnings(text)) if at > limit // 2]
    end = ends[-1] if ends else text.rfind(" ", 0, limit + 1)
    return len(text[: min(end, limit) if end > 0 else limit].rstrip())


def _word_start(text: str, earliest: int, latest: int) -> int:
    space = text.find(" ", earliest, latest)
    return earliest if space < 0 else space + 1

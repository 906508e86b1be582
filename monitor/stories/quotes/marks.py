"""Where quotation marks stand in a text, in the manners of English, Ukrainian, German and French."""

import re
from dataclasses import dataclass

_CLOSING = {
    "“": "”", "„": "“”\"", "«": "»", "»": "«", "‹": "›", '"': '"', "‘": "’", "'": "'", "‚": "‘’'",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(_CLOSING)}]")
_SINGLE = frozenset("‘'‚")
_LONGEST = 1500  # characters
_LONGEST_SINGLE = 400
_GAP = 10  # between paragraphs
_SPACES = " \u00a0\u202f\n"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: the marks' places, and those of the words without spaces and last comma."""

    opens: int
    start: int
    end: int
    closes: int  # after the closing mark
    goes_on: bool = False  # in the next paragraph, which opens with a mark of its own


def marked(text: str) -> list[Marked]:
    """The outermost quotations of a text, in order of place; a mark that nothing closes opens none."""
    found: list[Marked] = []
    for mark in _MARK.finditer(text):
        at = mark.start()
        if (not found or at >= found[-1].closes) and _opens(text, at) and (one := _quotation(text, at)):
            found.append(one)
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the spaces around it and the comma, full stop or dash at its end."""
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES + ",.;—–-":
        end -= 1
    return start, end


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (text[at] != "«" and after in _SPACES):
        return False
    return text[at] in "„«“" or not before.isalnum()


def _quotation(text: str, at: int) -> Marked | None:
    """The quotation that a mark opens; to the paragraph's end where the next one opens with the same mark."""
    limit = min(len(text), at + _LONGEST)
    paragraph = text.find("\n", at, limit)
    limit = limit if paragraph < 0 else paragraph
    closes = _closes(text, at, limit)
    if closes >= 0:
        return Marked(at, *trimmed(text, at + 1, closes), closes + 1)
    following = text[limit : limit + _GAP].lstrip()[:1]
    if paragraph >= 0 and following == text[at] and text[at] not in _SINGLE:
        return Marked(at, *trimmed(text, at + 1, limit), limit, goes_on=True)
    return None


def _closes(text: str, at: int, limit: int) -> int:
    """Where a quotation closes; -1 if nowhere."""
    if text[at] in _SINGLE:
        return _single_closes(text, at, min(limit, at + _LONGEST_SINGLE))
    ends = [place for sign in _CLOSING[text[at]] if (place := text.find(sign, at + 2, limit)) >= 0]
    first = min(ends, default=-1)
    if text[at] == "«":  # another may stand within
        depth = 1
        for place in range(at + 1, min(limit, at + _LONGEST) if first >= 0 else at):
            depth += (text[place] == "«") - (text[place] == "»")
            if not depth:
                return place
    return first


def _single_closes(text: str, at: int, limit: int) -> int:
    """A single mark is an apostrophe too: it closes at a word's end, best after a comma or full stop."""
    closing = _CLOSING[text[at]]
    first = -1
    for place in range(at + 2, limit):
        if text[place] not in closing or text[place - 1] in _SPACES or text[place + 1 : place + 2].isalnum():
            continue
        if text[place - 1] in ",.!?…":
            return place
        first = place if first < 0 else first
    return first

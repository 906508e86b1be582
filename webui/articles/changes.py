"""What an edit changed in a text, word by word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from monitor.topics.text.letters import OF_WORDS

COMPARED = 20_000  # characters of each text: beyond, the comparison takes longer than a reader waits
_SENTENCES = 1_000  # more than this, or more words in one place, are not compared but shown as exchanged
_WORDS = 1_500

_SENTENCE = re.compile(r"[^\n.!?…。]*(?:[.!?…。]+\s*|\n\s*|$)")
_WORD = re.compile(rf"(?:[{OF_WORDS}]+|[^{OF_WORDS}\s])\s*|\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that was added, removed, or neither."""

    kind: str  # "added", "removed" or "same"
    text: str


def changes(before: str, after: str) -> list[Change]:
    """The text after an edit, with what it added and what it removed; white space makes no difference.

    Sentences are matched first and words within those that differ, by difflib's SequenceMatcher.
    """
    here, there = (_SENTENCE.findall(text[:COMPARED]) for text in (before, after))
    found = [change for change in _compared(here, there, _SENTENCES, _words) if change.text]
    return [
        Change(kind, "".join(change.text for change in group))
        for kind, group in groupby(found, key=lambda change: change.kind)
    ]


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    here, there = (_WORD.findall("".join(sentences)) for sentences in (before, after))
    return _compared(here, there, _WORDS, _exchanged)


def _exchanged(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if removed := "".join(before):
        yield Change("removed", removed)
    if added := "".join(after):
        yield Change("added", added)


def _compared(
    before: Sequence[str],
    after: Sequence[str],
    limit: int,
    closer: Callable[[Sequence[str], Sequence[str]], Iterator[Change]],
) -> Iterator[Change]:
    """The pieces of both texts in order; where they differ, as a closer look finds them."""
    if len(before) > limit or len(after) > limit:
        yield from _exchanged(before, after)
        return
    matcher = SequenceMatcher(None, [piece.strip() for piece in before], [piece.strip() for piece in after])
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(after[new_start:new_end]))
        else:
            yield from closer(before[start:end], after[new_start:new_end])

"""What a word of a query looks like in a text, and the letters by which it is found."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from monitor.topics.query.text import Words
from monitor.topics.query.tree import Term
from monitor.topics.text.fold import fold
from monitor.topics.text.stems import KEPT, is_form

_WILD = re.compile(r"[*?]")

Shape = Callable[[str], bool]  # whether a word has it


@dataclass(frozen=True, slots=True)
class Sought:
    """A term made ready to be found: where its anchor stands in a text, the rest is compared word by word."""

    term: Term
    anchor: str  # the longest run of letters that is in each of its places; always within one word
    place: int  # the number of the word in the term that holds the anchor
    shapes: tuple[Shape, ...]

    def first_word(self, words: Words, at: int) -> int | None:
        """The term's first word in the text if its anchor stands in word `at`; None if it does not fit there."""
        first = at - self.place
        if first < 0 or first + len(self.shapes) > len(words):
            return None
        if self.term.forms:
            form = words.folded[words.starts[at] : words.ends[at]]
            return at if is_form(form, self.term.words[0], words.language) else None
        text = words.text if self.term.exact else words.folded
        for i, shape in enumerate(self.shapes, first):
            if not shape(text[words.starts[i] : words.ends[i]]):
                return None
        return first


@lru_cache(maxsize=1024)
def sought(term: Term) -> Sought:
    if term.forms:
        return Sought(term, term.words[0][:KEPT], 0, tuple(map(shape, term.words)))
    runs = [(run, i) for i, word in enumerate(term.words) for run in _WILD.split(word)]
    anchor, place = max(runs, key=lambda one: len(one[0]))
    return Sought(term, fold(anchor), place, tuple(map(shape, term.words)))


def stands_in(term: Term, words: Words) -> bool:
    """Whether a term stands in a short text. For long ones there is `Search`."""
    one = sought(term)
    return any(one.first_word(words, at) is not None for at in range(len(words)))


def shape(word: str) -> Shape:
    """A comparison in linear time, however many stars there are: what a star has passed over is not tried again."""
    if not _WILD.search(word):
        return word.__eq__
    *pieces, end = re.escape(word).replace(r"\?", ".").split(r"\*")
    inner = "".join(f"(?>.*?{piece})" for piece in pieces[1:])
    pattern = re.compile(f"{pieces[0]}{inner}.*{end}" if pieces else end)
    return lambda form: pattern.fullmatch(form) is not None

"""Cuts an article into sentences, and these into passages as long as a feed's summary.

The classifier learns from headlines with a summary. A full text is therefore read in passages of that size,
each beside the headline: one clear sentence is enough to carry a topic, wherever it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.articles.abbreviations import abbreviates
from monitor.model import FIELDS, Article

# An end of sentence is followed by space and by something other than a small letter; a line break always ends one, the
# point of an abbreviation none.
_BREAK = re.compile(r"(?<=[.!?…])[\"'»”“’)\]]*\s+(?=[^\W_a-zа-яіїєґ]|[\"'«„“(—–-])|\n\s*|(?<=[。！？])")
_PASSAGE = 1_200  # characters of summary or content that are read together
_HEADLINE = 400  # characters of a title that go with every passage
_LONGEST = 1_000  # characters of a sentence: an endless line is cut


@dataclass(frozen=True, slots=True)
class Sentence:
    field: str
    start: int  # in the field, in characters
    text: str


Passage = tuple[Sentence, ...]


def sentences(article: Article) -> list[Sentence]:
    """Every sentence of the article's fields, in reading order."""
    return [piece for field in FIELDS for piece in _split(field, article.text(field))]


def _split(field: str, text: str) -> list[Sentence]:
    edges = [0, *(found.end() for found in _BREAK.finditer(text) if _breaks(text, found)), len(text)]
    cuts = [
        (at, min(end, at + _LONGEST)) for start, end in pairwise(edges) for at in range(start, end, _LONGEST)
    ]
    return [Sentence(field, start, text[start:end]) for start, end in cuts if text[start:end].strip()]


def _breaks(text: str, found: re.Match[str]) -> bool:
    return not abbreviates(text, found.start()) or "\n" in found.group()


def passages(article: Article) -> list[Passage]:
    """The headline with each stretch of text in turn, or the headline alone; none of an empty article."""
    everything = sentences(article)
    headline = tuple(_first([s for s in everything if s.field == "title"], _HEADLINE))
    rest = everything[len(headline) :]
    if not rest:
        return [headline] if headline else []
    found = []
    while rest:
        stretch = _first(rest, _PASSAGE)
        found.append((*headline, *stretch))
        rest = rest[len(stretch) :]
    return found


def _first(pieces: Sequence[Sentence], room: int) -> list[Sentence]:
    """The first of the sentences, and those after it that fit into so many characters."""
    taken: list[Sentence] = []
    for piece in pieces:
        room -= len(piece.text)
        if taken and room < 0:
            break
        taken.append(piece)
    return taken

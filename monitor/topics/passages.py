"""Cuts an article into sentences, and these into passages as long as a feed's summary.

The classifier learns from headlines with a summary. A full text is therefore read in passages of that size,
each beside the headline: one clear sentence is enough to carry a topic, wherever it stands.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.articles.sentences import beginnings
from monitor.model import FIELDS, Article

_PASSAGE = 1_200  # characters of summary or content that are read together
_HEADLINE = 400  # characters of a title that go with every passage
_LONGEST = 1_000  # characters of a sentence: an endless line is cut


class Sentence(NamedTuple):
    field: str
    start: int  # in the field, in characters
    text: str


Passage = tuple[Sentence, ...]


def sentences(article: Article) -> list[Sentence]:
    """Every sentence of the article's fields, in reading order."""
    return [piece for field in FIELDS for piece in _split(field, article.text(field))]


def _split(field: str, text: str) -> Iterator[Sentence]:
    for begin, finish in pairwise([0, *beginnings(text), len(text)]):
        for start in range(begin, finish, _LONGEST):
            piece = text[start : min(finish, start + _LONGEST)]
            if piece and not piece.isspace():
                yield Sentence(field, start, piece)


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

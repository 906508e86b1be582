"""Cuts an article into sentences, and these into passages as long as a feed's summary.

The classifier learns from headlines with a summary. A full text is therefore read in passages of that size,
each beside the headline: one clear sentence is enough to carry a topic, wherever it stands.
"""

from collections.abc import Sequence
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


def sentences(article: Article) -> list[Sentence]:
    """Every sentence of the article's fields, in reading order."""
    return [piece for field in FIELDS for piece in _split(field, article.text(field))]


def _split(field: str, text: str) -> list[Sentence]:
    bounds = pairwise([0, *beginnings(text), len(text)])
    starts = [start for begin, finish in bounds for start in range(begin, finish, _LONGEST)]
    pieces = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    return [
        Sentence(field, start, piece)
        for start, piece in zip(starts, pieces, strict=True)
        if not piece.isspace()
    ]


def stretches(found: Sequence[Sentence]) -> list[tuple[range, range]]:
    """The headline with each stretch of text in turn, as places of an article's sentences; the stretch may be empty."""
    title = sum(1 for sentence in found if sentence.field == "title")
    headline = _first(found, range(title), _HEADLINE)
    rest = range(len(headline), len(found))
    if not rest:
        return [(headline, rest)] if headline else []
    cut = []
    while rest:
        stretch = _first(found, rest, _PASSAGE)
        cut.append((headline, stretch))
        rest = rest[len(stretch) :]
    return cut


def _first(found: Sequence[Sentence], places: range, room: int) -> range:
    """The first of the places, and those after it whose sentences fit into so many characters."""
    taken = 0
    for place in places:
        room -= len(found[place].text)
        if taken and room < 0:
            break
        taken += 1
    return places[:taken]

"""Where in an article the words of a query stand, and which of them stand close to each other."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import Closeness, Leaf, Link


class Place(NamedTuple):
    """One place of one word, phrase, concept or regular expression."""

    field: str
    start: int  # in characters
    end: int
    first: int  # number of its first word in the field
    last: int  # a regular expression that meets no word ends before it begins
    leaf: Leaf


_Layer = Sequence[Place]


def chain(layers: Sequence[_Layer], links: Sequence[Link], text: ArticleText) -> list[_Layer]:
    """Of the places of each step those that take part in a whole chain; nothing at all where there is none.

    Two places are close if they share no word and the later begins at most so many words after the earlier ends;
    for SAME, if they begin in the same sentence.
    """
    reached = [list(filter(_has_words, layers[0]))]
    for link, layer in zip(links, layers[1:], strict=True):
        close = _closeness(link, reached[-1], text, forwards=True)
        reached.append([place for place in layer if _has_words(place) and close(place)])
    for i in reversed(range(len(links))):
        close = _closeness(links[i], reached[i + 1], text, forwards=False)
        reached[i] = [place for place in reached[i] if close(place)]
    return list(reached)


def _has_words(place: Place) -> bool:
    return place.first <= place.last


def _closeness(
    link: Link, others: Iterable[Place], text: ArticleText, forwards: bool
) -> Callable[[Place], bool]:
    """Says of a place whether one of the others is close to it; forwards: the others are the chain's earlier step."""
    if link.kind is Closeness.SAME:
        return _in_the_sentences(others, text)
    ordered = link.kind is Closeness.ONEAR
    return _within(link.words, others, before=forwards or not ordered, after=not (forwards and ordered))


def _within(words: int, others: Iterable[Place], before: bool, after: bool) -> Callable[[Place], bool]:
    """Whether one of the others stands at most so many words before, or after."""
    firsts, lasts = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for other in others:
        firsts[other.field].append(other.first)
        lasts[other.field].append(other.last)
    for numbers in (*firsts.values(), *lasts.values()):
        numbers.sort()

    def close(place: Place) -> bool:
        ends, begins = lasts[place.field], firsts[place.field]
        i = bisect_left(ends, place.first - words)
        if before and i < len(ends) and ends[i] < place.first:
            return True
        i = bisect_right(begins, place.last)
        return after and i < len(begins) and begins[i] <= place.last + words

    return close


def _in_the_sentences(others: Iterable[Place], text: ArticleText) -> Callable[[Place], bool]:
    """Whether one of the others stands in the same sentence, before or after."""
    reach: dict[
        tuple[str, int], tuple[int, int]
    ] = {}  # sentence -> the earliest end and the latest beginning
    for other in others:
        key = other.field, text.sentence(other.field, other.start)
        earliest, latest = reach.get(key, (other.last, other.first))
        reach[key] = min(earliest, other.last), max(latest, other.first)

    def close(place: Place) -> bool:
        found = reach.get((place.field, text.sentence(place.field, place.start)))
        return found is not None and (found[0] < place.first or found[1] > place.last)

    return close

"""Which costly searches a text can need at all: each has words that it never succeeds without."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from monitor.topics.text.fold import fold

T = TypeVar("T")


class Cues(Generic[T]):
    """The words of several searches, looked for in one pass, whatever their case and accents."""

    def __init__(self, needed: Mapping[T, Iterable[str]]) -> None:
        pairs = [(fold(words), search) for search, some in needed.items() for words in some]
        self._searches = [search for _, search in pairs]
        self._automaton = AhoCorasick([words for words, _ in pairs])

    def of(self, text: str) -> set[T]:
        """The searches of which a text holds any words."""
        found = self._automaton.find_matches_as_indexes(fold(text), overlapping=True)
        return {self._searches[index] for index, *_ in found}

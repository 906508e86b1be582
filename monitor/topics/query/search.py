"""Finds all words of a query in one pass over an article, and its concepts and regular expressions when asked for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from monitor.topics.query import regexes
from monitor.topics.query.places import Place
from monitor.topics.query.shapes import Sought, sought
from monitor.topics.query.text import ArticleText, Words
from monitor.topics.query.tree import Concept, Leaf, Node, Regex, Term, leaves
from monitor.topics.text.concepts import Matcher


class Search:
    """What a query looks for, made ready once."""

    def __init__(self, tree: Node, concepts: Mapping[str, Iterable[str]]) -> None:
        terms = dict.fromkeys(leaf for leaf in leaves(tree) if isinstance(leaf, Term))
        by_anchor = defaultdict[str, list[Sought]](list)
        for one in map(sought, terms):
            by_anchor[one.anchor].append(one)
        self._sought = list(by_anchor.values())
        self._automaton = AhoCorasick(list(by_anchor))
        self._concepts = Matcher(concepts) if concepts else None

    def found(self, text: ArticleText) -> "Findings":
        """Where in an article the words and concepts stand."""
        places = defaultdict[Leaf, list[Place]](list)
        for field, words in text.fields:
            self._find_terms(field, words, places)
            self._find_concepts(field, words, places)
        return Findings(text, places)

    def _find_terms(self, field: str, words: Words, places: dict[Leaf, list[Place]]) -> None:
        met: set[tuple[int, int]] = set()  # an anchor may stand often in one word
        for index, start, _ in self._automaton.find_matches_as_indexes(words.folded, overlapping=True):
            at = words.at(start)
            if (index, at) in met:
                continue
            met.add((index, at))
            for one in self._sought[index]:
                first = one.first_word(words, at)
                if first is not None:
                    last = first + len(one.shapes) - 1
                    place = Place(field, words.starts[first], words.ends[last], first, last, one.term)
                    places[one.term].append(place)

    def _find_concepts(self, field: str, words: Words, places: dict[Leaf, list[Place]]) -> None:
        for hit in self._concepts.hits(words.folded) if self._concepts else ():
            leaf = Concept(hit.concept)
            places[leaf].append(_place(field, words, hit.start, hit.end, leaf))


class Findings:
    """The places of a query's words in one article. Regular expressions are tried only when they are asked for."""

    def __init__(self, text: ArticleText, places: dict[Leaf, list[Place]]) -> None:
        self.text = text
        self.words = places
        self.slow: set[Regex] = set()  # those that ran out of time
        self._tried: dict[Regex, list[Place]] = {}

    def of(self, leaf: Leaf) -> Sequence[Place]:
        """Where it stands; of a regular expression that ran out of time what is known is nothing."""
        if not isinstance(leaf, Regex):
            return self.words.get(leaf, ())
        if leaf not in self._tried:
            self._tried[leaf] = self._try(leaf)
        return self._tried[leaf]

    def _try(self, leaf: Regex) -> list[Place]:
        try:
            return [
                _place(field, words, start, end, leaf)
                for field, words in self.text.fields
                for start, end in regexes.spans(leaf, words.text)
            ]
        except TimeoutError:
            self.slow.add(leaf)
            return []


def _place(field: str, words: Words, start: int, end: int, leaf: Leaf) -> Place:
    return Place(field, start, end, words.at(start), words.before(end), leaf)

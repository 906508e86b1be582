"""A query that was read, ready to be matched against articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from monitor.model import FIELDS, Evidence
from monitor.topics.query.match import Shown, held
from monitor.topics.query.regexes import SECONDS
from monitor.topics.query.search import Search
from monitor.topics.query.text import ArticleText
from monitor.topics.query.tree import Closeness, Concept, Leaf, Node, Term
from monitor.topics.text import glossary

MOST_SPANS = 20  # that are shown of one article

_BESIDE = {
    Closeness.NEAR: ", near other words asked for",
    Closeness.ONEAR: ", near other words asked for",
    Closeness.SAME: ", in one sentence with other words asked for",
}


@dataclass(frozen=True, slots=True)
class QueryMatch:
    """What a query says of one article."""

    matched: bool
    evidence: tuple[Evidence, ...] = ()  # in reading order, none overlaps; nothing for what a NOT says
    undecided: bool = False  # it hangs on a regular expression that took too long; `matched` is then False
    problems: tuple[str, ...] = ()  # what could not be tried, in words


@dataclass(frozen=True, eq=False)
class Query:
    text: str
    tree: Node
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # those it names, with their terms

    @cached_property
    def search(self) -> Search:
        return Search(self.tree, self.concepts)

    def match(self, text: ArticleText) -> QueryMatch:
        """Whether the query matches an article, and by which words. No article and no query makes it raise or hang."""
        found = self.search.found(text)
        whole = held(self.tree, found)
        problems = tuple(
            f"the regex {slow} took too long (over {SECONDS} s)" for slow in sorted(found.slow, key=str)
        )
        evidence = _evidence(whole.shown, text) if whole.holds else ()
        return QueryMatch(bool(whole.holds), evidence, whole.holds is None, problems)


def _evidence(shown: Iterable[Shown], text: ArticleText) -> tuple[Evidence, ...]:
    """The places in reading order, at each the longest, without what overlaps with an earlier one."""
    ordered = sorted(shown, key=lambda one: (FIELDS.index(one.place.field), one.place.start, -one.place.end))
    spans: list[Evidence] = []
    for one in ordered:
        place = one.place
        if spans and spans[-1].field == place.field and place.start < spans[-1].end:
            continue
        piece = text.article.text(place.field)[place.start : place.end]
        spans.append(Evidence(place.field, place.start, place.end, piece, _why(one, piece)))
        if len(spans) == MOST_SPANS:
            break
    return tuple(spans)


def _why(one: Shown, piece: str) -> str:
    leaf = one.place.leaf
    return _asked(leaf, piece) + (_BESIDE[one.beside] if one.beside else "")


def _asked(leaf: Leaf, piece: str) -> str:
    match leaf:
        case Concept(name):
            return f"{glossary.plain(name)} ('{piece}')"
        case Term((word,), forms=True):
            return f"asked for by any form of {word}"
    return f"asked for by {leaf}"

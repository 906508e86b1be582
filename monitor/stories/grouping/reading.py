"""What an article tells, as far as two reports are compared by it: words, names, sums, numbers, places, concepts.

Only the headline, the summary and the beginning of the content are read: an event stands there, and what a long text
goes on to tell belongs to others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Article
from monitor.stories.facts.numerals import Quantity, quantities
from monitor.stories.facts.sums import sums
from monitor.stories.names.by_rule import names
from monitor.stories.names.spelling import root
from monitor.topics.text.concepts import Matcher
from monitor.topics.text.fold import fold
from monitor.topics.text.lexicon import Finder, finder
from monitor.topics.text.words import stem, words

_READ = 1500  # characters of summary and content

_NOBODYS = frozenset({"many"})  # what is several nations' own tells of none

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    """An article as grouping sees it."""

    id: str
    outlet: str
    language: str
    at: datetime
    title: Terms  # stems
    stems: Terms  # of the headline and the text
    roots: Terms  # of all words, alike in related languages
    names: Terms  # keys, alike in every spelling; whatever the gazetteer knows under one name
    figures: Terms  # sums of money, and other numbers
    places: Terms  # ISO 3166-1 codes
    concepts: Terms


@dataclass(frozen=True)
class Reader:
    """Reads articles by what a reader of the beat knows."""

    finder: Finder
    gazetteer: Matcher  # its concepts are the names' own keys

    def read(self, article: Article) -> Report:
        body = f"{article.summary}\n{article.content}"[:_READ]
        text = f"{article.title}\n{body}"
        folded = fold(text)
        title = _stems(folded[: len(article.title)])
        numbers = quantities(folded)
        named = self.finder.find(folded)
        found = {key for part in (article.title, body) for name in names(part) for key in name.keys}
        return Report(
            id=article.key,
            outlet=article.circumstances.outlet,
            language=article.language,
            at=article.dated_at,
            title=title,
            stems=title | _stems(folded[len(article.title) :]),
            roots=frozenset(filter(None, (root(word.form) for word in words(folded)))),
            names=frozenset(found | {hit.concept for hit in self.gazetteer.hits(folded)}),
            figures=frozenset(_figures(folded, numbers)),
            places=frozenset(hit.concept.partition("/")[0] for hit in named.nations) - _NOBODYS,
            concepts=frozenset(hit.concept for hit in named.hits),
        )


def _stems(folded: str) -> Terms:
    return frozenset(stem(word.form) for word in words(folded) if not word.form.isdecimal())


def _figures(folded: str, numbers: Iterable[Quantity]) -> Iterable[str]:
    """Keys of the numbers that tell reports apart: small plain ones and years stand in too many."""
    known = list(numbers)
    yield from (found.key for found in sums(folded, known))
    for number in known:
        if number.value >= 10 and not (number.plain and 1900 <= number.value <= 2100):
            yield f"{number.value:.6g}"


def shipped_reader(gazetteer: Matcher | None = None) -> Reader:
    """By the lexicon that comes with the product."""
    return Reader(finder({}), gazetteer or Matcher({}))

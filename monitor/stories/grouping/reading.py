"""What an article tells, as far as two reports are compared by it: words, names, sums, numbers, places, concepts.

Only the headline, the summary and the beginning of the content are read: an event stands there, and what a long text
goes on to tell belongs to others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from monitor.model import Article
from monitor.stories.facts.sums import sums
from monitor.stories.grouping.meaning import Meaning
from monitor.stories.names.spelling import root
from monitor.stories.text import Text
from monitor.topics.text.concepts import Matcher
from monitor.topics.text.lexicon import Finder, finder
from monitor.topics.text.words import stem

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
    meaning: Mapping[str, float] = field(default_factory=dict)  # weights; empty: not read for it


@dataclass(frozen=True)
class Reader:
    """Reads articles by what a reader of the beat knows."""

    finder: Finder
    gazetteer: Matcher  # its concepts are the names' own keys
    meaning: Meaning | None = None  # None: there is no encoder

    def text(self, title: str, body: str) -> Text:
        return Text(title, body, self.finder, self.gazetteer)

    def beginning(self, article: Article) -> Text:
        """As much of an article as is compared."""
        return self.text(article.title, f"{article.summary}\n{article.content}"[:_READ].strip())

    def read(self, article: Article, meant: bool = False) -> Report:
        return self.report(article, self.beginning(article), meant)

    def report(self, article: Article, text: Text, meant: bool) -> Report:
        """An article of which this is the beginning; read for what it means too where that is wanted and possible."""
        title = _stems(text.titled)
        return Report(
            id=article.key,
            outlet=article.circumstances.outlet,
            language=article.language,
            at=article.dated_at,
            title=title,
            stems=title | _stems(text.forms - text.titled),
            roots=frozenset(filter(None, map(root, text.forms))),
            names=frozenset((*_names(text), *[hit.concept for hit in text.known])),
            figures=frozenset(_figures(text)),
            places=frozenset([hit.concept.partition("/")[0] for hit in text.named.nations]) - _NOBODYS,
            concepts=frozenset([hit.concept for hit in text.named.hits]),
            meaning=self.meaning(article.title, text.body) if meant and self.meaning else {},
        )


def _stems(forms: Terms) -> Terms:
    return frozenset([stem(form) for form in forms if not form.isdecimal()])


def _names(text: Text) -> Iterable[str]:
    """Headline and text each show by themselves what their capitals say."""
    below = len(text.title) + 1
    for start, end in ((0, below), (below, len(text.written))):
        for name in text.names.within(start, end):
            yield from name.keys


def _figures(text: Text) -> Iterable[str]:
    """Keys of the numbers that tell reports apart: small plain ones and years stand in too many."""
    yield from (found.key for found in sums(text.folded, text.numbers))
    for number in text.numbers:
        if number.value >= 10 and not (number.plain and 1900 <= number.value <= 2100):
            yield f"{number.value:.6g}"


def shipped_reader(gazetteer: Matcher | None = None, meaning: Meaning | None = None) -> Reader:
    """By the lexicon that comes with the product."""
    return Reader(finder({}), gazetteer or Matcher({}), meaning)

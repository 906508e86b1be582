"""What is read in an article once, for its place among stories: how it compares, whose text it is, what it tells."""

from dataclasses import dataclass, replace

from monitor.model import Article
from monitor.stories.copies.finding import carrier, full_text
from monitor.stories.copies.origin import Carrier
from monitor.stories.copies.shingles import Signature, signature
from monitor.stories.facts.told import Fact, facts
from monitor.stories.grouping.reading import Reader, Report
from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.quotes.found import quotes
from monitor.topics.text.fold import fold

VERSION = "1"  # of all this: what another one read is read again while it is compared with others

_READ = 20_000  # characters: what a longer text tells further down is not read for what it adds
_TOLD = 120  # facts of one article
_SHOWN = 200  # characters of a quotation


@dataclass(frozen=True, slots=True)
class Gist:
    """`report` and `carrier` bear the article's number as their id."""

    report: Report
    signature: Signature
    carrier: Carrier
    told: tuple[Fact, ...]


def gist(number: int, article: Article, reader: Reader, gazetteer: Gazetteer) -> Gist:
    """Reads an article that is known under this number."""
    name, text = str(number), full_text(article)
    return Gist(
        report=replace(reader.read(article), id=name),
        signature=signature(text),
        carrier=replace(carrier(article), id=name),
        told=told(article, reader, gazetteer),
    )


def unread(number: int, article: Article) -> Gist:
    """The gist of an article whose text can not be read: it resembles nothing, and tells nothing."""
    name, none = str(number), frozenset[str]()
    outlet, at = article.circumstances.outlet, article.dated_at
    report = Report(name, outlet, article.language, at, none, none, none, none, none, none, none)
    return Gist(report, (), Carrier(name, outlet, at, 0, None), ())


def told(article: Article, reader: Reader, gazetteer: Gazetteer) -> tuple[Fact, ...]:
    """The facts and quotations of an article, in order of place."""
    text = f"{article.title}\n{full_text(article)}"[:_READ]
    nations = reader.finder.find(fold(text)).nations
    places = [hit._replace(concept=hit.concept.partition("/")[0]) for hit in nations]
    found = facts(text, article.dated_at.date(), gazetteer.mentions(text), places)
    said = [
        Fact(
            "quote", _words(quote.text), f"“{quote.text[:_SHOWN]}” ({quote.speaker})", quote.start, quote.end
        )
        for quote in quotes(text, gazetteer)
    ]
    return tuple(sorted([*found, *said], key=lambda fact: fact.start)[:_TOLD])


def _words(text: str) -> str:
    """By which a quotation is known again, whatever its marks and stops."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())[:_SHOWN]

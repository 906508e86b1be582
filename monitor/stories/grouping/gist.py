"""What is read in an article once, for its place among stories: how it compares, whose text it is, what it tells."""

from dataclasses import dataclass, replace
from datetime import date

from monitor.model import Article
from monitor.stories.copies.finding import carried, full_text
from monitor.stories.copies.origin import Carrier
from monitor.stories.copies.shingles import Signature
from monitor.stories.facts.told import Fact, facts
from monitor.stories.grouping.reading import Reader, Report
from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.quotes.found import quotes
from monitor.stories.text import Text
from monitor.topics.text.fold import fold

VERSION = "2"  # of all this: what another one read is read again while it is compared with others

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


def gist(number: int, article: Article, reader: Reader, gazetteer: Gazetteer, meant: bool = False) -> Gist:
    """Reads an article that is known under this number, for what it means too where that is wanted."""
    name, beginning = str(number), reader.beginning(article)
    whole = full_text(article)[: max(0, _READ - len(article.title) - 1)]
    carrier, signature = carried(article)
    return Gist(
        report=replace(reader.report(article, beginning, meant), id=name),
        signature=signature,
        carrier=replace(carrier, id=name),
        told=told(
            beginning if whole == beginning.body else reader.text(article.title, whole),
            article.dated_at.date(),
            gazetteer,
        ),
    )


def unread(number: int, article: Article) -> Gist:
    """The gist of an article whose text can not be read: it resembles nothing, and tells nothing."""
    name, none = str(number), frozenset[str]()
    outlet, at = article.circumstances.outlet, article.dated_at
    report = Report(name, outlet, article.language, at, none, none, none, none, none, none, none)
    return Gist(report, (), Carrier(name, outlet, at, 0, None), ())


def told(text: Text, day: date, gazetteer: Gazetteer) -> tuple[Fact, ...]:
    """The facts and quotations of a text of this day, in order of place."""
    said = [
        Fact(
            "quote", _words(quote.text), f"“{quote.text[:_SHOWN]}” ({quote.speaker})", quote.start, quote.end
        )
        for quote in quotes(text.written, gazetteer)
    ]
    return tuple(sorted([*facts(text, day), *said], key=lambda fact: fact.start)[:_TOLD])


def _words(text: str) -> str:
    """By which a quotation is known again, whatever its marks and stops."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())[:_SHOWN]

"""What an article tells of names: which it mentions, who says what in it, and spellings that are new."""

from collections.abc import Iterator

from monitor.model import FIELDS, Article, Mention, Named, NewSpelling, Quotation
from monitor.stories.names.gazetteer import Gazetteer
from monitor.stories.names.suggest import Suggester
from monitor.stories.quotes.found import quotes
from monitor.stories.quotes.people import people
from monitor.topics.text.fold import fold

_LONGEST_NAME = 100  # characters: what is longer is a headline in capitals
_LONGEST_ROLE = 200
_READ = 100_000  # characters of a field: no report is longer, and no text takes a worker for long


class Namer:
    """Reads articles by what a gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._suggester = Suggester(gazetteer)

    def read(self, article: Article) -> Named:
        """The names of an article. Words told twice, in the summary and again in the text, count once."""
        mentions: dict[str, Mention] = {}
        said: dict[tuple[str, str], Quotation] = {}
        unknown: list[str] = []
        for field, text in _texts(article):
            for mention in self._mentions(field, text):
                mentions.setdefault(mention.name, mention)
            for quotation in self._quotations(field, text):
                said.setdefault((quotation.speaker, fold(quotation.words)), quotation)
            unknown += self._unknown(text, article.language)
        spellings = (
            NewSpelling(one.variant, one.key, one.likeness) for one in self._suggester.suggest(unknown)
        )
        return Named(article, tuple(mentions.values()), tuple(said.values()), tuple(spellings))

    def _mentions(self, field: str, text: str) -> Iterator[Mention]:
        for hit in self._gazetteer.mentions(text):
            yield Mention(hit.concept, field, hit.start, hit.end)

    def _quotations(self, field: str, text: str) -> Iterator[Quotation]:
        for quote in quotes(text, self._gazetteer):
            yield Quotation(
                words=quote.text,
                field=field,
                start=quote.start,
                end=quote.end,
                speaker=quote.speaker[:_LONGEST_NAME],
                role=quote.role[:_LONGEST_ROLE],
                name=quote.key,
                indirect=quote.indirect,
            )

    def _unknown(self, text: str, language: str) -> Iterator[str]:
        """Names that the gazetteer does not know. One word that begins a sentence may be no name at all."""
        for person in people(text, self._gazetteer, german=language == "de"):
            if not person.key and (person.full or not person.opens) and len(person.name) <= _LONGEST_NAME:
                yield " ".join(person.name.split())


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """The article's fields with their texts; a summary that the text begins with is left out."""
    for field in FIELDS:
        if field != "summary" or not article.content.startswith(article.summary):
            yield field, article.text(field)[:_READ]

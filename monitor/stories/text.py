"""The text of an article, and what stands in it: each thing is looked for once, however many ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from monitor.stories.facts.numerals import Quantity, quantities
from monitor.stories.names.by_rule import Names, likely_names
from monitor.topics.text.concepts import Hit, Matcher
from monitor.topics.text.fold import fold
from monitor.topics.text.lexicon import Finder, Found
from monitor.topics.text.words import word_forms


@dataclass(frozen=True)
class Text:
    """A headline, and what stands below it."""

    title: str
    body: str
    finder: Finder
    gazetteer: Matcher

    @cached_property
    def written(self) -> str:
        return f"{self.title}\n{self.body}"

    @cached_property
    def folded(self) -> str:
        return fold(self.written)

    @cached_property
    def titled(self) -> frozenset[str]:
        """The words of the headline."""
        return frozenset(word_forms(self.folded[: len(self.title)]))

    @cached_property
    def forms(self) -> frozenset[str]:
        """All words."""
        return self.titled.union(word_forms(self.folded[len(self.title) :]))

    @cached_property
    def numbers(self) -> Sequence[Quantity]:
        return quantities(self.folded)

    @cached_property
    def names(self) -> Names:
        """What may be names, by rule."""
        return likely_names(self.written)

    @cached_property
    def named(self) -> Found:
        """The ideas and nations of the lexicon."""
        return self.finder.find(self.folded)

    @cached_property
    def known(self) -> Sequence[Hit]:
        """The spellings of the gazetteer's names, whatever their case."""
        return self.gazetteer.hits(self.folded)

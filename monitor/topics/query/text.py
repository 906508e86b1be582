"""An article as queries are matched against it: its fields cut into words, its lead, and where it comes from."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from monitor.model import FIELDS, Article
from monitor.topics.query.tree import TextField
from monitor.topics.text.fold import fold
from monitor.topics.text.letters import WORD
from monitor.topics.text.passages import sentences

LEAD = 2  # sentences


class Words:
    """A text cut into words: runs of letters and figures of its folded form. Hyphens and apostrophes divide.

    `language` is that of its words' forms, in two letters; empty: they are only what they are.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.language = language
        self.folded = fold(text)
        edges = [found.span() for found in WORD.finditer(self.folded)]
        self.starts = [start for start, _ in edges]  # in characters
        self.ends = [end for _, end in edges]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, character: int) -> int:
        """The number of the word in which this character stands, or else of the next."""
        return bisect_right(self.ends, character)

    def before(self, character: int) -> int:
        """The number of the last word that begins before this character."""
        return bisect_left(self.starts, character) - 1


@dataclass(frozen=True, eq=False)
class ArticleText:
    """Made once for an article, it serves all queries; each part is made when it is first asked for."""

    article: Article

    @cached_property
    def fields(self) -> tuple[tuple[str, Words], ...]:
        """The fields that hold any text, in reading order."""
        one = self.article
        return tuple((name, Words(text, one.language)) for name in FIELDS if (text := one.text(name)))

    def holds(self, part: TextField, name: str, end: int) -> bool:
        """Whether what ends at this character of a field stands in that part of the article."""
        if part is TextField.LEAD:
            return self._lead[0] == name and end <= self._lead[1]
        return (name == "title") == (part is TextField.TITLE)

    def sentence(self, name: str, start: int) -> int:
        """A number for the sentence of a field in which this character stands."""
        return bisect_right(self._sentences.get(name, ()), start)

    @cached_property
    def _sentences(self) -> dict[str, list[int]]:
        """Where the sentences of each field begin."""
        found: dict[str, list[int]] = {}
        for sentence in sentences(self.article):
            found.setdefault(sentence.field, []).append(sentence.start)
        return found

    @cached_property
    def _lead(self) -> tuple[str, int]:
        """The field that holds the first sentences below the headline, and where in it these end."""
        name = "summary" if self.article.summary.strip() else "content"
        starts = self._sentences.get(name, [])
        return name, starts[LEAD] if len(starts) > LEAD else len(self.article.text(name))

"""Conditions on articles that the index of their words (FTS5 on SQLite, tsvector on PostgreSQL) or concepts answers."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    Text,
    and_,
    cast,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    true,
)

from monitor.model import Circumstances
from monitor.store.search.tables import LONGEST_WORD, article_concepts, article_search
from monitor.store.tables import articles
from monitor.topics.query.index_words import STEM, stems_of, words_of
from monitor.topics.query.origin import comes_from
from monitor.topics.query.sieve import AllOf, AnyOf, Condition, Expresses, Letters, NoneOf, Word
from monitor.topics.query.tree import Is, Quality

_MOST_WORDS = 20  # that a plain search by words looks for
_STEMS = f" {STEM}"  # where they begin
_SIGNS = {"sqlite": (" AND ", " OR ", " NOT "), "postgresql": (" & ", " | ", " & !")}

# The plus keeps SQLite from fetching each article by its number: it walks the index by date instead.
_WALKED: ColumnElement[int] = literal_column("+articles.id")


def holds_words(words: str, dialect: Dialect) -> ColumnElement[bool] | None:
    """The condition that an article holds every one of these words, as they are. None: there is no word to look for."""
    every = AllOf(tuple(map(Word, words_of(words)[:_MOST_WORDS])))
    having = with_words(every, dialect)
    return None if having is None else articles.c.id.in_(having)


def having_forms(words: str, dialect: Dialect) -> Select[int] | None:
    """The numbers of the articles that hold every one of these words in any form. None: there is none to look for."""
    every = (AnyOf(tuple(map(Word, (one, *stems_of(one))))) for one in words_of(words)[:_MOST_WORDS])
    return with_words(AllOf(tuple(every)), dialect)


def passes(
    condition: Condition,
    feeds: Mapping[int, Circumstances],
    dialect: Dialect,
    *,
    above: int = 0,
    walk: bool = False,
) -> ColumnElement[bool]:
    """A condition as SQL over the table of articles; `feeds` says of each feed, by its id, what its articles are.

    Of articles up to the number `above` it may say anything. `walk` tells the database to go through the articles by
    date, which is quicker where many of them pass.
    """
    return _Translation(feeds, dialect.name, above, walk).of(condition)


def with_words(condition: Condition, dialect: Dialect, above: int = 0) -> Select[int] | None:
    """The numbers of all articles that have the words and concepts which a condition asks of each that passes, and
    perhaps of others; None: it asks for none. The index answers that alone."""
    parts = condition.parts if isinstance(condition, AllOf) else (condition,)
    wordy = tuple(filter(_is_wordy, parts))
    concepts = [part for part in parts if isinstance(part, Expresses)]
    asking = _Translation({}, dialect.name, above)
    if wordy:
        found, number = asking.having(AllOf(wordy)), article_search.c.rowid
    elif concepts:
        found, number = asking.expressing(concepts.pop(0)), article_concepts.c.article_id
    else:
        return None
    return found.where(*(_expresses(one, number) for one in concepts))


class _Translation:
    def __init__(
        self, feeds: Mapping[int, Circumstances], dialect: str, above: int, walk: bool = False
    ) -> None:
        self._feeds = feeds
        self._dialect = dialect
        self._above = above
        self._walk = walk
        self._number = _WALKED if walk else articles.c.id

    def of(self, condition: Condition) -> ColumnElement[bool]:
        if _is_wordy(condition):
            return self._number.in_(self.having(condition))
        match condition:
            case AllOf(parts):
                grouped = list(_grouped(parts, AllOf))
                return and_(true(), *map(self.of, grouped[:1]), *map(self._beside, grouped[1:]))
            case AnyOf(parts):
                return or_(false(), *map(self.of, _grouped(parts, AnyOf)))
            case NoneOf(inner):
                return not_(self.of(inner))
            case Letters(text):
                return self._number.in_(self._indexed(self._holds(text)))
            case Expresses():
                return self._beside(condition) if self._walk else self._number.in_(self.expressing(condition))
            case Is():
                return self._comes_from(condition)
        raise AssertionError(condition)  # a word is wordy

    def _beside(self, condition: Condition) -> ColumnElement[bool]:
        """A condition that is asked of each article to which another leads."""
        return (
            _expresses(condition, articles.c.id) if isinstance(condition, Expresses) else self.of(condition)
        )

    def expressing(self, condition: Expresses) -> Select[int]:
        """The numbers of the articles that express a concept."""
        one = article_concepts.c
        found = select(one.article_id).where(one.concept_id == condition.concept)
        return found.where(one.article_id > self._above) if self._above else found

    def _holds(self, letters: str) -> ColumnElement[bool]:
        """Whether a word has these letters: they stand before the first stem."""
        place = func.instr if self._dialect == "sqlite" else func.strpos
        words = article_search.c.words
        return place(words, letters).between(1, place(words + _STEMS, _STEMS))

    def having(self, condition: Condition) -> Select[int]:
        """The numbers of the articles that fulfil a condition made of words."""
        return self._indexed(self._match(condition))

    def _indexed(self, condition: ColumnElement[bool]) -> Select[int]:
        found = select(article_search.c.rowid).where(condition)
        return found.where(article_search.c.rowid > self._above) if self._above else found

    def _match(self, condition: Condition) -> ColumnElement[bool]:
        """All words of a condition in one question to the index."""
        asked = self._asked(condition)
        if self._dialect == "sqlite":
            return literal_column("article_search").op("MATCH", is_comparison=True)(asked)
        query = cast(asked, Text).op("::")(literal_column("tsquery"))
        found: ColumnElement[bool] = article_search.c.vector.bool_op("@@")(query)
        return found

    def _asked(self, condition: Condition) -> str:
        every, either, without = _SIGNS[self._dialect]
        match condition:
            case Word(text, begins) if self._dialect == "sqlite":
                return f'"{text}"{"*" if begins else ""}'
            case Word(text, begins):
                return f"'{text[:LONGEST_WORD]}'{':*' if begins else ''}"
            case AllOf(parts):
                asked = f"({every.join(self._asked(part) for part in parts if not isinstance(part, NoneOf))})"
                refused = [part.inner for part in parts if isinstance(part, NoneOf)]
                return f"({asked}{without}{self._asked(AnyOf(tuple(refused)))})" if refused else asked
            case AnyOf(parts):
                return f"({either.join(map(self._asked, parts))})"
        raise AssertionError(condition)  # it is not wordy

    def _comes_from(self, node: Is) -> ColumnElement[bool]:
        feeds = [number for number, origin in self._feeds.items() if comes_from(node, origin)]
        of_feed = articles.c.feed_id.in_(feeds)
        if node.quality is not Quality.LANG:
            return of_feed
        own, code = func.lower(articles.c.language), str(node.value)
        return or_(own == code, own.like(f"{code}-%"), and_(articles.c.language == "", of_feed))


def _is_wordy(condition: Condition) -> bool:
    """Whether it is made of words alone, and asks for at least one."""
    match condition:
        case Word():
            return True
        case AllOf(parts):
            return any(map(_is_wordy, parts)) and all(_is_wordy(part) or _refuses(part) for part in parts)
        case AnyOf(parts):
            return bool(parts) and all(map(_is_wordy, parts))
    return False


def _refuses(condition: Condition) -> bool:
    """Whether it asks that words are missing."""
    return isinstance(condition, NoneOf) and _is_wordy(condition.inner)


def _expresses(condition: Expresses, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the article of this number expresses a concept."""
    one = article_concepts.alias().c
    return exists().where(one.concept_id == condition.concept, one.article_id == number)


def _grouped(parts: Sequence[Condition], kind: type[AllOf] | type[AnyOf]) -> Iterator[Condition]:
    """The parts, those made of words put together as one, and what leads to articles first."""
    wordy = tuple(filter(_is_wordy, parts))
    refused = tuple(filter(_refuses, parts)) if wordy and kind is AllOf else ()
    if wordy:
        yield kind(wordy + refused)
    others = (part for part in parts if not (_is_wordy(part) or (refused and _refuses(part))))
    yield from sorted(others, key=lambda part: not isinstance(part, Expresses))

"""Letters within words, made into the words that hold them."""

from collections.abc import Iterator, Mapping
from itertools import islice

from sqlalchemy import Connection, func, select

from monitor.store.search.tables import search_words
from monitor.topics.query.sieve import AllOf, AnyOf, Condition, Letters, NoneOf, Word

_MOST = 2_000  # words in place of letters; with more the texts themselves are looked through, which is slow but sure

# In one text: to look through it takes a tenth of the time in which a database looks at one word after the other.
_EVERY_WORD = select(func.aggregate_strings(search_words.c.word, " "))


def spelt_out(condition: Condition, connection: Connection) -> Condition:
    """The condition with words in place of letters. One query, where there are letters in it."""
    letters = list(dict.fromkeys(_letters(condition)))
    if not letters:
        return condition
    every = f" {connection.scalar(_EVERY_WORD) or ''} "
    words = {one: list(islice(_holding(one, every), _MOST + 1)) for one in letters}
    if len({word for some in words.values() for word in some}) > _MOST:
        return condition
    return _replaced(condition, {one: AnyOf(tuple(map(Word, some))) for one, some in words.items()})


def _holding(letters: Letters, every: str) -> Iterator[str]:
    """The words that hold the letters, of a text with a space before, between and behind its words."""
    text = letters.text
    at = every.find(text)
    while at >= 0:
        begin, end = every.rfind(" ", 0, at + 1) + 1, every.find(" ", at + len(text) - 1)
        yield every[begin:end]
        at = every.find(text, end)


def _letters(condition: Condition) -> Iterator[Letters]:
    match condition:
        case Letters():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _letters(part)
        case NoneOf(inner):
            yield from _letters(inner)


def _replaced(condition: Condition, words: Mapping[Letters, AnyOf]) -> Condition:
    match condition:
        case Letters():
            return words[condition]
        case AllOf(parts):
            return AllOf(tuple(_replaced(part, words) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_replaced(part, words) for part in parts))
        case NoneOf(inner):
            return NoneOf(_replaced(inner, words))
    return condition

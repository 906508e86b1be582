"""Letters within words, made into the words that hold them."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, func, literal, or_, select

from monitor.store.search_tables import search_words
from monitor.topics.query.sieve import AllOf, AnyOf, Condition, Letters, NoneOf, Word

_MOST = 2_000  # words in place of letters; with more the texts themselves are looked through, which is slow but sure


def spelt_out(condition: Condition, connection: Connection) -> Condition:
    """The condition with words in place of letters. One query, where there are letters in it."""
    letters = list(dict.fromkeys(_letters(condition)))
    if not letters:
        return condition
    edged = literal(" ").concat(search_words.c.word).concat(" ")
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    holds = or_(*(place(edged, one.text) > 0 for one in letters))
    words = connection.scalars(select(search_words.c.word).where(holds).limit(_MOST + 1)).all()
    if len(words) > _MOST:
        return condition
    return _replaced(condition, {one: _holding(one, words) for one in letters})


def _holding(letters: Letters, words: Sequence[str]) -> AnyOf:
    return AnyOf(tuple(Word(word) for word in words if letters.text in f" {word} "))


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

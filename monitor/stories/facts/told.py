"""The facts of a text that can be new in a story: names, sums, numbers with what they count, places, dates."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from monitor.stories.facts.days import days
from monitor.stories.facts.sums import sums
from monitor.stories.names.by_rule import Name
from monitor.stories.names.gazetteer import mentioned
from monitor.stories.text import Text
from monitor.topics.text.words import Word, stem, words

Kind = Literal["name", "sum", "number", "place", "date", "quote"]

_AFTER = 30  # characters after a number in which the word for what it counts stands
_UNITS = frozenset({"m", "mm", "cm", "km", "kg", "t", "кг", "км", "м", "мм", "см", "т"})


class Fact(NamedTuple):  # made by the dozen for every article
    """Something a text tells, from `start` to `end` (characters). Facts of one key are the same fact."""

    kind: Kind
    key: str
    text: str
    start: int
    end: int


def facts(text: Text, told: date) -> list[Fact]:
    """What a text tells on a day, in order of place; each fact once, where it stands first.

    Names of the gazetteer go by their own keys in every spelling, others by their letters.
    """
    written, known, places = text.written, mentioned(text.written, text.known), text.named.nations
    money, dated = sums(text.folded, text.numbers), days(text.folded, told)
    found: list[Fact] = [
        *(Fact("sum", s.key, written[s.start : s.end].strip(" ."), s.start, s.end) for s in money),
        *(Fact("date", d.day.isoformat(), written[d.start : d.end], d.start, d.end) for d in dated),
        *(Fact("name", hit.concept, written[hit.start : hit.end], hit.start, hit.end) for hit in known),
        *(
            Fact("place", hit.concept.partition("/")[0], written[hit.start : hit.end], hit.start, hit.end)
            for hit in places
        ),
        *_names(text.names.within(0, len(written)), [(hit.start, hit.end) for hit in (*known, *places)]),
        *_numbers(text, [*((s.start, s.end) for s in money), *((d.start, d.end) for d in dated)]),
    ]
    first: dict[tuple[str, str], Fact] = {}
    for fact in sorted(found, key=lambda fact: fact.start):
        first.setdefault((fact.kind, fact.key), fact)
    return list(first.values())


def _numbers(text: Text, taken: Sequence[tuple[int, int]]) -> Iterator[Fact]:
    """Numbers that are neither years nor part of what was taken for something else, with what they count."""
    for number in text.numbers:
        year = number.plain and 1900 <= number.value <= 2100
        if not year and not _overlaps((number.start, number.end), taken):
            counted = _counted(text.folded, number.end)
            end = number.end + (counted.end if counted else 0)
            key = f"{number.value:.6g} {stem(counted.form) if counted else ''}".strip()
            yield Fact("number", key, text.written[number.start : end], number.start, end)


def _counted(folded: str, end: int) -> Word | None:
    """The word for what a number counts that ends here: in the same clause, and no preposition."""
    after = folded[end : end + _AFTER]
    word = next(iter(words(after)), None)
    if not word or after[: word.start].strip(" -\u00a0") or (len(word.form) <= 2 and word.form not in _UNITS):
        return None
    return word


def _names(found: Iterable[Name], known: Sequence[tuple[int, int]]) -> Iterator[Fact]:
    """Names by rule. A single word that opens a sentence is capitalised for that, and no name by that alone."""
    for name in found:
        lone = name.opens and " " not in name.text and name.text.isalpha()
        if not lone and not _overlaps((name.start, name.end), known):
            yield Fact("name", " ".join(name.keys), name.text, name.start, name.end)


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def new_facts(told: Sequence[Fact], before: Iterable[Fact]) -> list[Fact]:
    """Those facts that nothing before told.

    A number counts as told in whatever words, a name also as part of a longer one.
    """
    *_, last = news((list(before), told))
    return last


def news(told: Iterable[Sequence[Fact]]) -> Iterator[list[Fact]]:
    """For each of several tellings, in turn, the facts that none before it told."""
    known: dict[str, set[str]] = {}
    for facts_of_one in told:
        yield [fact for fact in facts_of_one if not _tellings(fact) & known.get(fact.kind, set())]
        for fact in facts_of_one:
            known.setdefault(fact.kind, set()).update(_tellings(fact))


def _tellings(fact: Fact) -> set[str]:
    if fact.kind == "number":
        return {fact.key.partition(" ")[0]}
    if fact.kind == "name":
        return {fact.key, fact.key.rpartition(" ")[2]}
    return {fact.key}


def by_kind(found: Iterable[Fact]) -> Mapping[Kind, list[Fact]]:
    """Facts under their kinds, for a timeline's line."""
    kinds: dict[Kind, list[Fact]] = {}
    for fact in found:
        kinds.setdefault(fact.kind, []).append(fact)
    return kinds

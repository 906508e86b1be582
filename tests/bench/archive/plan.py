"""Which article belongs to which story, and what that is about. Pure."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RECENT = 2_000  # articles, to one of whose stories a new one may belong
_LARGEST = 150  # reports of a story: half as many as there are outlets
_COPIES = 0.3  # of the reports that join a story
_ON_TOPIC = 0.3  # of the stories
_SECOND = 0.2  # of these, carry another topic too
_TERMS = 20_000  # of each kind, that stories are known by


@dataclass(frozen=True, slots=True)
class Size:
    articles: int = 100_000
    stories: int = 20_000  # about
    words: int = 120  # of an article
    days: int = 60  # over which they came


@dataclass(frozen=True, slots=True)
class Thread:
    """What a story is about."""

    number: int
    topics: Sequence[str]
    names: Sequence[str]  # keys of the gazetteer
    terms: Sequence[int]  # by their ranks among all terms
    facts: Sequence[tuple[str, str, str]]  # kind, key, words


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article belongs."""

    thread: Thread
    text: int  # the number of the article whose text it carries: its own, if it is no copy
    begins: bool  # its story


def places(rng: random.Random, size: Size, topics: Sequence[str], names: Sequence[str]) -> list[Place]:
    """The places of articles 1, 2, 3 ..., the earliest first. Each begins a story or joins that of a recent one, so
    that most stories stay small and few grow large."""
    threads = _threads(rng, topics, names)
    found = [Place(next(threads), 1, begins=True)]
    reports = Counter[int]()
    for number in range(2, size.articles + 1):
        other = found[rng.randrange(max(0, len(found) - _RECENT), len(found))]
        reports[other.thread.number] += 1
        if rng.random() < size.stories / size.articles or reports[other.thread.number] >= _LARGEST:
            found.append(Place(next(threads), number, begins=True))
        else:
            found.append(Place(other.thread, other.text if rng.random() < _COPIES else number, begins=False))
    return found


def _threads(rng: random.Random, topics: Sequence[str], names: Sequence[str]) -> Iterator[Thread]:
    number = 0
    while True:
        number += 1
        carried = rng.sample(topics, 2 if rng.random() < _SECOND else 1) if rng.random() < _ON_TOPIC else ()
        told = {names[seldom(rng, len(names)) - 1] for _ in range(rng.randint(1, 5))}
        terms = {seldom(rng, _TERMS) for _ in range(60)}
        yield Thread(number, carried, sorted(told), sorted(terms), list(_facts(rng)))


def seldom(rng: random.Random, most: int) -> int:
    """A rank from 1: each is drawn about as often as it is high."""
    return int(most ** rng.random())


def _facts(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    for _ in range(4):
        for kind, words in (
            ("sum", f"{rng.randrange(20, 900)} million euros"),
            ("number", f"{rng.randrange(2, 400)} vehicles"),
            ("name", f"Works {rng.randrange(3_000)}"),
        ):
            yield kind, words.casefold(), words

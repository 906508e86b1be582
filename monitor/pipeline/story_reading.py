"""Read articles for their stories and group them, in a worker process: imports no store."""

import gc
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from monitor.model import Article
from monitor.stories.copies.shingles import band_keys
from monitor.stories.grouping import gist as gists
from monitor.stories.grouping import term_counts
from monitor.stories.grouping.batch import Grouped, group
from monitor.stories.grouping.features import pack, unpack
from monitor.stories.grouping.gist import Gist
from monitor.stories.grouping.keys import keys
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Reader, Report, shipped_reader
from monitor.stories.grouping.seed_file import shipped_meaning, shipped_seed
from monitor.stories.grouping.shelf import Arrival, Surroundings
from monitor.stories.grouping.weighing import Scales
from monitor.stories.names.gazetteer_file import shipped_gazetteer

Counts = bytes | None  # of terms, as the store keeps them; None: those of the seed


def prepare(counts: Counts) -> None:
    """Load what reading and deciding take. Raises ValueError where a seed is faulty."""
    _load()
    _scales(counts)


def read(articles: Mapping[int, Article], meant: Collection[int], counts: Counts) -> dict[int, Arrival]:
    """The articles, by number, as they were read; those that are `meant` for what they mean too, by an encoder."""
    reader, gazetteer, scales = _reader(), shipped_gazetteer(), _scales(counts)
    return {
        number: _arrival(article, gists.gist(number, article, reader, gazetteer, number in meant), scales)
        for number, article in articles.items()
    }


def leave_unread(number: int, article: Article) -> Arrival:
    """An article that can not be read: it stays by itself, whatever it tells."""
    return _arrival(article, gists.unread(number, article), Scales(Rarity()))


def decide(arriving: Sequence[tuple[Gist, bytes]], around: Surroundings, counts: Counts) -> Grouped:
    """Where arriving reports belong, each with its features, taken in the order given."""
    weighed = unpack([features for _, features in arriving])
    return group(
        list(zip((gist for gist, _ in arriving), weighed, strict=True)),
        around,
        _likeness(),
        _scales(counts).rarity,
    )


def recount(counts: Counts, arrived: Sequence[Report]) -> tuple[bytes, int]:
    """The counts of terms with these reports, and of how many reports those are."""
    rarity = _scales(counts).rarity
    _latest.clear()  # they go by it no longer
    body = term_counts.pack(term_counts.learnt(rarity, arrived))
    _latest[body] = Scales(rarity)  # what is asked for next
    return body, rarity.reports["roots"]


def _arrival(article: Article, gist: Gist, scales: Scales) -> Arrival:
    weighed = scales.weigh(gist.report)
    return Arrival(article, gist, keys(weighed), band_keys(gist.signature), pack(weighed, gist.signature))


@cache
def _reader() -> Reader:
    return shipped_reader(shipped_gazetteer().matcher, shipped_meaning())


@cache
def _load() -> None:
    """What stays as long as the process: looking through it for garbage took a fifth of all time."""
    _reader()
    _likeness()
    gc.collect()
    gc.freeze()


@cache
def _likeness() -> Likeness:
    return shipped_seed()[0]


_latest: dict[Counts, Scales] = {}  # by the counts that were asked for last


def _scales(counts: Counts) -> Scales:
    if counts not in _latest:
        _latest.clear()
        _latest[counts] = Scales(term_counts.unpack(counts) if counts else shipped_seed()[1])
    return _latest[counts]

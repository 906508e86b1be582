"""Read articles for their stories and group them, in a worker process: imports no store."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from monitor.model import Article
from monitor.shipped import SEEDS
from monitor.stories.copies.shingles import band_keys
from monitor.stories.grouping import gist as gists
from monitor.stories.grouping import term_counts
from monitor.stories.grouping.batch import Grouped, Known, group
from monitor.stories.grouping.features import pack, unpack
from monitor.stories.grouping.gist import Gist
from monitor.stories.grouping.keys import keys
from monitor.stories.grouping.likeness import Likeness
from monitor.stories.grouping.rarity import Rarity
from monitor.stories.grouping.reading import Reader, Report, shipped_reader
from monitor.stories.grouping.seed_file import parse_seed
from monitor.stories.grouping.shelf import Arrival, StoredReport, Surroundings
from monitor.stories.grouping.weighing import weigh
from monitor.stories.names.gazetteer_file import shipped_gazetteer

Counts = bytes | None  # of terms, as the store keeps them; None: those of the seed


def prepare(counts: Counts) -> None:
    """Load what reading and deciding take. Raises ValueError where a seed is faulty."""
    _reader()
    _likeness()
    _rarity(counts)


def read(articles: Mapping[int, Article], counts: Counts) -> dict[int, Arrival]:
    """The articles, by number, as they were read."""
    reader, gazetteer, rarity = _reader(), shipped_gazetteer(), _rarity(counts)
    return {
        number: _arrival(article, gists.gist(number, article, reader, gazetteer), rarity)
        for number, article in articles.items()
    }


def leave_unread(number: int, article: Article) -> Arrival:
    """An article that can not be read: it stays by itself, whatever it tells."""
    return _arrival(article, gists.unread(number, article), Rarity())


def decide(arriving: Sequence[tuple[Gist, bytes]], around: Surroundings, counts: Counts) -> Grouped:
    """Where arriving reports belong, each with its features, taken in the order given."""
    rarity = _rarity(counts)
    known = [_known(one) for one in around.stored]
    weighed = [(gist, unpack(features)[0]) for gist, features in arriving]
    return group(weighed, known, around, _likeness(), rarity)


def recount(counts: Counts, arrived: Sequence[Report]) -> bytes:
    """The counts of terms with these reports."""
    rarity = term_counts.unpack(counts) if counts else parse_seed(_seed())[1]
    return term_counts.pack(term_counts.learnt(rarity, arrived))


def _arrival(article: Article, gist: Gist, rarity: Rarity) -> Arrival:
    weighed = weigh(gist.report, rarity)
    return Arrival(article, gist, keys(weighed), band_keys(gist.signature), pack(weighed, gist.signature))


def _known(stored: StoredReport) -> Known:
    weighed, signature = unpack(stored.features)
    return Known(stored.carrier, stored.story, stored.text, weighed, signature if stored.is_twin else ())


@cache
def _reader() -> Reader:
    return shipped_reader(shipped_gazetteer().matcher)


@cache
def _seed() -> str:
    return (SEEDS / "stories.json").read_text("utf-8")


@cache
def _likeness() -> Likeness:
    return parse_seed(_seed())[0]


@lru_cache(maxsize=1)
def _rarity(counts: Counts) -> Rarity:
    return term_counts.unpack(counts) if counts else parse_seed(_seed())[1]

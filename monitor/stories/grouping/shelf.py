"""What the store keeps of reports so that arriving ones find those which they may resemble."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from monitor.model import Article
from monitor.stories.copies.origin import Carrier
from monitor.stories.grouping.assign import OpenStory
from monitor.stories.grouping.gist import Gist

PLACES = 200  # reports that one key leads to
_COMPARED = 60  # articles that an arriving one is compared with
_BAND_PLACES = 10  # the same of a key by which copies are found

Held = Mapping[int, Sequence[int]]  # the numbers of the articles to which each key leads


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that was read."""

    article: Article
    gist: Gist
    weights: Mapping[int, float]  # of its keys
    bands: Sequence[int]  # keys that lead to its copies
    features: bytes  # what others will be compared with it by: monitor.stories.grouping.features.unpack


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report that the store holds."""

    carrier: Carrier  # its id is the article's number
    story: str
    text: str
    features: bytes
    is_twin: bool  # of some of the batch, perhaps


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the store holds that a batch may have to do with. Stories are called "s" and their id, texts "t" and it."""

    stored: Sequence[StoredReport]
    stories: Mapping[str, OpenStory]  # of these reports
    apart: Sequence[tuple[str, str]]  # pairs of these stories that are never to be merged
    lately: Sequence[datetime]  # the dates of the latest reports, in order of arrival


def likely(arrival: Arrival, held: Held) -> set[int]:
    """The articles that an arriving one is to be compared with: those that share the most telling keys."""
    sums: Counter[int] = Counter()
    for key, weight in arrival.weights.items():
        for article_id in held.get(key, ()):
            sums[article_id] += weight  # type: ignore[assignment]
    return {article_id for article_id, _ in sums.most_common(_COMPARED)}


def twins(arrival: Arrival, held: Held) -> set[int]:
    """The articles of which an arriving one may be a copy."""
    return {article_id for band in arrival.bands for article_id in held.get(band, ())}


def places(number: int, arrival: Arrival) -> Iterator[tuple[int, int]]:
    """Each key of an article of this number, and its place there. A copy is another outlet's: of one outlet the
    latest article takes the place, however many of one text it has.
    """
    yield from ((key, number % PLACES) for key in arrival.weights)
    outlet = crc32(arrival.gist.carrier.outlet.casefold().encode()) % _BAND_PLACES
    yield from ((band, outlet) for band in arrival.bands)


def all_keys(arrivals: Iterable[Arrival]) -> set[int]:
    """Every key that leads from one of these articles to others."""
    return {key for one in arrivals for key in (*one.weights, *one.bands)}

"""Searches the archive: the index says what may match, the matcher what does, for as long as one may wait."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from monitor.model import Article, Circumstances
from monitor.store import Store
from monitor.store.articles.desk import Cursor
from monitor.store.search.candidates import Bounds, Candidate
from monitor.topics.query import ArticleText, Query, QueryMatch
from monitor.topics.query.relevance import relevance
from monitor.topics.query.sieve import Condition, sieve

MOST = 5_000  # articles that a search counts: a page of results says more than the rest of them
SECONDS = 0.25  # of matching, after which a search says how far it came

_BATCH = 100  # articles read at once
_ASKED = 400  # candidates at first, where the matcher decides: about as many as a page's time is enough for


class Order(StrEnum):
    TIME = "time"
    RELEVANCE = "relevance"


class Hit(NamedTuple):
    candidate: Candidate
    match: QueryMatch | None  # None: the index alone was sure of it


@dataclass(frozen=True, slots=True)
class Read:
    article: Article
    match: QueryMatch


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, in the order that was asked for."""

    hits: tuple[Hit, ...]
    looked: int  # articles that were decided on, the newest of those that may match
    whole: bool  # there were no more that may match
    last: Candidate | None  # the oldest that was decided on
    problems: tuple[str, ...]  # what could not be tried, in words
    origins: Mapping[int, Circumstances]  # what each feed makes of its articles, by the feed's id


def search(
    store: Store,
    query: Query,
    bounds: Bounds,
    order: Order = Order.TIME,
    *,
    seconds: float = SECONDS,
    most: int = MOST,
    enough: int = MOST,
    origins: Mapping[int, Circumstances] | None = None,
) -> Found:
    """Articles that match a query: of the newest `most` that may, as many as `seconds` of matching allow.

    It looks no further once it has found `enough`. `origins` says of each feed, by its id, what its articles are;
    None: the store is asked.
    """
    sifted = sieve(query.tree, query.concepts, store.concepts.known(query.concepts))
    feeds = store.feeds.circumstances() if origins is None else origins
    if sifted.exact and order is Order.TIME:
        most = min(most, enough)
        some = store.candidates.find(sifted.condition, feeds, bounds, most + 1)
        hits = [Hit(one, None) for one in some[:most]]
        last = hits[-1].candidate if hits else None
        return Found(tuple(hits), len(hits), len(some) <= most, last, (), feeds)
    asked = most if order is Order.RELEVANCE else _ASKED
    candidates = _Newest(store, sifted.condition, feeds, bounds, asked, most)
    decided = list(_decided(store, query, candidates, seconds, enough))
    hits = [hit for hit in decided if _is_match(hit)]
    if order is Order.RELEVANCE:  # a stable sort: of equals the newest comes first
        hits.sort(key=lambda hit: -relevance(hit.match) if hit.match else 0.0)
    return Found(
        hits=tuple(hits),
        looked=len(decided),
        whole=candidates.is_whole and len(decided) == candidates.given,
        last=decided[-1].candidate if decided else None,
        problems=tuple(dict.fromkeys(one for _, match in decided if match for one in match.problems)),
        origins=feeds,
    )


def read(store: Store, query: Query, hits: Sequence[Hit]) -> Mapping[int, Read]:
    """Some hits with their texts and the words by which they match, by number; those that are gone are missing."""
    texts = store.candidates.articles([hit.candidate.article_id for hit in hits])
    known = {hit.candidate.article_id: hit.match for hit in hits}
    return {
        number: Read(article, known[number] or query.match(ArticleText(article)))
        for number, article in texts.items()
    }


def _is_match(decided: Hit) -> bool:
    return decided.match is None or decided.match.matched


class _Newest:
    """The newest `most` articles that may match. They are asked for as they are looked at, `first` and then each time
    twice as many: time is mostly up before all are."""

    def __init__(
        self,
        store: Store,
        condition: Condition,
        feeds: Mapping[int, Circumstances],
        bounds: Bounds,
        first: int,
        most: int,
    ) -> None:
        self._store, self._condition, self._feeds = store, condition, feeds
        self._bounds, self._first, self._most = bounds, first, most
        self.given = 0
        self.is_whole = False  # known as soon as all are given: there are no more

    def __iter__(self) -> Iterator[list[Candidate]]:
        bounds, number = self._bounds, self._first
        while self.given < self._most and not self.is_whole:
            number = min(number, self._most - self.given)
            found = self._store.candidates.find(self._condition, self._feeds, bounds, number + 1)
            some, self.is_whole = found[:number], len(found) <= number
            self.given += len(some)
            if some:
                yield some
                bounds = replace(bounds, older_than=Cursor(some[-1].dated_at, some[-1].article_id))
            number *= 2


def _decided(
    store: Store, query: Query, candidates: Iterable[Sequence[Candidate]], seconds: float, enough: int
) -> Iterator[Hit]:
    """Each candidate with what the matcher says, until time is up or enough are found."""
    until = 0.0
    for some in candidates:
        until = until or time.monotonic() + seconds  # of matching: to ask for the first does not count
        for start in range(0, len(some), _BATCH):
            batch = some[start : start + _BATCH]
            texts = store.candidates.articles([one.article_id for one in batch])
            for one in batch:
                article = texts.get(one.article_id)  # an article may go while one searches
                match = query.match(ArticleText(article)) if article else QueryMatch(False)
                yield Hit(one, match)
                enough -= match.matched
                if enough <= 0 or time.monotonic() > until:
                    return

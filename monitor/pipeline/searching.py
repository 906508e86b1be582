"""Searches the archive: the index says what may match, the matcher what does, for as long as one may wait."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from monitor.model import Article, Circumstances
from monitor.store import Store
from monitor.store.search.candidates import Bounds, Candidate
from monitor.topics.query import ArticleText, Query, QueryMatch
from monitor.topics.query.relevance import relevance
from monitor.topics.query.sieve import sieve

MOST = 5_000  # articles that a search counts: a page of results says more than the rest of them
SECONDS = 0.25  # of matching, after which a search says how far it came

_BATCH = 100  # articles read at once


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
    sifted = sieve(query.tree, query.concepts)
    feeds = store.feeds.circumstances() if origins is None else origins
    sure = sifted.exact and order is Order.TIME
    most = min(most, enough) if sure else most
    candidates = store.candidates.find(sifted.condition, feeds, bounds, most + 1)
    more = len(candidates) > most
    candidates = candidates[:most]
    decided = [] if sure else list(_decided(store, query, candidates, seconds, enough))
    hits = [Hit(one, None) for one in candidates] if sure else [hit for hit in decided if _is_match(hit)]
    looked = candidates if sure else [hit.candidate for hit in decided]
    if order is Order.RELEVANCE:  # a stable sort: of equals the newest comes first
        hits.sort(key=lambda hit: -relevance(hit.match) if hit.match else 0.0)
    return Found(
        hits=tuple(hits),
        looked=len(looked),
        whole=not more and len(looked) == len(candidates),
        last=looked[-1] if looked else None,
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


def _decided(
    store: Store, query: Query, candidates: Sequence[Candidate], seconds: float, enough: int
) -> Iterator[Hit]:
    """Each candidate with what the matcher says, until time is up or enough are found."""
    until = time.monotonic() + seconds
    for start in range(0, len(candidates), _BATCH):
        batch = candidates[start : start + _BATCH]
        texts = store.candidates.articles([one.article_id for one in batch])
        for one in batch:
            article = texts.get(one.article_id)  # an article may go while one searches
            match = query.match(ArticleText(article)) if article else QueryMatch(False)
            yield Hit(one, match)
            enough -= match.matched
            if enough <= 0 or time.monotonic() > until:
                return

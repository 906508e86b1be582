"""What is new in the searches that somebody keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.model import Circumstances, SavedSearch, Topic
from monitor.pipeline.searching import Found, search
from monitor.store import Store
from monitor.store.search.candidates import Bounds
from monitor.topics.query import QuerySyntaxError, parse_search
from monitor.topics.text import glossary

MOST_UNREAD = 99  # more is not counted
_SECONDS = 0.02  # of matching, for each search
_LOOKED_AT = 2_000  # articles, for each search


@dataclass(frozen=True, slots=True)
class Unread:
    """What a person has not seen of a search."""

    count: int
    more: bool  # there may be more than that
    fault: str = ""  # why the search can not be made; empty: it can


def unread(
    store: Store,
    kept: Sequence[SavedSearch],
    topics: Sequence[Topic],
    origins: Mapping[int, Circumstances] | None = None,
) -> Mapping[int, Unread]:
    """How many articles are new in each search, by its number, for the person whose list this is. `origins` says of
    each feed, by its id, what its articles are; None: the store is asked."""
    if not kept:
        return {}
    concepts = glossary.terms(topics)
    origins = store.feeds.circumstances() if origins is None else origins
    return {one.number: _unread(store, one, concepts, origins) for one in kept}


def results(store: Store, kept: SavedSearch, topics: Sequence[Topic], most: int) -> Found:
    """The newest articles that a kept search finds. Raises QuerySyntaxError: its concepts may be gone."""
    query = parse_search(kept.query, glossary.terms(topics))
    return search(store, query, Bounds(topic=kept.topic), enough=most)


def _unread(
    store: Store,
    one: SavedSearch,
    concepts: Mapping[str, Sequence[str]],
    origins: Mapping[int, Circumstances],
) -> Unread:
    try:
        query = parse_search(one.query, concepts)
    except QuerySyntaxError as error:
        return Unread(0, False, str(error))
    bounds = Bounds(topic=one.topic, above=one.seen_to)
    found = search(
        store,
        query,
        bounds,
        seconds=_SECONDS,
        most=_LOOKED_AT,
        enough=MOST_UNREAD + 1,
        origins=origins,
    )
    return Unread(min(len(found.hits), MOST_UNREAD), not found.whole or len(found.hits) > MOST_UNREAD)

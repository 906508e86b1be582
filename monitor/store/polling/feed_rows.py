"""Rows of the table of feeds as values."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.model import Feed, Lease, Polling
from monitor.store.tables import feeds

_FEED = tuple(field.name for field in dataclasses.fields(Feed))
_POLLING = tuple(field.name for field in dataclasses.fields(Polling))
_POLLING_FROM = 1 + len(_FEED)

# What the functions below read, in their order: select these, or return them from an update.
COLUMNS = tuple(feeds.c[name] for name in ("id", *_FEED, *_POLLING))


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the store holds it."""

    id: int
    feed: Feed
    polling: Polling


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """As much of a feed as lists offer to choose from."""

    id: int
    name: str
    is_polled: bool  # it has been, at least once


def feed_row(row: Sequence[Any]) -> FeedRow:
    return FeedRow(row[0], Feed(*row[1:_POLLING_FROM]), Polling(*row[_POLLING_FROM:]))


def lease_of(row: Sequence[Any], token: str, until: datetime) -> Lease:
    return Lease(row[0], token, until, Feed(*row[1:_POLLING_FROM]), Polling(*row[_POLLING_FROM:]))


def polling_values(polling: Polling) -> Mapping[str, Any]:
    """The columns that hold what polling has learnt."""
    return {name: getattr(polling, name) for name in _POLLING}

"""Slows down who tries too often. Kept in memory: a restart forgets it, each process counts for itself."""

from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

_KEYS = 10_000  # beyond this many the oldest are forgotten, so that memory stays bounded


class Throttle:
    """At most `limit` tries a key within any stretch of `within`."""

    def __init__(self, limit: int, within: timedelta) -> None:
        self._limit = limit
        self._within = within
        self._tries: dict[Hashable, deque[datetime]] = {}
        self._lock = Lock()

    def wait(self, key: Hashable, now: datetime) -> timedelta:
        """How long this key has to wait before its next try; zero: it may try now."""
        with self._lock:
            tries = self._tries.get(key)
            if not tries or len(tries) < self._limit:
                return timedelta(0)
            return max(timedelta(0), tries[0] + self._within - now)

    def count(self, key: Hashable, now: datetime) -> None:
        """Take note of a try."""
        with self._lock:
            tries = self._tries.pop(key, None) or deque(maxlen=self._limit)
            tries.append(now)
            self._tries[key] = tries  # put at the end: the order is by the latest try
            if len(self._tries) > _KEYS:
                del self._tries[next(iter(self._tries))]

    def forget(self, key: Hashable) -> None:
        with self._lock:
            self._tries.pop(key, None)

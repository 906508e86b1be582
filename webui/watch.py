"""What the desk warns of on its pages: feeds that want a look, topics gone quiet, a connection that is down; and the
languages that it offers, which change as seldom."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.feeds.health import health_of
from monitor.feeds.outage import down_since
from monitor.store import Store
from monitor.store.polling.feed_rows import FeedRow
from monitor.topics.measuring.quiet import Quiet, quiet

_VALID = 60.0  # seconds: every page asks, and little changes in a minute
_LOOKED_BACK = timedelta(weeks=26)  # for a topic's last article, and for what was usual before it


@dataclass(frozen=True, slots=True)
class Warnings:
    feeds: int  # that want a look
    outage: datetime | None  # since when the desk's own connection is down
    quiet: Mapping[str, Quiet]  # by topic; only those gone quiet


class Watch:
    """What pages show of this moment, looked up once a minute; pages that show all feeds look anew."""

    def __init__(self) -> None:
        self._found: tuple[float, Warnings] | None = None
        self._languages: tuple[float, Sequence[str]] | None = None

    def warnings(self, store: Store, now: datetime) -> Warnings:
        found = self._found
        if found is not None and time.monotonic() - found[0] < _VALID:
            return found[1]
        return self.look(store, store.feeds.all(), now)

    def languages(self, store: Store) -> Sequence[str]:
        """The languages of articles of late, the most frequent first: a minute old at most."""
        found = self._languages
        if found is None or time.monotonic() - found[0] >= _VALID:
            found = self._languages = (time.monotonic(), store.story_desk.languages())
        return found[1]

    def look(self, store: Store, rows: Sequence[FeedRow], now: datetime) -> Warnings:
        """The warnings by these rows, which are all feeds."""
        outage = down_since(((row.feed, row.polling) for row in rows), now)
        feeds = sum(health_of(row.feed, row.polling, now, outage).is_warning for row in rows)
        made = Warnings(feeds, outage, _quiet_topics(store, now))
        self._found = (time.monotonic(), made)
        return made


def _quiet_topics(store: Store, now: datetime) -> dict[str, Quiet]:
    by_topic = store.matches.by_day(now - _LOOKED_BACK)
    found = {topic: quiet(counts, now.date()) for topic, counts in by_topic.items()}
    return {topic: one for topic, one in found.items() if one is not None}

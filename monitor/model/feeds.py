"""Sources: as an admin sets them up, and as polling knows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model.reasons import Reason


class Rights(StrEnum):
    """How much of a source's text the desk may show; classifying and search always use all of it."""

    HEADLINE = "headline"  # the title and a link
    EXTRACT = "extract"  # and the first sentences
    FULL = "full"  # the whole text, to people who have signed in


@dataclass(frozen=True, slots=True)
class Feed:
    """A source as an admin sets it up."""

    url: str
    name: str
    site: str = ""
    language: str = ""  # ISO 639-1; empty: found out for each article
    country: str = ""  # ISO 3166-1 alpha-2
    kind: str = ""  # "trade press", "ministry", "wire" ...
    rights: Rights = Rights.EXTRACT
    full_text: bool = False  # read the pages that its items link to
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Hints:
    """How seldom a publisher asks to be polled. The default asks for nothing."""

    at_least: timedelta = timedelta(0)  # between two polls
    skip_hours: frozenset[int] = frozenset()  # of the day in UTC, 0 to 23; never all of them
    skip_days: frozenset[int] = frozenset()  # of the week in UTC, 0 is Monday; never all of them

    def joined(self, other: "Hints") -> "Hints":
        """What satisfies both: the longer wait, and what either skips, unless together that is everything."""
        hours, days = self.skip_hours | other.skip_hours, self.skip_days | other.skip_days
        return Hints(
            max(self.at_least, other.at_least),
            hours if len(hours) < 24 else frozenset(),
            days if len(days) < 7 else frozenset(),
        )


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a feed publishes, as learned. Counts are decayed to the moment `at`; without arrivals nothing changes."""

    began: float  # hours since 1970, since when its arrivals are known
    at: float
    level: float = 0.0  # arrivals, by the faster decay
    hours: tuple[float, ...] = (0.0,) * 24  # arrivals by hour of the day (UTC), by the slower decay
    weekend: float = 0.0  # arrivals on Saturdays and Sundays (UTC), by the slower decay
    recent: float = 0.0  # arrivals that may still draw others


@dataclass(frozen=True, slots=True)
class Redirect:
    """A permanent redirect that is being watched."""

    address: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Absence:
    """What a server says of a feed that it no longer has."""

    reason: Reason  # GONE or NOT_FOUND
    since: datetime


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Good answers in a row without a single item."""

    since: datetime
    polls: int  # counted up to monitor.feeds.habits.EMPTY_POLLS


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of how a feed behaves. The default: it was never polled."""

    rhythm: Rhythm | None = None  # None until the first good poll
    server: Hints = Hints()  # what the last good answer's headers asked
    feed: Hints = Hints()  # what the feed itself asked when it was last read
    redirect: Redirect | None = None
    absence: Absence | None = None
    empty: Emptiness | None = None
    # When its last new item came; after the first poll, its newest item's date.
    last_arrival: datetime | None = None
    damaged: str = ""  # what was wrong with the last body that could be read all the same

    @property
    def hints(self) -> Hints:
        """All that the publisher asks."""
        return self.server.joined(self.feed)


@dataclass(frozen=True, slots=True)
class Polling:
    """What polling has taught us about a feed, and when to come back."""

    next_poll_at: datetime
    last_polled_at: datetime | None = None
    last_good_at: datetime | None = None  # the last answer that was a feed, or a 304
    last_new_at: datetime | None = None  # the date of the newest article it ever brought
    failing_since: datetime | None = None
    failures: int = 0  # in a row
    reason: Reason | None = None
    detail: str = ""  # the particulars of the failure, for people
    etag: str = ""  # as received, byte for byte (latin-1)
    last_modified: str = ""
    body_hash: bytes = b""  # of the last body that was parsed
    known_items: bytes = b""  # its items' hashes, 16 bytes each; none where the feed must be parsed whole
    habits: Habits = Habits()


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to poll one feed until `until`; whoever holds the token may record the outcome."""

    feed_id: int
    token: str
    until: datetime
    feed: Feed
    polling: Polling

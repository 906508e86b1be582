"""The nouns of the product, as plain values.

Every stage takes and gives these; none of them knows a database, a clock or the network.
All datetimes are aware and in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why a poll brought nothing. The desk, the command line and the docs all read this one list."""

    REFUSED_ADDRESS = "refused-address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    RATE_LIMITED = "rate-limited"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    GONE = "gone"
    SERVER_ERROR = "server-error"
    HTTP_STATUS = "http-status"
    BAD_ANSWER = "bad-answer"
    NOT_A_FEED = "not-a-feed"
    BLOCKED = "blocked"
    PARSE_TIMEOUT = "parse-timeout"
    PARSE_CRASH = "parse-crash"

    @property
    def sentence(self) -> str:
        """What it means to somebody who reads it on the feeds page."""
        return _SENTENCES[self]


_SENTENCES: Mapping[Reason, str] = {
    Reason.REFUSED_ADDRESS: "the address is private or otherwise not allowed",
    Reason.DNS: "the host name does not resolve",
    Reason.CONNECT: "the server could not be reached",
    Reason.TLS: "the server's certificate or encryption was refused",
    Reason.TIMEOUT: "the server did not answer in time",
    Reason.TOO_LARGE: "the answer was larger than the limit",
    Reason.REDIRECTS: "the address redirects too often, in a loop or to a forbidden place",
    Reason.RATE_LIMITED: "the server asked us to come back later",
    Reason.FORBIDDEN: "the server refuses us",
    Reason.NOT_FOUND: "there is nothing at this address",
    Reason.GONE: "the publisher has withdrawn this feed for good",
    Reason.SERVER_ERROR: "the server failed",
    Reason.HTTP_STATUS: "the server answered with an unexpected status",
    Reason.BAD_ANSWER: "the server's answer broke off or was malformed",
    Reason.NOT_A_FEED: "what came back is not a feed",
    Reason.BLOCKED: "the site shows a check or login page in place of the feed",
    Reason.PARSE_TIMEOUT: "the feed took too long to read",
    Reason.PARSE_CRASH: "the feed could not be read",
}


# -- feeds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """A source as an admin sets it up."""

    url: str
    name: str
    site: str = ""
    language: str = ""  # ISO 639-1; empty: found out for each article
    country: str = ""  # ISO 3166-1 alpha-2
    kind: str = ""  # "trade press", "ministry", "wire" ...
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
class Habits:
    """What is known of how a feed behaves. The default: it was never polled."""

    rhythm: Rhythm | None = None  # None until the first good poll
    server: Hints = Hints()  # what the last good answer's headers asked
    feed: Hints = Hints()  # what the feed itself asked when it was last read
    redirect: Redirect | None = None
    absence: Absence | None = None

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


@dataclass(frozen=True, slots=True)
class FetchRequest:
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A 200 answer, decompressed."""

    url: str  # where the answer came from, after redirects
    body: bytes
    headers: Mapping[str, str]  # names in lower case
    moved_to: str = ""  # where permanent redirects lead to; empty: nowhere

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @property
    def last_modified(self) -> str:
        return self.headers.get("last-modified", "")


@dataclass(frozen=True, slots=True)
class NotModified:
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class FetchFailed:
    reason: Reason
    detail: str = ""
    retry_after: str = ""  # as the server wrote it: seconds or a date


FetchResult = Fetched | NotModified | FetchFailed


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed as it stands there: markup still in it, nothing cut yet."""

    id: str
    link: str
    title: str
    summary: str
    content: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    title: str
    site: str
    language: str
    entries: tuple[Entry, ...]
    damaged: str = ""  # what was wrong with a feed that could still be read


@dataclass(frozen=True, slots=True)
class NotAFeed:
    reason: Reason
    detail: str = ""


# -- articles ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news as plain text, wherever it appeared."""

    key: str  # what makes it the same article: its canonical address, else its feed and entry id
    entry_id: str  # its name in the feed that brought it
    url: str  # where to read the original; empty where the feed gave no usable link
    title: str
    summary: str
    content: str
    author: str
    language: str
    published: datetime | None
    first_seen: datetime
    content_hash: bytes  # of title, summary and content: an edit changes it

    @property
    def dated_at(self) -> datetime:
        """Where it stands in time: as published, but an article from the future counts from its arrival."""
        return min(self.published or self.first_seen, self.first_seen)

    def text(self, name: str) -> str:
        """The text of one of FIELDS."""
        texts = {"title": self.title, "summary": self.summary, "content": self.content}
        return texts[name]


FIELDS = ("title", "summary", "content")  # where evidence may lie, in reading order


@dataclass(frozen=True, slots=True)
class Sorted:
    """The articles of one poll, by what the store holds of them."""

    new: tuple[Article, ...] = ()
    changed: tuple[Article, ...] = ()  # the same entry, with another text
    elsewhere: tuple[Article, ...] = ()  # held already, brought by another feed
    known: int = 0


# -- topics --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of an article's text that speaks for a topic."""

    field: str  # one of FIELDS
    start: int  # in characters
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """What the classifier says of one article and one topic."""

    topic: str  # its slug
    score: float  # 0 to 1, calibrated
    matched: bool
    evidence: tuple[Evidence, ...] = ()
    version: str = ""  # of the model and topic files that said so


@dataclass(frozen=True, slots=True)
class Example:
    title: str
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that the desk follows."""

    slug: str
    name: str
    definition: str
    concepts: Mapping[str, Mapping[str, tuple[str, ...]]]  # concept -> language -> terms
    matches: tuple[Example, ...] = ()
    near_misses: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Classified:
    article: Article
    matches: tuple[Match, ...]  # of every topic, carried or not
    version: str = ""  # of the classifier


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """All that one poll changes; the store applies it in one transaction."""

    polling: Polling
    new: tuple[Classified, ...] = ()
    changed: tuple[Classified, ...] = ()
    elsewhere: tuple[Article, ...] = ()


# -- digests -------------------------------------------------------------------------------------


class SubscriptionState(StrEnum):
    PENDING = "pending"  # signed up, not confirmed: nothing is mailed
    ACTIVE = "active"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Subscription:
    id: int
    email: str
    topics: tuple[str, ...]
    hour: int  # of the day at which the digest leaves, in `zone`
    zone: str  # IANA name
    state: SubscriptionState
    created_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of time that one digest covers: after `start`, up to and including `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DigestItem:
    """An article as a digest shows it."""

    article_id: int
    title: str
    url: str
    outlet: str
    language: str
    published: datetime | None
    first_seen: datetime
    excerpt: str
    match: Match


class DeliveryState(StrEnum):
    QUEUED = "queued"  # written before anything is sent
    SENDING = "sending"  # the server accepted the recipient; the text is about to go out
    SENT = "sent"
    FAILED = "failed"  # refused for good
    UNKNOWN = "unknown"  # cut off between text and answer: never sent again by itself


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one recipient."""

    id: int
    recipient: str
    message_id: str
    message: bytes  # RFC 5322, as it will be sent
    state: DeliveryState
    attempts: int = 0


# -- people --------------------------------------------------------------------------------------


class Role(StrEnum):
    READER = "reader"  # reads the desk
    EDITOR = "editor"  # decides on what it shows
    ADMIN = "admin"  # sets up feeds, topics and people

    def may(self, needed: "Role") -> bool:
        """Whether this role includes `needed`: an admin may all that an editor may, and so on."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    id: int
    name: str
    role: Role
    zone: str  # IANA name: the times of the desk are shown in it

"""What is asked of a server, what it answers, and what stands in a feed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from monitor.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class FetchRequest:
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None  # is sent by POST, and no redirect followed
    body: bytes | None = None  # likewise, as it is: a header says of what type
    person_waits: bool = False  # for the answer: it need not keep the gap after the last request to its host

    @property
    def is_post(self) -> bool:
        return self.form is not None or self.body is not None


@dataclass(frozen=True)
class Fetched:
    """A 200 answer, to a POST any that says success, decompressed."""

    url: str  # where the answer came from, after redirects
    body: bytes
    headers: Mapping[str, str]  # names in lower case
    moved_to: str = ""  # where permanent redirects lead to; empty: nowhere

    @property
    def etag(self) -> str:
        return self.headers.get("etag", "")

    @cached_property
    def body_hash(self) -> bytes:
        """What tells whether a server that ignores validators sent the same body again (16 bytes)."""
        return hashlib.blake2b(self.body, digest_size=16).digest()

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
    """One item of a feed: markup still in it, but no field longer than monitor.feeds.limits allows."""

    id: str
    link: str
    title: str
    summary: str
    content: str = ""
    author: str = ""
    categories: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    image: str = ""  # address of the picture that the feed gives for it
    language: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    title: str
    site: str
    language: str
    entries: tuple[Entry, ...]
    damaged: str = ""  # what was wrong with a feed that could still be read
    hub: str = ""  # who pushes it (WebSub), as it stands there
    self_link: str = ""  # its own address, as it stands there


@dataclass(frozen=True, slots=True)
class NotAFeed:
    reason: Reason
    detail: str = ""

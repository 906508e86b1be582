"""Try a feed before it is added: what it holds now, what of it the desk has already, and which topics it carries."""

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from monitor.articles.build import from_entries
from monitor.articles.full_text import extract
from monitor.configuration.codes import LANGUAGES, countries
from monitor.configuration.feed_address import is_sound_address, same_feed_key
from monitor.feeds.parse import parse
from monitor.feeds.request import ACCEPT, PAGE_ACCEPT
from monitor.model import (
    Article,
    Classified,
    Feed,
    Fetched,
    FetchFailed,
    FetchRequest,
    NotAFeed,
    NoText,
    PageText,
    Reason,
)
from monitor.pipeline.lookups import Tools
from monitor.pipeline.workers import WorkerDied, WorkerTimeout
from monitor.store import Store
from monitor.store.polling.feed_rows import FeedRow

Failure = FetchFailed | NotAFeed

JUDGED = 100  # items

_NAME = 200  # characters, as in monitor.configuration.feed_fields
_MOSTLY = 0.8  # of a feed's items in one language make that the feed's
_UNASKED = FetchFailed(Reason.HTTP_STATUS, "HTTP 304 to a request without conditions")
_FORMATS: Final = (
    ("RDF", re.compile(rb"<(?:\w+:)?RDF[\s>]")),
    ("RSS", re.compile(rb"<(?:\w+:)?rss[\s>]", re.IGNORECASE)),
    ("Atom", re.compile(rb"<(?:\w+:)?feed[\s>]", re.IGNORECASE)),
    ("JSON Feed", re.compile(rb"\A\s*\{")),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A feed as it is now. Nothing of it is stored."""

    url: str  # as it was asked for
    found_at: str  # where the answer came from
    format: str  # RSS, RDF, Atom or JSON Feed
    title: str
    site: str
    language: str  # that nearly all of its items are in; empty: several
    articles: list[Article]  # in the feed's order
    damaged: str  # what was wrong with it, though it could be read
    moved_to: str = ""  # where permanent redirects lead to; empty: nowhere

    @property
    def newest(self) -> datetime | None:
        return max((article.published for article in self.articles if article.published), default=None)

    @property
    def undated(self) -> int:
        return sum(article.published is None for article in self.articles)

    def as_feed(self) -> Feed:
        """The feed to add, as far as the trial can tell."""
        url = self.moved_to or self.url
        name = "".join(letter if letter.isprintable() else " " for letter in self.title).strip()
        return Feed(
            url,
            name[:_NAME].strip() or urlsplit(url).hostname or url,
            site=self.site if is_sound_address(self.site) else "",
            language=self.language,
            country=_country(url),
        )


@dataclass(frozen=True, slots=True)
class Overlap:
    """What of a tried feed the desk has already."""

    twin: FeedRow | None  # the feed that has this address
    held: int  # of its items
    carriers: tuple[tuple[FeedRow, int], ...]  # the feeds that brought those, with their numbers, most first


@dataclass(frozen=True, slots=True)
class Report:
    """All that is said of a feed before it is added."""

    trial: Trial
    overlap: Overlap
    judged: Sequence[Classified] | None  # its first items; None while the topics are still being learnt


async def report_on(tools: Tools, url: str, now: datetime) -> Report | Failure:
    """Fetch and read a feed, compare it with what the desk holds, and judge its items by the desk's topics."""
    trial = await try_feed(tools, url, now)
    return await report_of(tools, trial) if isinstance(trial, Trial) else trial


async def report_of(tools: Tools, trial: Trial) -> Report:
    """The same of a feed that has been fetched and read."""
    overlap = await asyncio.to_thread(overlap_of, tools.store, trial)
    first = trial.articles[:JUDGED]
    return Report(
        trial, overlap, await tools.classifier.classify(first) if tools.classifier.version else None
    )


async def read_page(tools: Tools, url: str, title: str) -> PageText | NoText:
    """What an article's page gives, as the desk would read it for a feed with full text; or why there is none."""
    answer = await tools.fetcher.fetch(FetchRequest(url, {"Accept": PAGE_ACCEPT}, person_waits=True))
    if not isinstance(answer, Fetched):
        failed = answer if isinstance(answer, FetchFailed) else _UNASKED
        return NoText(failed.reason, failed.detail)
    try:
        return await tools.workers.run(extract, answer, title)
    except WorkerTimeout as error:
        return NoText(Reason.PARSE_TIMEOUT, str(error))
    except WorkerDied as error:
        return NoText(Reason.PARSE_CRASH, str(error))


async def try_feed(tools: Tools, url: str, now: datetime) -> Trial | Failure:
    """The feed at an address, or why there is none."""
    answer = await tools.fetcher.fetch(FetchRequest(url, {"Accept": ACCEPT}, person_waits=True))
    match answer:
        case Fetched():
            return await read_feed(tools, url, answer, now)
        case FetchFailed():
            return answer
        case _:
            return _UNASKED


async def read_feed(tools: Tools, url: str, fetched: Fetched, now: datetime) -> Trial | NotAFeed:
    """The feed in an answer; read in a worker process."""
    try:
        return await tools.workers.run(trial_of, url, fetched, now)
    except WorkerTimeout as error:
        return NotAFeed(Reason.PARSE_TIMEOUT, str(error))
    except WorkerDied as error:
        return NotAFeed(Reason.PARSE_CRASH, str(error))


def trial_of(url: str, fetched: Fetched, now: datetime) -> Trial | NotAFeed:
    """The feed in an answer to a request for `url`."""
    parsed = parse(fetched)
    if isinstance(parsed, NotAFeed):
        return parsed
    articles = from_entries(parsed, Feed(url, parsed.title), now)
    head = fetched.body[:10_000]
    return Trial(
        url=url,
        found_at=fetched.url,
        format=next((name for name, sign in _FORMATS if sign.search(head)), ""),
        title=parsed.title,
        site=parsed.site,
        language=_language(articles),
        articles=articles,
        damaged=parsed.damaged,
        moved_to=fetched.moved_to,
    )


def overlap_of(store: Store, trial: Trial) -> Overlap:
    """What the desk has of a tried feed: the feed itself under any spelling, and its items from any feed."""
    rows = store.feeds.all()
    keys = {same_feed_key(address) for address in (trial.url, trial.found_at)}
    twin = next((row for row in rows if same_feed_key(row.feed.url) in keys), None)
    held = store.arrivals.held([article.key for article in trial.articles])
    carriers = [(row, held.by_feed[row.id]) for row in rows if row.id in held.by_feed]
    carriers.sort(key=lambda carrier: -carrier[1])
    return Overlap(twin, held.articles, tuple(carriers))


def _language(articles: Sequence[Article]) -> str:
    """What an admin would write: the language of nearly all items, or none."""
    counted = Counter(article.language for article in articles if article.language in LANGUAGES)
    (language, number), *_ = counted.most_common(1) or [("", 0)]
    return language if number >= _MOSTLY * len(articles) else ""


def _country(url: str) -> str:
    """The country of a host under a country's own domain, except those that are sold to everybody."""
    ending = (urlsplit(url).hostname or "").rpartition(".")[2].upper().replace("UK", "GB")
    sold = {"AI", "AM", "CC", "CO", "FM", "GG", "IO", "LY", "ME", "SH", "SO", "TO", "TV", "WS"}
    return ending if ending in countries() - sold else ""

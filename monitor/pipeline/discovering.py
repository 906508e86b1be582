"""Find the feeds of any address that somebody types: a feed itself, a page that names some, a site's front page."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.feeds.discovery import (
    Candidate,
    Origin,
    distinct,
    named_by_page,
    promised_by_kind,
    typed_address,
    usual_places,
)
from monitor.feeds.request import PAGE_ACCEPT
from monitor.model import Fetched, FetchFailed, FetchRequest, NotModified, Reason
from monitor.pipeline.lookups import Tools
from monitor.pipeline.trying import Failure, Trial, read_feed, try_feed
from monitor.pipeline.workers import WorkerDied, WorkerTimeout

REQUESTS = 8  # at most, one after the other, for one question
PATIENCE = 30.0  # seconds; what was found by then is the answer

_WORTH_HTTP = frozenset({Reason.CONNECT, Reason.TLS})  # an old site may have no https
_UNWELCOME = frozenset({Reason.RATE_LIMITED, Reason.BLOCKED})  # another request would only do harm

_REMEDIES: Mapping[Reason, str] = {
    Reason.REFUSED_ADDRESS: "whoever runs the desk can allow single hosts (polling.allowed_hosts)",
    Reason.DNS: "check how it is spelled",
    Reason.NOT_FOUND: "check the address",
    Reason.FORBIDDEN: "ask the publisher to let the desk read the feed",
    Reason.BLOCKED: "ask the publisher to let the desk read the feed",
    Reason.NOT_A_FEED: "ask the publisher, or give the feed's own address",
    Reason.TIMEOUT: "try again later",
    Reason.RATE_LIMITED: "try again in an hour",
}


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at an address."""

    url: str
    feeds: tuple[tuple[Candidate, Trial], ...] = ()
    untried: tuple[Candidate, ...] = ()  # no request or no time was left for them
    failure: Failure | None = None  # why there is none, if so


async def discover(tools: Tools, typed: str, now: datetime) -> Discovery:
    """The feeds at an address, with or without scheme; each has been fetched and read.

    What a page names is tried first, then what its kind of site promises; where that brings nothing, the usual places.
    """
    search = _Search(tools, now)
    url, answer = await _page(tools, typed)
    if isinstance(answer, FetchFailed):
        if answer.reason not in _UNWELCOME:
            await search.through(promised_by_kind(url))
        return search.found(url, answer)
    found = await read_feed(tools, url, answer, now)
    if isinstance(found, Trial):
        return Discovery(url, ((Candidate(url, Origin.GIVEN, found.title), found),))
    await search.through(distinct([*await _named(tools, answer), *promised_by_kind(answer.url)]))
    if not search.feeds and not search.untried and found.reason not in _UNWELCOME:
        await search.through(usual_places(answer.url), only_one=True)
    return search.found(answer.url, found)


def failure_sentence(failure: Failure) -> str:
    """Why there is no feed, and what to do, for people."""
    if failure.reason is Reason.NOT_A_FEED and failure.detail == "an HTML page":
        said = "this page names no feed"
    else:
        said = failure.reason.sentence + (f" ({failure.detail})" if failure.detail else "")
    remedy = _REMEDIES.get(failure.reason)
    return said[0].upper() + said[1:] + (f": {remedy}." if remedy else ".")


async def _page(tools: Tools, typed: str) -> tuple[str, Fetched | FetchFailed]:
    """What is at the address, over plain http where no scheme was typed and https leads nowhere."""
    url = typed_address(typed)
    answer = await _fetch(tools, url)
    if isinstance(answer, FetchFailed) and answer.reason in _WORTH_HTTP and "://" not in typed:
        url = url.replace("https://", "http://", 1)
        answer = await _fetch(tools, url)
    return url, answer


async def _fetch(tools: Tools, url: str) -> Fetched | FetchFailed:
    answer = await tools.fetcher.fetch(FetchRequest(url, {"Accept": PAGE_ACCEPT}, person_waits=True))
    return FetchFailed(Reason.HTTP_STATUS, "HTTP 304") if isinstance(answer, NotModified) else answer


async def _named(tools: Tools, page: Fetched) -> list[Candidate]:
    """What the page names; nothing where it can't be read within the limits."""
    try:
        return await tools.workers.run(named_by_page, page.body, page.url)
    except (WorkerTimeout, WorkerDied):
        return []


class _Search:
    """Tries candidates until requests or time are used up."""

    def __init__(self, tools: Tools, now: datetime) -> None:
        self._tools = tools
        self._now = now
        self._until = asyncio.get_running_loop().time() + PATIENCE
        self._left = REQUESTS - 1  # the page was the first
        self.feeds: list[tuple[Candidate, Trial]] = []
        self.untried: list[Candidate] = []

    async def through(self, candidates: Iterable[Candidate], only_one: bool = False) -> None:
        for candidate in candidates:
            if self._left > 0 and not (only_one and self.feeds):
                await self._try(candidate)
            elif not only_one:
                self.untried.append(candidate)

    async def _try(self, candidate: Candidate) -> None:
        self._left -= 1
        try:
            async with asyncio.timeout_at(self._until):
                found = await try_feed(self._tools, candidate.url, self._now)
        except TimeoutError:
            self._left = 0
            self.untried.append(candidate)
            return
        if isinstance(found, Trial):
            self._keep(candidate, found)
        elif found.reason in _UNWELCOME:
            self._left = 0

    def _keep(self, candidate: Candidate, trial: Trial) -> None:
        """Add a feed, unless another address led to the same."""
        if trial.found_at not in {kept.found_at for _, kept in self.feeds}:
            self.feeds.append((candidate, trial))

    def found(self, url: str, failure: Failure) -> Discovery:
        nothing = not self.feeds and not self.untried
        return Discovery(url, tuple(self.feeds), tuple(self.untried), failure if nothing else None)

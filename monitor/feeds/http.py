"""Fetch one address: the only place that speaks HTTP to anybody outside."""

import asyncio
import logging
import ssl
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import ceil
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from monitor import clock
from monitor.feeds.budget import HOST_GAP
from monitor.feeds.failures import by_exception, by_status
from monitor.feeds.guard import Guard, host_of
from monitor.feeds.moves import Hop, permanent_address
from monitor.feeds.schedule import told_to_wait
from monitor.feeds.turns import Turn, Turns
from monitor.model import Fetched, FetchFailed, FetchRequest, FetchResult, NotModified, Reason
from monitor.settings import PollingSettings

_REDIRECTS = 5
_FOLLOWED = frozenset({301, 302, 303, 307, 308})
_KEEP_OPEN = 2.0  # seconds: for redirects and quick successions; an idle TLS connection holds half a megabyte
_LONGEST_HEADER = 32 * 1024  # bytes; news sites send Content-Security-Policy headers of over 8 kB
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NO_TIME = 0.001  # seconds; to aiohttp none at all would mean for ever
_VALIDATOR_LIMIT = 2_000  # characters; longer ones are dropped, never cut
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
_USEFUL = ("content-type", "content-location", "etag", "last-modified", "cache-control", "expires", "date")

_log = logging.getLogger(__name__)


class Fetcher:
    """Fetches with one guard, one set of limits, one session and one TLS context; one request a host at a time."""

    def __init__(
        self, settings: PollingSettings, user_agent: str, clock: Callable[[], datetime] = clock.now
    ) -> None:
        self._settings = settings
        self._user_agent = user_agent
        self._clock = clock
        self._guard = Guard(settings)
        self._turns = Turns()
        self._quiet: dict[str, datetime] = {}  # hosts that told us to stay away, until when

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(
            limit=0,  # whoever asks decides how much at a time
            keepalive_timeout=_KEEP_OPEN,
            ssl=ssl.create_default_context(),
            socket_factory=self._guard.socket,
            use_dns_cache=False,  # a host is asked again only after a gap, and then resolved anew
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent},
            trust_env=False,  # through a proxy the guard would see the proxy's address only
            max_field_size=_LONGEST_HEADER,
        )
        if self._settings.allowed_hosts:
            opened = ", ".join(sorted(self._settings.allowed_hosts))
            _log.warning("Private addresses are open to these hosts: %s", opened)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    @property
    def in_line(self) -> int:
        """How many requests wait for their turn at a host, all hosts together."""
        return self._turns.in_line

    async def fetch(self, request: FetchRequest) -> FetchResult:
        """The answer to a request; every failure is a value, with its reason. Never raises for what a server does."""
        try:
            return await self._follow(request)
        except (TimeoutError, aiohttp.ServerTimeoutError):
            return FetchFailed(Reason.TIMEOUT, f"{self._settings.timeout_seconds} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return by_exception(error)

    async def _follow(self, request: FetchRequest) -> FetchResult:
        """The answer at the end of the redirects; each host on the way is asked in its own turn."""
        url, hops, seconds = URL(request.url), list[Hop](), float(self._settings.timeout_seconds)
        while True:
            async with self._turn(host_of(url), request):
                until = _loop_time() + seconds  # the time in line was not the server's
                answer = await self._ask_host(url, request, hops, until)
                seconds = until - _loop_time()
            match answer:
                case URL():
                    url = answer
                case Fetched() | NotModified() if hops:
                    return replace(answer, moved_to=permanent_address(request.url, hops))
                case _:
                    return answer

    def _turn(self, host: str, request: FetchRequest) -> Turn:
        unspaced = request.person_waits or self._guard.has_opened(host)
        return self._turns.of(host, 0 if unspaced else HOST_GAP.total_seconds())

    async def _ask_host(
        self, url: URL, request: FetchRequest, hops: list[Hop], until: float
    ) -> FetchResult | URL:
        """The answer of one host, whose own redirects are followed, or the address at another host that it names."""
        host = host_of(url)
        while host_of(url) == host:
            answer = self._guard.refusal(url) or self._peace(host) or await self._ask(url, request, until)
            if not isinstance(answer, tuple):
                return answer
            hops.append(answer)
            if len(hops) > _REDIRECTS:
                return FetchFailed(Reason.REDIRECTS, f"more than {_REDIRECTS}")
            url = url.join(URL(answer[1]))
        return url

    def _peace(self, host: str) -> FetchFailed | None:
        """The refusal that a host gave to others, while it holds: who was in line behind them need not hear it too."""
        left = self._quiet.get(host, _LONG_AGO) - self._clock()
        if left <= timedelta(0):
            return None
        return FetchFailed(
            Reason.RATE_LIMITED, "it said so to another request", str(ceil(left.total_seconds()))
        )

    async def _ask(self, url: URL, request: FetchRequest, until: float) -> FetchResult | Hop:
        """The result of one request, or how and where the server sends us on."""
        posting = request.is_post
        async with self._session.request(
            "POST" if posting else "GET",
            url,
            headers=request.headers,
            data=request.form or request.body,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=max(until - _loop_time(), _NO_TIME)),
        ) as answer:
            status = answer.status
            if status == 304 and _CONDITIONS & request.headers.keys():
                return NotModified(_useful(answer.headers))
            if status == 200 or (posting and 200 <= status < 300):
                return await self._read(answer)
            if status in _FOLLOWED and "Location" in answer.headers and not posting:
                return status, answer.headers["Location"]
            failure = by_status(status, answer.headers.get("Retry-After", ""))
            if wait := told_to_wait(failure, self._clock()):
                self._quiet[host_of(url)] = self._clock() + wait
            return failure

    async def _read(self, answer: aiohttp.ClientResponse) -> Fetched | FetchFailed:
        chunks, size = list[bytes](), 0
        while chunk := await answer.content.readany():
            chunks.append(chunk)
            size += len(chunk)
            if size > self._settings.max_bytes:
                return FetchFailed(Reason.TOO_LARGE, f"over {self._settings.max_bytes:,} bytes")
        return Fetched(str(answer.url), b"".join(chunks), _useful(answer.headers))


def _useful(headers: CIMultiDictProxy[str]) -> Mapping[str, str]:
    """The headers that later stages read. A validator that cannot go back byte for byte is dropped."""
    found = {name: headers[name] for name in _USEFUL if name in headers}
    for name in ("etag", "last-modified"):
        value = found.get(name, "")
        if not (value.isascii() and value.isprintable() and len(value) <= _VALIDATOR_LIMIT):
            del found[name]
    if "link" in headers:
        found["link"] = ", ".join(headers.getall("link"))  # RFC 9110 5.3
    return found


def _loop_time() -> float:
    return asyncio.get_running_loop().time()

"""Fetch one address: the only place that speaks HTTP to publishers."""

import asyncio
import logging
import socket
import ssl
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

from monitor.feeds.address import is_public
from monitor.feeds.budget import HOST_GAP
from monitor.feeds.moves import Hop, permanent_address
from monitor.feeds.turns import Turns
from monitor.model import Fetched, FetchFailed, FetchRequest, FetchResult, NotModified, Reason
from monitor.settings import PollingSettings

_REDIRECTS = 5
_FOLLOWED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_VALIDATOR_LIMIT = 2_000  # characters; longer ones are dropped, never cut

_BY_STATUS: Mapping[int, Reason] = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.RATE_LIMITED,
    451: Reason.FORBIDDEN,
}

_log = logging.getLogger(__name__)


class RefusedAddress(OSError):
    """A name led to an address that feeds may not send us to."""


class Fetcher:
    """Fetches with one guard, one set of limits and one TLS context; at most one request a host at a time."""

    def __init__(self, settings: PollingSettings, user_agent: str) -> None:
        self._settings = settings
        self._user_agent = user_agent
        self._allowed = frozenset(settings.allowed_hosts)
        self._sessions: dict[bool, aiohttp.ClientSession] = {}
        self._turns = Turns()

    async def __aenter__(self) -> Self:
        tls = ssl.create_default_context()
        for guarded in (True, False):
            connector = aiohttp.TCPConnector(
                limit=self._settings.concurrency,
                limit_per_host=1,
                ssl=tls,
                socket_factory=_guarded_socket if guarded else None,
                force_close=True,  # idle TLS connections cost memory, and a host is asked again only much later
            )
            self._sessions[guarded] = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self._user_agent},
                timeout=aiohttp.ClientTimeout(total=self._settings.timeout_seconds),
                trust_env=False,  # through a proxy the guard would see the proxy's address only
            )
        if self._allowed:
            _log.warning("Private addresses are open to these hosts: %s", ", ".join(sorted(self._allowed)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._sessions.values():
            await session.close()

    async def fetch(self, request: FetchRequest) -> FetchResult:
        """The answer to a request; every failure is a value, with its reason. Never raises for what a server does."""
        host = _host(request.url)
        gap = 0 if host in self._allowed else HOST_GAP.total_seconds()
        async with self._turns.of(host, gap):  # the time in line is not the server's
            return await self._fetch(request)

    async def _fetch(self, request: FetchRequest) -> FetchResult:
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                return await self._follow(request)
        except (TimeoutError, aiohttp.ServerTimeoutError):
            return FetchFailed(Reason.TIMEOUT, f"{self._settings.timeout_seconds} s")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return _failure(error)

    async def _follow(self, request: FetchRequest) -> FetchResult:
        url = request.url
        hops: list[Hop] = []
        for _ in range(_REDIRECTS + 1):
            refusal = self._refusal(url)
            if refusal is not None:
                return refusal
            answer = await self._ask(url, request.headers)
            match answer:
                case Fetched() | NotModified():
                    return replace(answer, moved_to=permanent_address(request.url, hops))
                case FetchFailed():
                    return answer
                case _:
                    hops.append(answer)
                    url = urljoin(url, answer[1])
        return FetchFailed(Reason.REDIRECTS, f"more than {_REDIRECTS}")

    async def _ask(self, url: str, headers: Mapping[str, str]) -> FetchResult | Hop:
        """The result of one request, or how and where the server sends us on."""
        session = self._sessions[self._is_guarded(url)]
        async with session.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status in _FOLLOWED and "Location" in answer.headers:
                return answer.status, answer.headers["Location"]
            if answer.status == 304:
                return NotModified(_useful_headers(answer.headers))
            if answer.status != 200:
                return _refused_by_status(answer)
            body = bytearray()
            async for chunk in answer.content.iter_chunked(_CHUNK):
                body += chunk
                if len(body) > self._settings.max_bytes:
                    return FetchFailed(Reason.TOO_LARGE, f"over {self._settings.max_bytes:,} bytes")
            return Fetched(str(answer.url), bytes(body), _useful_headers(answer.headers))

    def _is_guarded(self, url: str) -> bool:
        return _host(url) not in self._allowed

    def _refusal(self, url: str) -> FetchFailed | None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return FetchFailed(Reason.REDIRECTS, f"to a {parts.scheme or 'bare'} address")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if self._is_guarded(url) and port not in self._settings.allowed_ports:
            return FetchFailed(Reason.REFUSED_ADDRESS, f"port {port}")
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _guarded_socket(address_info: aiohttp.AddrInfoType) -> socket.socket:
    """A socket for exactly the address that will be connected, whatever its name resolved to before."""
    family, kind, protocol, _, address = address_info
    if not is_public(str(address[0])):
        # One sentence for every address: where a name has several, equal errors are raised as they are,
        # different ones as a bare OSError that no longer tells what happened.
        raise RefusedAddress("not a public address")
    return socket.socket(family=family, type=kind, proto=protocol)


def _refused_by_status(answer: aiohttp.ClientResponse) -> FetchFailed:
    status, retry_after = answer.status, answer.headers.get("Retry-After", "")
    if status >= 500:
        reason = Reason.RATE_LIMITED if status == 503 and retry_after else Reason.SERVER_ERROR
    else:
        reason = _BY_STATUS.get(status, Reason.HTTP_STATUS)
    return FetchFailed(reason, f"HTTP {status}", retry_after[:100])


def _failure(error: Exception) -> FetchFailed:
    """The reason behind an exception of the network or of aiohttp."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return FetchFailed(Reason.DNS)
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        return FetchFailed(Reason.TLS, _words(error))
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, RefusedAddress):
            return FetchFailed(Reason.REFUSED_ADDRESS, str(error.os_error))
        return FetchFailed(Reason.CONNECT, error.os_error.strerror or "")
    if isinstance(error, RefusedAddress):
        return FetchFailed(Reason.REFUSED_ADDRESS, str(error))
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return FetchFailed(Reason.REFUSED_ADDRESS, "not a usable web address")
    if isinstance(error, aiohttp.ClientOSError | ConnectionError) and not isinstance(
        error, aiohttp.ClientPayloadError
    ):
        return FetchFailed(Reason.CONNECT, _words(error))
    return FetchFailed(Reason.BAD_ANSWER, _words(error))


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _useful_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that later stages read. A validator that cannot go back byte for byte is dropped."""
    wanted = ("content-type", "content-location", "etag", "last-modified", "cache-control", "expires", "date")
    found = {name: headers[name] for name in wanted if name in headers}
    for name in ("etag", "last-modified"):
        value = found.get(name, "")
        if not (value.isascii() and value.isprintable() and len(value) <= _VALIDATOR_LIMIT):
            del found[name]
    return found

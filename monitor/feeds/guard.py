"""The guard: no publisher, page or redirect sends us to an address that is not the public internet's."""

import socket
from contextvars import ContextVar

import aiohttp
from yarl import URL

from monitor.feeds.address import is_public
from monitor.model import FetchFailed, Reason
from monitor.settings import PollingSettings

# The host that the request under way is for. A socket is made in the context of the request that asked for it; one
# that came from anywhere else would find no host here, and so be guarded.
_asked: ContextVar[str] = ContextVar("asked", default="")


class RefusedAddress(OSError):
    """A name led to an address that feeds may not send us to."""


class Guard:
    """Looks at each address on the way before it is asked, and at each socket before it connects."""

    def __init__(self, settings: PollingSettings) -> None:
        self._opened = frozenset(settings.allowed_hosts)
        self._ports = frozenset(settings.allowed_ports)

    def has_opened(self, host: str) -> bool:
        """Whether the operator lets us ask this host though it be private, and at any port."""
        return host in self._opened

    def refusal(self, url: URL) -> FetchFailed | None:
        """Why an address is refused for what it says itself; None: the sockets made next may be for its host."""
        host = host_of(url)
        if url.scheme not in ("http", "https"):
            return FetchFailed(Reason.REDIRECTS, f"to a {url.scheme or 'bare'} address")
        if not host:
            return FetchFailed(Reason.REFUSED_ADDRESS, "not a usable web address")
        if url.port not in self._ports and not self.has_opened(host):
            return FetchFailed(Reason.REFUSED_ADDRESS, f"port {url.port}")
        _asked.set(host)
        return None

    def socket(self, address_info: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for exactly the address that will be connected, whatever its name resolved to before."""
        family, kind, protocol, _, address = address_info
        if not self.has_opened(_asked.get()) and not is_public(str(address[0])):
            # One sentence for every address: where a name has several, equal errors are raised as they are,
            # different ones as a bare OSError that no longer tells what happened.
            raise RefusedAddress("not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)


def host_of(url: URL) -> str:
    """The host that is asked, in lower case and as DNS spells it; empty where there is none."""
    return (url.raw_host or "").rstrip(".")

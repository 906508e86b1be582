"""Which addresses may be saved as a feed's: what can be told from the address alone is told at once. Pure.

Where a name leads is known only when it is asked, and the guard looks at that each time (monitor.feeds.guard).
"""

import ipaddress
import socket
import unicodedata
from urllib.parse import urlsplit

from monitor.configuration.problems import Problem
from monitor.feeds.address import is_public
from monitor.settings import PollingSettings


def refusal_to_save(url: str, polling: PollingSettings, where: str = "url") -> Problem | None:
    """Why a sound web address would never be polled, to be reported at `where`; None: it may be saved."""
    parts = urlsplit(url)
    host = unicodedata.normalize("NFKC", parts.hostname or "").rstrip(".")
    if host in polling.allowed_hosts:
        return None
    if _is_private(host):
        remedy = "have its host added to polling.allowed_hosts"
        return Problem(where, "is a private address, which is never polled", remedy)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if port not in polling.allowed_ports:
        return Problem(
            where, f"is at port {port}, which is not open", "have it added to polling.allowed_ports"
        )
    return None


def _is_private(host: str) -> bool:
    """Whether a host is this machine's own name, or an address in any spelling that is not the public internet's."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_public(host)
    except ValueError:
        pass
    try:
        return not is_public(str(ipaddress.IPv4Address(socket.inet_aton(host))))  # 127.1, 0x7f.1, 2130706433
    except (OSError, UnicodeEncodeError):
        return False

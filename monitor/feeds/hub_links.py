"""Which hub pushes a feed, as the feed itself and the headers of its answer say (WebSub, section 4). Pure."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from monitor.feeds.address import is_public
from monitor.model import Fetched, HubLink

_LONGEST = 2_000  # characters of an address
_HEADER = 8_000  # characters of a Link header that are read
_PARAMETER = r'\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?'
_LINK = re.compile(rf"<([^<>]*)>((?:{_PARAMETER})*)")  # RFC 8288
_RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))', re.IGNORECASE)
_OF_THIS_NETWORK = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".invalid")


def hub_link(fetched: Fetched, hub: str, self_link: str) -> HubLink | None:
    """The hub of a feed that was fetched, and the feed's address there; `hub` and `self_link` are the feed's own words.

    Links of the answer's header come first, as the recommendation asks. A feed that does not say how it is called is
    taken by the address that it came from.
    """
    # The first of each counts.
    by_header = dict(reversed(list(_header_links(fetched.headers.get("link", "")))))
    found = _absolute(fetched.url, by_header.get("hub") or hub)
    topic = _absolute(fetched.url, by_header.get("self") or self_link) or _absolute(fetched.url, fetched.url)
    return HubLink(found, urldefrag(topic).url) if found and topic else None


def can_call(hub: str, base_url: str, allowed_hosts: Collection[str]) -> bool:
    """Whether a hub can be expected to reach us at `base_url`, so that asking it makes sense.

    A hub among the allowed hosts stands in our own network, where any address may do.
    """
    host = urlsplit(base_url).hostname or ""
    if host and urlsplit(hub).hostname in allowed_hosts:
        return True
    try:
        return is_public(host)
    except ValueError:
        name = host.rstrip(".")
        return "." in name and not name.endswith(_OF_THIS_NETWORK)


def _header_links(header: str) -> Iterator[tuple[str, str]]:
    for address, parameters in _LINK.findall(header[:_HEADER]):
        for quoted, bare in _RELATION.findall(parameters)[:1]:
            for relation in (quoted or bare).lower().split():
                yield relation, address


def _absolute(base: str, address: str) -> str:
    """The web address that a link means; empty: none that could be asked."""
    try:
        found = urljoin(base, address.strip()) if address.strip() else ""
        parts = urlsplit(found)
        usable = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    except ValueError:
        return ""
    return found if usable and len(found) <= _LONGEST and found.isprintable() and " " not in found else ""

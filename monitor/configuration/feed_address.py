"""Web addresses of feeds: which may stand in a configuration, and which of them name the same feed."""

import re
from urllib.parse import SplitResult, urlsplit

from pydantic_core import PydanticCustomError

from monitor.setting_rules import refused

_DEFAULT_PORTS = {"http": 80, "https": 443}
_EXAMPLE = "write an address like https://example.org/feed"
# What tells a publisher where its readers came from, and never which feed is meant.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id)(?:=|$)", re.IGNORECASE)


def checked_address(url: str) -> str:
    """The address as given; raises PydanticCustomError for one that cannot be a feed's or a site's."""
    if not url.isprintable() or " " in url:
        raise refused("must not hold spaces or control characters", _EXAMPLE)
    parts = _split(url)
    if parts is None or not parts.hostname:
        raise refused("must be a web address with a host", _EXAMPLE)
    if parts.scheme not in _DEFAULT_PORTS:
        raise refused("must begin with http:// or https://", _EXAMPLE)
    if "@" in parts.netloc:
        raise refused("must not carry a user name or password", "remove what stands before the @")
    return url


def is_sound_address(url: str) -> bool:
    """Whether checked_address takes it."""
    try:
        checked_address(url)
    except PydanticCustomError:
        return False
    return True


def plain_address(text: str) -> str:
    """The web address in what a browser or another reader hands on: without spaces around it and without feed:."""
    scheme, colon, rest = text.strip().partition(":")
    if not colon or scheme.lower() != "feed":
        return text.strip()
    rest = rest.removeprefix("//")
    return rest if rest.startswith(("http://", "https://")) else f"http://{rest}"


def same_feed_key(url: str) -> str:
    """A text that two sound addresses of one feed share.

    They may differ in http or https, case and final dot of the host, a default port that is written out,
    slashes at the end, tracking parameters, an empty query, and the fragment.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    kept = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:  # brackets without an IPv6 address, a port that is no number
        return None

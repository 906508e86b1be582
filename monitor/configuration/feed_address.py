"""Web addresses of feeds: which may stand in a configuration, and which of them name the same feed."""

from urllib.parse import SplitResult, urlsplit

from monitor.settings import refused

_DEFAULT_PORTS = {"http": 80, "https": 443}
_EXAMPLE = "write an address like https://example.org/feed"


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


def same_feed_key(url: str) -> str:
    """A text that two sound addresses of one feed share.

    They may differ in http or https, case and final dot of the host, a default port that is written out,
    slashes at the end, an empty query, and the fragment.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in {None, _DEFAULT_PORTS.get(parts.scheme)} else f":{parts.port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:  # brackets without an IPv6 address, a port that is no number
        return None

"""The canonical address of an article: the same page has one, however a feed spells it."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

LENGTH_LIMIT = 2_000  # characters

_BLANK = re.compile("[\0- ]")  # and control characters
# An address that is canonical as it stands, as most are: no query, no fragment, nothing to escape or to resolve.
_CANONICAL = re.compile(
    r"https?://[a-z0-9]+(?:\.[a-z0-9]+)+(?::[1-9]\d*)?/(?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?", re.ASCII
)
_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "oly_", "vero_", "__s")
_TRACKING = frozenset(
    {
        *("fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "igshid", "mkt_tok"),
        *("mc_cid", "mc_eid", "_hsenc", "_hsmi", "xtor", "cmpid", "ncid", "ref_src", "ref_url", "spm"),
        *("s_cid", "wt_mc", "wtmc", "rss", "ftag", "partner", "__twitter_impression"),
    }
)


def usable(link: str) -> str:
    """The link if a reader may safely follow it, else nothing: http and https only, with a host."""
    if len(link) > LENGTH_LIMIT or _BLANK.search(link):
        return ""
    if _CANONICAL.fullmatch(link):
        return link
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return link if parts.scheme in ("http", "https") and parts.hostname else ""


def canonical(link: str) -> str:
    """A usable link without tracking parameters and fragment, its query sorted; scheme and www kept."""
    if _CANONICAL.fullmatch(link):
        return link
    try:
        address = canonicalize_url(link)
    except (ValueError, UnicodeError):
        return link
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not _tracks(name)]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def same_site(one: str, other: str) -> bool:
    """Whether two usable addresses are of one site: of one host, or of a host and a part of it (www., m., amp.)."""
    first, second = (f".{urlsplit(address).hostname or ''}".removeprefix(".www") for address in (one, other))
    return first.endswith(second) or second.endswith(first)


def _tracks(name: str) -> bool:
    lower = name.lower()
    return lower in _TRACKING or lower.startswith(_TRACKING_PREFIXES)

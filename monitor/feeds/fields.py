"""What one field of a feed may hold, whatever stands in it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?/[\w/.~%-]*(?:\?[\w.~%=&-]+)?", re.ASCII)


def text(value: object) -> str:
    """A string, stripped, without what no database takes (NUL, lone surrogates); of anything else nothing."""
    if not isinstance(value, str):
        return ""
    if "\0" in value:
        value = value.replace("\0", "")
    if not value.isascii():
        value = value.encode("utf-8", "replace").decode()
    return value.strip()


def listed(value: object) -> list[Any]:
    """A list; what stands alone where one is expected is a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def mappings(value: object) -> Iterator[dict[str, Any]]:
    """The mappings in a list, or the one that stands in its place."""
    return (one for one in listed(value) if isinstance(one, dict))


def is_plain_address(link: str) -> bool:
    """Whether it is a web address that stays as it is whatever it is joined to; so do most in feeds."""
    return _PLAIN_ADDRESS.fullmatch(link) is not None


def resolved(base: str, link: str) -> str:
    """A link as an absolute address, of whatever scheme; nothing where it makes none."""
    try:
        return urljoin(base, link) if link and not is_plain_address(link) else link
    except ValueError:
        return ""


def web_address(base: str, link: str) -> str:
    """The same if it leads somewhere in the web, else nothing."""
    if is_plain_address(link):
        return link
    address = resolved(base, link)
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if usable and address.isprintable() and " " not in address else ""

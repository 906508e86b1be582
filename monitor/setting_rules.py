"""What the values of settings must be; each value that breaks a rule is refused with its remedy."""

import ipaddress
import re
from email.utils import parseaddr
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

_HOST_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*", re.IGNORECASE)
_STORE_SCHEMES = ("sqlite:///", "postgresql+psycopg://")


def refused(what: str, remedy: str) -> PydanticCustomError:
    """An error for a validator to raise: what is wrong with the value, and what to write in its place."""
    return PydanticCustomError("refused", "{what}", {"what": what, "remedy": remedy})


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_mail_address(text: str) -> bool:
    return bool(re.fullmatch(r"[^\s@<>,]+@[^\s@<>,]+", text))


def store_url(url: str) -> str:
    """The address of a database of one of the two kinds, or nothing."""
    if url and not url.startswith(_STORE_SCHEMES):
        raise refused(
            "must be the address of a SQLite or PostgreSQL database",
            "write sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME, or leave it empty",
        )
    return url


def base_url(url: str) -> str:
    """A web address without a slash at its end, or nothing."""
    if url and not (_is_web_address(url) and url.isprintable() and not set(url) & set("?#@ ")):
        raise refused("must be a web address", "write it like https://desk.example.org")
    return url.rstrip("/")


def contact(text: str) -> str:
    """An e-mail or web address in ASCII, or nothing."""
    if text and not (
        (_is_web_address(text) or _is_mail_address(text)) and text.isascii() and text.isprintable()
    ):
        raise refused(
            "must be an e-mail or web address",
            "write it like editor@example.org or https://example.org/bot",
        )
    return text


def _host(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        if not _HOST_NAME.fullmatch(text):
            raise refused(
                "must be a host name or an address", "write it without scheme, port, path or wildcard"
            ) from None
    return text.lower()


def host_or_empty(text: str) -> str:
    """A host, or nothing."""
    return _host(text) if text else text


def sender(text: str) -> str:
    """What can stand in the From line of a mail."""
    if not (text.isprintable() and _is_mail_address(parseaddr(text)[1])):
        raise refused("must be a mail sender", "write it like Wiredesk <desk@example.org>")
    return text


def some_ports(ports: tuple[int, ...]) -> tuple[int, ...]:
    """At least one port."""
    if not ports:
        raise refused("must name a port", "write 80 and 443, in square brackets")
    return ports


def zone(name: str) -> str:
    """The name of a time zone."""
    if name not in available_timezones():
        raise refused("must be a time zone of the tz database", "write it like Europe/Kyiv, or UTC")
    return name


Host = Annotated[str, AfterValidator(_host)]
Port = Annotated[int, Field(strict=True, ge=1, le=65_535)]


class Section(BaseModel):
    """One table of wiredesk.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True)

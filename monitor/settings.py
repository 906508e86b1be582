"""What an installation sets. Data only: monitor.configuration reads it from the file and the environment.

Every key has a help sentence, which config/wiredesk.toml repeats, and bounds; units stand in the names.
A value that breaks a rule of its own is refused with `refused`, which carries the remedy beside the message.
"""

import ipaddress
import re
from email.utils import parseaddr
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator
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


def _store_url(url: str) -> str:
    if url and not url.startswith(_STORE_SCHEMES):
        raise refused(
            "must be the address of a SQLite or PostgreSQL database",
            "write sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME, or leave it empty",
        )
    return url


def _base_url(url: str) -> str:
    if url and not (_is_web_address(url) and url.isprintable() and not set(url) & set("?#@ ")):
        raise refused("must be a web address", "write it like https://desk.example.org")
    return url.rstrip("/")


def _contact(text: str) -> str:
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


def _host_or_empty(text: str) -> str:
    return _host(text) if text else text


def _sender(text: str) -> str:
    if not (text.isprintable() and _is_mail_address(parseaddr(text)[1])):
        raise refused("must be a mail sender", "write it like Wiredesk <desk@example.org>")
    return text


def _some_ports(ports: tuple[int, ...]) -> tuple[int, ...]:
    if not ports:
        raise refused("must name a port", "write 80 and 443, in square brackets")
    return ports


Host = Annotated[str, AfterValidator(_host)]
Port = Annotated[int, Field(strict=True, ge=1, le=65_535)]


class Section(BaseModel):
    """One table of wiredesk.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, validate_default=True)


class StoreSettings(Section):
    """Where articles, feeds, subscriptions and people are kept."""

    url: Annotated[str, AfterValidator(_store_url)] = Field(
        default="",
        repr=False,  # may carry a password
        description="Address of the database: sqlite:///PATH or "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME. "
        "Empty: the SQLite file wiredesk.db in the data folder.",
    )


class ServerSettings(Section):
    """The web pages."""

    host: Host = Field(
        default="127.0.0.1",
        description="Address that the web server listens on. 0.0.0.0 opens it to the network: "
        "put a server that speaks TLS in front.",
    )
    port: Port = Field(default=8420, description="Port that the web server listens on.")
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        default="",
        description="Address at which readers reach the desk; links in mails begin with it, and hubs push "
        "feeds to it where it is public. Empty: http://HOST:PORT, which works on this machine only.",
    )
    threads: int = Field(
        default=8,
        strict=True,
        ge=1,
        le=128,
        description="Requests that the web server answers at the same time.",
    )

    @property
    def public_url(self) -> str:
        """Where readers reach the desk, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}"


class PollingSettings(Section):
    """How feeds are fetched and read."""

    contact: Annotated[str, AfterValidator(_contact)] = Field(
        default="",
        description="E-mail or web address at which publishers can reach you; sent with every request, "
        "as part of the User-Agent.",
    )
    concurrency: int = Field(
        default=32, strict=True, ge=1, le=512, description="Feeds that are fetched at the same time."
    )
    interval_minutes: int = Field(
        default=30,
        strict=True,
        ge=5,
        le=1_440,
        description="Minutes between two polls of a feed, on average over all of them: lively ones are polled "
        "more often, quiet ones less.",
    )
    timeout_seconds: int = Field(
        default=30,
        strict=True,
        ge=1,
        le=300,
        description="Seconds that one fetch may take, redirects included.",
    )
    max_bytes: int = Field(
        default=5_000_000,
        strict=True,
        ge=10_000,
        le=100_000_000,
        description="Size in bytes, after decompression, over which a feed is refused.",
    )
    parse_timeout_seconds: int = Field(
        default=10, strict=True, ge=1, le=120, description="Seconds that reading one fetched feed may take."
    )
    workers: int = Field(
        default=2, strict=True, ge=1, le=64, description="Processes that read feeds and classify articles."
    )
    allowed_hosts: tuple[Host, ...] = Field(
        default=(),
        description="Host names or addresses that may be fetched although they are private. "
        "Any other private address is refused.",
    )
    allowed_ports: Annotated[tuple[Port, ...], AfterValidator(_some_ports)] = Field(
        default=(80, 443), description="Ports that feeds may be fetched from."
    )


class MailSettings(Section):
    """How digests and confirmations are sent."""

    host: Annotated[str, AfterValidator(_host_or_empty)] = Field(
        default="",
        description="Mail server. Empty: nothing is sent, messages go to the outbox folder as .eml files.",
    )
    port: Port = Field(default=587, description="Port of the mail server: 587 with starttls, 465 with tls.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="Encryption: starttls (demanded, not just tried), tls from the first byte, or none.",
    )
    user: str = Field(
        default="", description="Name to sign in with at the mail server. Empty: without signing in."
    )
    password: SecretStr = Field(
        default=SecretStr(""),
        description="Password of that user. Better set as WIREDESK_MAIL_PASSWORD in the environment.",
    )
    sender: Annotated[str, AfterValidator(_sender)] = Field(
        default="Wiredesk <wiredesk@localhost>", description="What stands in the From line of every message."
    )
    timeout_seconds: int = Field(
        default=30,
        strict=True,
        ge=1,
        le=600,
        description="Seconds to wait for each answer of the mail server.",
    )

    @field_validator("password")
    @classmethod
    def _comes_with_a_user(cls, password: SecretStr, info: ValidationInfo) -> SecretStr:
        if "user" in info.data and bool(info.data["user"]) != bool(password.get_secret_value()):
            raise refused(
                "must be set together with mail.user", "set both, or neither to send without signing in"
            )
        return password


class DigestSettings(Section):
    """The mail digests."""

    max_items: int = Field(
        default=60,
        strict=True,
        ge=1,
        le=500,
        description="Articles in one digest; what is over is counted, with a link to the desk.",
    )


class ReaderSettings(Section):
    """The second reader: a language model that is asked about items of which the classifier is not sure."""

    address: Annotated[str, AfterValidator(_base_url)] = Field(
        default="",
        description="Address of an endpoint that speaks OpenAI's chat completions, up to /chat/completions: "
        "https://models.example.org/v1, or http://127.0.0.1:11434/v1 for a local one. Titles and texts of items "
        "are sent there. Empty: nothing is asked.",
    )
    model: str = Field(default="", description="Name of the model, as the endpoint knows it.")
    key: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the endpoint. Better set as WIREDESK_READER_KEY in the environment. Empty: none is "
        "sent.",
    )
    band_percent: int = Field(
        default=15,
        strict=True,
        ge=1,
        le=50,
        description="How far from a topic's threshold a score may lie, in percent of certainty, for the item to be "
        "asked about.",
    )
    budget_a_day: int = Field(
        default=200, strict=True, ge=1, le=100_000, description="Questions in a day (of UTC)."
    )
    timeout_seconds: int = Field(
        default=20, strict=True, ge=1, le=300, description="Seconds that one answer may take."
    )

    @field_validator("model")
    @classmethod
    def _comes_with_an_address(cls, model: str, info: ValidationInfo) -> str:
        if info.data.get("address") and not model.strip():
            raise refused("must be set together with reader.address", "write the model's name")
        return model.strip()


class Settings(Section):
    """Everything an installation can set; every key has a default."""

    store: StoreSettings = StoreSettings()
    server: ServerSettings = ServerSettings()
    polling: PollingSettings = PollingSettings()
    mail: MailSettings = MailSettings()
    digests: DigestSettings = DigestSettings()
    reader: ReaderSettings = ReaderSettings()

"""What an installation sets. Data only: monitor.configuration reads it from the file and the environment.

Every key has a help sentence, which config/wiredesk.toml repeats, and bounds; units stand in the names.
A value that breaks a rule of its own is refused with `rules.refused`, which carries the remedy beside the message.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator

from monitor import setting_rules as rules


class StoreSettings(rules.Section):
    """Where articles, feeds, subscriptions and people are kept."""

    url: Annotated[str, AfterValidator(rules.store_url)] = Field(
        default="",
        repr=False,  # may carry a password
        description="Address of the database: sqlite:///PATH or "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME. "
        "Empty: the SQLite file wiredesk.db in the data folder.",
    )


class ServerSettings(rules.Section):
    """The web pages."""

    host: rules.Host = Field(
        default="127.0.0.1",
        description="Address that the web server listens on. 0.0.0.0 opens it to the network: "
        "put a server that speaks TLS in front.",
    )
    port: rules.Port = Field(default=8420, description="Port that the web server listens on.")
    base_url: Annotated[str, AfterValidator(rules.base_url)] = Field(
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


class PollingSettings(rules.Section):
    """How feeds are fetched and read."""

    contact: Annotated[str, AfterValidator(rules.contact)] = Field(
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
    allowed_hosts: tuple[rules.Host, ...] = Field(
        default=(),
        description="Host names or addresses that may be fetched although they are private. "
        "Any other private address is refused.",
    )
    allowed_ports: Annotated[tuple[rules.Port, ...], AfterValidator(rules.some_ports)] = Field(
        default=(80, 443), description="Ports that feeds may be fetched from."
    )


class MailSettings(rules.Section):
    """How digests and confirmations are sent."""

    host: Annotated[str, AfterValidator(rules.host_or_empty)] = Field(
        default="",
        description="Mail server. Empty: nothing is sent, messages go to the outbox folder as .eml files.",
    )
    port: rules.Port = Field(
        default=587, description="Port of the mail server: 587 with starttls, 465 with tls."
    )
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
    sender: Annotated[str, AfterValidator(rules.sender)] = Field(
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
            raise rules.refused(
                "must be set together with mail.user", "set both, or neither to send without signing in"
            )
        return password


class DigestSettings(rules.Section):
    """The mail digests."""

    max_items: int = Field(
        default=60,
        strict=True,
        ge=1,
        le=500,
        description="Articles in one digest; what is over is counted, with a link to the desk.",
    )


class ReaderSettings(rules.Section):
    """The second reader: a language model that is asked about items of which the classifier is not sure."""

    address: Annotated[str, AfterValidator(rules.base_url)] = Field(
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
            raise rules.refused("must be set together with reader.address", "write the model's name")
        return model.strip()


class ImportanceSettings(rules.Section):
    """How important a story is: what each term weighs, one against the others. 0 leaves a term out."""

    outlets: int = Field(
        default=40, strict=True, ge=0, le=100, description="Weight of how many independent outlets report it."
    )
    standing: int = Field(
        default=20,
        strict=True,
        ge=0,
        le=100,
        description="Weight of these outlets' standing, which outlets.toml sets.",
    )
    spread: int = Field(
        default=20,
        strict=True,
        ge=0,
        le=100,
        description="Weight of how many of them report it within the first hours.",
    )
    topic: int = Field(
        default=20, strict=True, ge=0, le=100, description="Weight of the score of its surest topic."
    )
    spread_hours: int = Field(
        default=6,
        strict=True,
        ge=1,
        le=72,
        description="Hours after its first report that count as the first.",
    )

    @field_validator("topic")
    @classmethod
    def _one_weighs(cls, topic: int, info: ValidationInfo) -> int:
        if not (topic or any(info.data.get(name, 1) for name in ("outlets", "standing", "spread"))):
            raise rules.refused("leaves no term any weight", "give one of the four a weight over 0")
        return topic


class RadarSettings(rules.Section):
    """The radar, which tells when more is reported of a topic or name than is normal."""

    zone: Annotated[str, AfterValidator(rules.zone)] = Field(
        default="UTC",
        description="Time zone by whose weekdays and hours it is learnt what is normal, such as Europe/Berlin.",
    )


class Settings(rules.Section):
    """Everything an installation can set; every key has a default."""

    store: StoreSettings = StoreSettings()
    server: ServerSettings = ServerSettings()
    polling: PollingSettings = PollingSettings()
    mail: MailSettings = MailSettings()
    digests: DigestSettings = DigestSettings()
    reader: ReaderSettings = ReaderSettings()
    importance: ImportanceSettings = ImportanceSettings()
    radar: RadarSettings = RadarSettings()

"""Puts an installation together: its data folder, its secret, its database and what is in it on the first day."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor import clock, shipped
from monitor.configuration.feeds_file import read_feeds
from monitor.configuration.problems import ConfigurationError
from monitor.model import Feed, Topic
from monitor.settings import Settings
from monitor.store import Store, open_store
from monitor.store.migrate import upgrade
from monitor.topics.files.reading import load_topics

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Installation:
    data: Path
    settings: Settings
    store: Store
    secret: bytes  # signs cookies and the links in mails
    clock: Callable[[], datetime]

    @property
    def outbox(self) -> Path:
        """Where mails go while no mail server is set."""
        return self.data / "outbox"

    @property
    def models(self) -> Path:
        """Where trained classifiers are kept."""
        return self.data / "models"

    @property
    def outlets_file(self) -> Path:
        """Where this installation says how it sees outlets; may be missing."""
        return outlets_file(self.data)

    def close(self) -> None:
        self.store.close()


def open_installation(data: Path, settings: Settings, feeds: Sequence[Feed] | None = None) -> Installation:
    """Open an installation, made anew where there is none: migrated, and with its first feeds and topics.

    `feeds` are the first day's feeds; None: those of the feeds.toml in the data folder, or else of the one that
    comes with the product. Raises ConfigurationError for a faulty file, OSError where `data` can't be written.
    """
    data.mkdir(parents=True, exist_ok=True)
    store = open_store(settings.store.url or f"sqlite:///{data / 'wiredesk.db'}")
    upgrade(store.database)
    _furnish(store, data, feeds)
    return Installation(data, settings, store, _secret(data / "secret.key"), clock.now)


def feeds_file(data: Path) -> Path:
    """The file of feeds that counts: this installation's own, else the one that comes with the product."""
    own = data / "feeds.toml"
    return own if own.exists() else shipped.CONFIG / "feeds.toml"


def outlets_file(data: Path) -> Path:
    """The installation's own file of outlets' standing, which goes over the one that comes with the product."""
    return data / "outlets.toml"


def read_topics(seeds: Path) -> list[Topic]:
    """The topics of a seeds folder. Raises ConfigurationError with every problem of its files."""
    loaded = load_topics(seeds / "topics", seeds / "concepts.toml")
    if loaded.problems:
        raise ConfigurationError(loaded.problems)
    return loaded.topics


def _furnish(store: Store, data: Path, feeds: Sequence[Feed] | None) -> None:
    """Fill an empty store. Topics come last: a start that was cut off is taken up again by the next one."""
    if store.topics.all():
        return
    topics = read_topics(shipped.SEEDS)
    store.feeds.add(read_feeds(feeds_file(data)) if feeds is None else feeds, clock.now())
    store.topics.put(topics)


def _secret(path: Path) -> bytes:
    """The installation's secret, made at the first start and readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text("ascii").strip())
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(_SECRET_BYTES) + "\n")
    return _secret(path)

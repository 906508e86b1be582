"""Where messages go while no mail server is set: a folder of .eml files."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import UTC
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from monitor.digests.outcome import Outcome, Sent, TryLater, Withdrawn


class Outbox:
    """Writes each message whole or not at all. The same Message-ID always goes to the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: bytes, recipient: str, before_data: Callable[[], bool]) -> Outcome:
        target = self._folder / _file_name(BytesHeaderParser().parsebytes(message), recipient)
        unfinished = target.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(message)
                os.fsync(file.fileno())
            if not before_data():
                unfinished.unlink()
                return Withdrawn()
            unfinished.replace(target)
        except OSError as error:
            return TryLater(f"{error.filename or target}: {error.strerror}")
        return Sent()


def _file_name(headers: Message, recipient: str) -> str:
    """In the order of their dates: 20261122T050000Z-anna_example.org-3f2a90c1.eml."""
    date = parsedate_to_datetime(headers["Date"]).astimezone(UTC)
    safe = re.sub(r"[^a-z0-9.+-]+", "_", recipient.lower()).strip("._")[:80]
    identity = hashlib.sha256(headers["Message-ID"].encode()).hexdigest()[:8]
    return f"{date:%Y%m%dT%H%M%SZ}-{safe}-{identity}.eml"

"""A real SMTP server on the loopback address, with the bad manners that a test asks for."""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from monitor.settings import MailSettings


@dataclass
class Manners:
    """How the server behaves; `received` is what it took, in order."""

    at_rcpt: dict[str, str] = field(default_factory=dict)  # recipient -> answer
    at_mail: str = ""
    at_data: str = ""
    a_connection: int | None = None  # messages, then 421 at MAIL
    cut_after: int | None = None  # messages taken in all; the connection is cut right after that one
    cut_at_rcpt: bool = False
    cut_in_data: bool = False  # once the text has come in
    silent_at: str = ""  # "RCPT" or "DATA": never answers
    on_data: Callable[[], None] = lambda: None
    received: list[tuple[str, bytes]] = field(default_factory=list)
    connections: set[int] = field(default_factory=set)
    senders: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.received]

    @property
    def message_ids(self) -> Counter[str]:
        return Counter(message_from_bytes(message)["Message-ID"] for _, message in self.received)

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.connections.add(id(session))
        self.senders.append((address, options))
        taken = getattr(session, "taken", 0)
        if self.a_connection is not None and taken >= self.a_connection:
            return "421 4.7.0 that is enough for one connection"
        if self.at_mail:
            return self.at_mail
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.silent_at == "RCPT":
            await asyncio.sleep(60)
        if self.cut_at_rcpt:
            server.transport.abort()
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.on_data()
        if self.at_data:
            return self.at_data
        if not self.cut_in_data:
            self.received += [(recipient, envelope.content) for recipient in envelope.rcpt_tos]
        session.taken = getattr(session, "taken", 0) + 1
        if self.silent_at == "DATA":
            await asyncio.sleep(60)
        if self.cut_in_data:
            server.transport.abort()
        elif self.cut_after is not None and len(self.received) == self.cut_after:
            asyncio.get_running_loop().call_later(0.02, server.transport.abort)
        return "250 OK"


@contextmanager
def serving(manners: Manners, **options: Any) -> Iterator[MailSettings]:
    """Run the server; gives the settings to reach it with."""
    port = free_port()
    controller = Controller(manners, hostname="127.0.0.1", port=port, ident="test", **options)
    controller.start()
    try:
        yield settings_for(port)
    finally:
        controller.stop()


def settings_for(port: int, **changes: Any) -> MailSettings:
    values = {"host": "127.0.0.1", "port": port, "security": "none", "timeout_seconds": 1}
    return MailSettings(**{**values, "sender": "Wiredesk <desk@norrland.example>", **changes})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

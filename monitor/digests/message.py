"""A letter becomes a message as RFC 5322 wants it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import parseaddr
from typing import Any

from monitor.model import Window


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in both forms."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Message:
    sender: str  # as in settings: Wiredesk <desk@example.org>
    recipient: str  # a bare address
    message_id: str
    date: datetime
    letter: Letter
    stop_url: str = ""  # of the list that it belongs to; empty: a single letter


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header whose value is a long address. The library would fold it as encoded words, which no mail
    program reads back as a link; a line may be 998 characters long."""

    def fold(self, *, policy: "Policy[Any]") -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Unfolded)
_POLICY = SMTP.clone(header_factory=_HEADERS, cte_type="7bit")


def digest_message_id(subscription_id: int, window: Window, sender: str) -> str:
    """The same for the same window of the same subscriber, however often it is written."""
    return f"<digest-{subscription_id}-{window.end:%Y%m%dT%H%MZ}@{domain_of(sender)}>"


def domain_of(sender: str) -> str:
    """The domain of a From line, in ASCII."""
    domain = parseaddr(sender)[1].rpartition("@")[2]
    return domain.encode("idna").decode("ascii")


def to_bytes(message: Message) -> bytes:
    """The message as it is sent: plain text first, then HTML; ASCII throughout unless an address is not."""
    letter = message.letter
    made = EmailMessage(policy=_policy_for(message))
    made["From"] = message.sender
    made["To"] = _address(message.recipient)
    made["Subject"] = _one_line(letter.subject)
    made["Date"] = message.date
    made["Message-ID"] = message.message_id
    made["Auto-Submitted"] = "auto-generated"
    if message.stop_url:
        made["List-Id"] = f"Wiredesk digest <digest.{domain_of(message.sender)}>"
        made["List-Unsubscribe"] = f"<{message.stop_url}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(letter.text)
    made.add_alternative(letter.html, subtype="html")
    return made.as_bytes()


def _address(text: str) -> Address:
    local, _, domain = text.rpartition("@")
    return Address(username=local, domain=domain)


def _policy_for(message: Message) -> Any:  # noqa: ANN401  EmailPolicy is generic only to type checkers
    ascii_only = message.recipient.isascii() and parseaddr(message.sender)[1].isascii()
    return _POLICY if ascii_only else _POLICY.clone(utf8=True)


def _one_line(text: str) -> str:
    """Without control characters, which could begin a header of their own, and without line breaks."""
    kept = (" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    # What looks like an encoded word would be decoded: into anything, control characters too.
    return " ".join("".join(kept).split()).replace("=?", "= ?")

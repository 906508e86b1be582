"""What became of a message that was handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """It was taken: it will be delivered, or come back."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`before_data` said no; nothing was sent."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not taken for now."""

    error: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The server takes nothing for now, from us or from anybody: no other message would fare better."""

    error: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused for good."""

    error: str
    content: bool = False  # it was the text that was refused, not the recipient


@dataclass(frozen=True, slots=True)
class Unknown:
    """Cut off after the text began to go out: nobody can tell whether it arrives."""

    error: str


Outcome = Sent | Withdrawn | TryLater | Unreachable | Refused | Unknown


class Sender(Protocol):
    """Hands over one message at a time."""

    def send(self, message: bytes, recipient: str, before_data: Callable[[], bool]) -> Outcome:
        """`before_data` is called once, when nothing is left to do but to send the text; False holds it back."""
        ...

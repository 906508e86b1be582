"""Send what waits to be sent: each message once, or not at all, never twice."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor.digests.outbox import Outbox
from monitor.digests.outcome import Outcome, Refused, Sender, Sent, TryLater, Unknown, Unreachable, Withdrawn
from monitor.digests.retry import next_try
from monitor.digests.smtp import SmtpSender
from monitor.model import Delivery
from monitor.settings import MailSettings
from monitor.store import Store

_BATCH = 200  # messages held in memory
_REFUSALS = 5  # of content, in a row: what we write is at fault, and more of it would harm our name

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    sent: int = 0
    later: int = 0  # not taken for now
    failed: int = 0  # refused for good, or tried for three days
    unknown: int = 0  # cut off while being sent
    stopped: str = ""  # why the rest was put off untried


@contextmanager
def sender_for(settings: MailSettings, outbox: Path) -> Iterator[Sender]:
    """The mail server of the settings, or the outbox folder where none is set."""
    if settings.host:
        with SmtpSender(settings) as sender:
            yield sender
    else:
        yield Outbox(outbox)


def recover(store: Store) -> int:
    """To be called once at start: what an earlier run was sending when it died is unknown. Returns how many."""
    count = store.deliveries.cut_off()
    if count:
        _log.warning("%d messages were cut off while being sent; they may have arrived", count)
    return count


def deliver(store: Store, sender: Sender, now: datetime) -> DeliverySummary:
    """Send every message that is due, one after the other.

    Where the server cannot be reached, or refuses the text of five in a row, the rest is put off untried.
    """
    counts: Counter[str] = Counter()
    stopped, refusals = "", 0
    while batch := store.deliveries.due(now, _BATCH):
        for delivery in batch:
            outcome = TryLater(stopped) if stopped else _send(store, sender, delivery)
            counts[_record(store, delivery, outcome, now)] += 1
            refusals = _refusals_in_a_row(refusals, outcome)
            stopped = stopped or _reason_to_stop(outcome, refusals)
    if stopped:
        _log.warning("mail is put off: %s", stopped)
    return DeliverySummary(counts["sent"], counts["later"], counts["failed"], counts["unknown"], stopped)


def _send(store: Store, sender: Sender, delivery: Delivery) -> Outcome:
    return sender.send(delivery.message, delivery.recipient, lambda: store.deliveries.start(delivery.id))


def _refusals_in_a_row(before: int, outcome: Outcome) -> int:
    match outcome:
        case Refused(content=True):
            return before + 1
        case Sent():
            return 0
        case _:
            return before


def _reason_to_stop(outcome: Outcome, refusals: int) -> str:
    match outcome:
        case Unreachable(error):
            return error
        case Refused(error) if refusals >= _REFUSALS:
            return f"the mail server refused the text of {refusals} messages in a row: {error}"
        case _:
            return ""


def _record(store: Store, delivery: Delivery, outcome: Outcome, now: datetime) -> str:
    """Write down what became of a message; returns the field of the summary that counts it."""
    match outcome:
        case Sent():
            store.deliveries.sent(delivery.id, now)
            return "sent"
        case Unknown(error):
            store.deliveries.unknown(delivery.id, error)
            return "unknown"
        case Refused(error):
            store.deliveries.failed(delivery.id, error)
            return "failed"
        case TryLater(error) | Unreachable(error):
            return _put_off(store, delivery, error, now)
        case Withdrawn():
            return "withdrawn"


def _put_off(store: Store, delivery: Delivery, error: str, now: datetime) -> str:
    again = next_try(delivery.attempts + 1, now)
    if again is None:
        store.deliveries.failed(delivery.id, f"given up after three days: {error}")
        return "failed"
    store.deliveries.retry(delivery.id, error, again)
    return "later"

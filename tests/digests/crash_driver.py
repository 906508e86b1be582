"""A worker that prepares and sends one round of digests, and dies by SIGKILL at the point it is told.

Run as a program: crash_driver.py DATABASE-URL SMTP-PORT POINT
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from monitor.digests.outcome import Outcome, Sender
from monitor.pipeline.digests import prepare
from monitor.pipeline.mail import deliver, recover, sender_for
from monitor.store import Store, open_store
from monitor.store.digests.deliveries import Deliveries
from monitor.store.digests.digests import ClosedWindow, Digests
from tests.digests.mail_server import settings_for
from tests.digests.newsroom import MORNING, SECRET, settings

POINTS_BEFORE_THE_TEXT = (
    "before the intent",
    "after the intent",
    "after the first message",
    "after the recipient",
)


class _Doomed:
    """Kills this process at one point."""

    def __init__(self, point: str) -> None:
        self._point = point

    def at(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


class _DoomedDigests(Digests):
    doom: _Doomed

    def close_window(self, closed: ClosedWindow, now: datetime) -> bool:
        self.doom.at("before the intent")
        return super().close_window(closed, now)


class _DoomedDeliveries(Deliveries):
    doom: _Doomed

    def sent(self, delivery_id: int, now: datetime) -> None:
        self.doom.at("after the answer")
        super().sent(delivery_id, now)


class _DoomedSender:
    def __init__(self, sender: Sender, doom: _Doomed) -> None:
        self._sender, self._doom, self._sent = sender, doom, 0

    def send(self, message: bytes, recipient: str, before_data: Callable[[], bool]) -> Outcome:
        if self._sent:
            self._doom.at("after the first message")
        outcome = self._sender.send(message, recipient, lambda: self._claim(before_data))
        self._sent += 1
        return outcome

    def _claim(self, before_data: Callable[[], bool]) -> bool:
        self._doom.at("after the recipient")
        claimed = before_data()
        self._doom.at("after the claim")
        return claimed


def doomed(store: Store, doom: _Doomed) -> Store:
    digests, deliveries = _DoomedDigests(store.database), _DoomedDeliveries(store.database)
    digests.doom = deliveries.doom = doom
    return replace(store, digests=digests, deliveries=deliveries)


def main(url: str, port: str, point: str) -> None:
    doom = _Doomed(point)
    store = doomed(open_store(url), doom)
    mail = settings_for(int(port), timeout_seconds=10)
    recover(store)
    prepare(store, settings(mail), SECRET, MORNING)
    doom.at("after the intent")
    with sender_for(mail, Path("unused")) as sender:
        deliver(store, _DoomedSender(sender, doom), MORNING)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

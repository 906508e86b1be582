"""A worker killed with SIGKILL at every step of a mailing: each reader gets one mail at most, and one where that
can be known."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from monitor.model import DeliveryState
from monitor.settings import MailSettings
from monitor.store import Store
from tests.digests.crash_driver import POINTS_BEFORE_THE_TEXT
from tests.digests.mail_server import Manners, serving
from tests.digests.newsroom import article, open_newsroom, publish, subscribe

ROOT = Path(__file__).parents[2]
READERS = ["anna@norrland.example", "piet@norrland.example", "zoe@norrland.example"]


@pytest.fixture
def mailing(sqlite_store: Store) -> Store:
    """A store in which a digest is due for three readers."""
    open_newsroom(sqlite_store)
    for email in READERS:
        subscribe(sqlite_store, email)
    publish(sqlite_store, article(1))
    return sqlite_store


@pytest.fixture
def manners() -> Manners:
    return Manners()


@pytest.fixture
def server(manners: Manners) -> Iterator[MailSettings]:
    with serving(manners) as found:
        yield found


def start(store: Store, server: MailSettings, point: str) -> "subprocess.Popen[bytes]":
    url = store.database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.digests.crash_driver", url, str(server.port), point]
    return subprocess.Popen(command, cwd=ROOT)


def killed_then_restarted(store: Store, server: MailSettings, point: str) -> None:
    assert start(store, server, point).wait(60) == -signal.SIGKILL
    assert start(store, server, "nowhere").wait(60) == 0


def states(store: Store) -> Counter[DeliveryState]:
    return Counter(store.deliveries.counts())


def is_whole(store: Store) -> bool:
    with store.database.reading() as connection:
        return connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.parametrize("point", POINTS_BEFORE_THE_TEXT)
def test_killed_before_a_text_goes_out_each_reader_gets_exactly_one_mail(
    mailing: Store, manners: Manners, server: MailSettings, point: str
) -> None:
    killed_then_restarted(mailing, server, point)
    assert Counter(manners.recipients) == dict.fromkeys(READERS, 1)
    assert states(mailing) == {DeliveryState.SENT: 3}
    assert is_whole(mailing)


@pytest.mark.parametrize(("point", "arrived"), [("after the claim", 0), ("after the answer", 1)])
def test_killed_after_the_claim_that_mail_is_unknown_and_never_sent_again(
    mailing: Store, manners: Manners, server: MailSettings, point: str, arrived: int
) -> None:
    killed_then_restarted(mailing, server, point)
    assert manners.recipients.count(READERS[0]) == arrived
    assert [manners.recipients.count(email) for email in READERS[1:]] == [1, 1]
    assert states(mailing) == {DeliveryState.SENT: 2, DeliveryState.UNKNOWN: 1}
    assert is_whole(mailing)


def test_killed_between_the_text_and_the_answer_that_mail_is_unknown_and_never_sent_again(
    mailing: Store, manners: Manners, server: MailSettings
) -> None:
    processes: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        with suppress(ProcessLookupError):
            os.kill(processes[0].pid, signal.SIGKILL)

    manners.on_data = kill
    processes.append(start(mailing, server, "killed by the server"))
    assert processes[0].wait(60) == -signal.SIGKILL
    manners.on_data = lambda: None
    assert start(mailing, server, "nowhere").wait(60) == 0
    assert Counter(manners.recipients) == dict.fromkeys(READERS, 1)
    assert states(mailing) == {DeliveryState.SENT: 2, DeliveryState.UNKNOWN: 1}
    assert is_whole(mailing)

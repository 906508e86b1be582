"""Sending what waits, through a real SMTP server: each message once, whatever the server does."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.digests.message import Letter, Message, to_bytes
from monitor.model import DeliveryState
from monitor.pipeline.digests import prepare
from monitor.pipeline.mail import DeliverySummary, deliver, recover, sender_for
from monitor.settings import MailSettings
from monitor.store import Store, open_store
from tests.digests.mail_server import Manners, free_port, serving, settings_for
from tests.digests.newsroom import MORNING, SECRET, article, open_newsroom, publish, settings, subscribe

NOW = MORNING


def reader(number: int) -> str:
    return f"reader{number}@norrland.example"


def queue(store: Store, count: int) -> None:
    """One letter to each of `count` readers."""
    letter = Letter("Two reports", "Plain text\n", "<p>HTML</p>")
    for number in range(count):
        message_id = f"<letter-{number}@norrland.example>"
        message = Message("Wiredesk <desk@norrland.example>", reader(number), message_id, NOW, letter)
        store.deliveries.queue(reader(number), letter.subject, message_id, to_bytes(message), NOW)


def send(store: Store, mail: MailSettings, now: datetime = NOW) -> DeliverySummary:
    with sender_for(mail, Path("no-outbox-is-used-here")) as sender:
        return deliver(store, sender, now)


def states(store: Store) -> Counter[DeliveryState]:
    return Counter(store.deliveries.counts())


@pytest.fixture
def manners() -> Manners:
    return Manners()


@pytest.fixture
def server(manners: Manners) -> Iterator[MailSettings]:
    with serving(manners) as found:
        yield found


def test_a_prepared_digest_arrives_once(store: Store, manners: Manners, server: MailSettings) -> None:
    open_newsroom(store)
    for number in range(3):
        subscribe(store, reader(number))
    publish(store, article(1))
    prepare(store, settings(), SECRET, NOW)
    assert send(store, server) == DeliverySummary(sent=3)
    assert send(store, server, NOW + timedelta(days=1)) == DeliverySummary()
    assert sorted(manners.recipients) == [reader(0), reader(1), reader(2)]
    assert set(manners.message_ids.values()) == {1}
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in manners.received[0][1]
    assert store.deliveries.latest(1)[0].sent_at == NOW


def test_refused_recipients_fail_and_the_others_are_served(
    store: Store, manners: Manners, server: MailSettings
) -> None:
    queue(store, 100)
    manners.at_rcpt = {reader(n): "550 5.1.1 no such mailbox" for n in (3, 50, 99)}
    assert send(store, server) == DeliverySummary(sent=97, failed=3)
    assert set(manners.message_ids.values()) == {1}
    failed = [row for row in store.deliveries.latest(200) if row.delivery.state == DeliveryState.FAILED]
    assert {row.error for row in failed} == {"550 5.1.1 no such mailbox"}


def test_only_what_was_put_off_is_tried_again(store: Store, manners: Manners, server: MailSettings) -> None:
    queue(store, 4)
    manners.at_rcpt = {reader(2): "451 4.7.1 greylisted"}
    assert send(store, server) == DeliverySummary(sent=3, later=1)
    manners.at_rcpt = {}
    assert send(store, server, NOW + timedelta(minutes=4)) == DeliverySummary()
    assert send(store, server, NOW + timedelta(minutes=5)) == DeliverySummary(sent=1)
    assert set(manners.message_ids.values()) == {1}
    assert len(manners.received) == 4


def test_a_server_that_is_away_puts_everything_off_with_one_try(store: Store) -> None:
    queue(store, 50)
    summary = send(store, settings_for(free_port()))
    assert (summary.sent, summary.later) == (0, 50)
    assert "refused" in summary.stopped
    manners = Manners()
    with serving(manners) as server:
        assert send(store, server) == DeliverySummary()
        assert send(store, server, NOW + timedelta(minutes=5)) == DeliverySummary(sent=50)
    assert len(manners.connections) == 1


def test_after_three_days_of_trying_a_message_fails(store: Store) -> None:
    queue(store, 1)
    nowhere, now, tries = settings_for(free_port()), NOW, 0
    while states(store)[DeliveryState.QUEUED]:
        tries += bool(send(store, nowhere, now).stopped)
        now += timedelta(minutes=5)
    assert timedelta(days=2, hours=18) < now - NOW <= timedelta(days=3)
    assert tries == 21
    assert store.deliveries.latest(1)[0].error.startswith("given up after three days: 127.0.0.1:")


def test_content_that_is_refused_five_times_in_a_row_stops_the_batch(
    store: Store, manners: Manners, server: MailSettings
) -> None:
    queue(store, 100)
    manners.at_data = "554 5.7.1 looks like spam"
    summary = send(store, server)
    assert (summary.failed, summary.later) == (5, 95)
    assert "refused the text of 5 messages in a row: 554 5.7.1 looks like spam" in summary.stopped
    manners.at_data = ""
    assert send(store, server, NOW + timedelta(minutes=5)) == DeliverySummary(sent=95)


def test_a_server_that_takes_ten_a_connection_and_cuts_after_50_gets_each_message_once(store: Store) -> None:
    queue(store, 120)
    manners = Manners(a_connection=10, cut_after=50)
    with serving(manners) as server:
        send(store, server)
        send(store, server, NOW + timedelta(minutes=5))
    assert states(store) == {DeliveryState.SENT: 120}
    assert len(manners.message_ids) == 120
    assert set(manners.message_ids.values()) == {1}


def test_a_message_cut_off_in_its_text_is_unknown_and_never_sent_again(store: Store) -> None:
    queue(store, 2)
    manners = Manners(silent_at="DATA")
    with serving(manners) as server:
        assert send(store, server) == DeliverySummary(unknown=2)
        manners.silent_at = ""
        assert send(store, server, NOW + timedelta(days=9)) == DeliverySummary()
    assert set(manners.message_ids.values()) == {1}
    assert "may have arrived" in store.deliveries.latest(1)[0].error


def test_who_unsubscribes_between_queueing_and_sending_gets_nothing(
    store: Store, manners: Manners, server: MailSettings
) -> None:
    open_newsroom(store)
    gone = subscribe(store, reader(0))
    subscribe(store, reader(1))
    publish(store, article(1))
    prepare(store, settings(), SECRET, NOW)
    store.subscriptions.stop(gone.id, NOW)
    assert send(store, server) == DeliverySummary(sent=1)
    assert manners.recipients == [reader(1)]


def test_who_unsubscribes_while_the_batch_is_on_its_way_gets_nothing(store: Store) -> None:
    open_newsroom(store)
    subscribe(store, reader(0))
    gone = subscribe(store, reader(1))
    publish(store, article(1))
    prepare(store, settings(), SECRET, NOW)
    manners = Manners(on_data=lambda: store.subscriptions.stop(gone.id, NOW) and None)
    with serving(manners) as server:
        assert send(store, server) == DeliverySummary(sent=1)
    assert manners.recipients == [reader(0)]
    assert states(store) == {DeliveryState.SENT: 1, DeliveryState.FAILED: 1}


def test_four_senders_at_once_send_each_message_once(
    store: Store, manners: Manners, server: MailSettings
) -> None:
    queue(store, 40)
    url = store.database.engine.url.render_as_string(hide_password=False)
    barrier = threading.Barrier(4)

    def work(_: int) -> int:
        mine = open_store(url)
        barrier.wait()
        summary = send(mine, server)
        mine.close()
        return summary.sent

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, range(4))) == 40
    assert len(manners.received) == 40
    assert set(manners.message_ids.values()) == {1}


def test_a_worker_that_starts_beside_another_does_not_spoil_what_that_one_sends(store: Store) -> None:
    queue(store, 1)
    manners = Manners(on_data=lambda: recover(store) and None)
    with serving(manners) as server:
        assert send(store, server) == DeliverySummary(sent=1)
    assert states(store) == {DeliveryState.SENT: 1}


def test_without_a_mail_server_messages_go_to_the_outbox(store: Store, tmp_path: Path) -> None:
    queue(store, 3)
    outbox = tmp_path / "outbox"
    with sender_for(MailSettings(), outbox) as sender:
        assert deliver(store, sender, NOW) == DeliverySummary(sent=3)
    assert len(list(outbox.glob("*.eml"))) == 3
    assert states(store) == {DeliveryState.SENT: 3}

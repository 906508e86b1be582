"""Preparing digests: each window once, each article once, all in one transaction. On both databases."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import func, select, update

from monitor.model import DeliveryState, Subscription
from monitor.pipeline import subscriptions
from monitor.pipeline.digests import prepare
from monitor.store import Store, open_store
from monitor.store.tables import deliveries, digest_items, digests
from monitor.store.tables import subscriptions as subscription_rows
from tests.digests.newsroom import (
    CONFIRMED,
    MORNING,
    SECRET,
    article,
    open_newsroom,
    publish,
    settings,
    subscribe,
)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def newsroom(store: Store) -> None:
    open_newsroom(store)


def prepared(store: Store, now: datetime = MORNING, **digest_settings: int) -> int:
    return prepare(store, settings(**digest_settings), SECRET, now)


def told(store: Store) -> list[list[int]]:
    """The numbers of the articles in each message, the oldest message first."""
    return [[int(day) for day in re.findall(r"sensors, day (\d+)", text)] for text in texts(store)]


def texts(store: Store) -> list[str]:
    """The plain text of every message, the oldest first."""
    rows = reversed(store.deliveries.latest(100))
    parsed = [message_from_bytes(row.delivery.message, policy=policy.default) for row in rows]
    return [mail.get_body(("plain",)).get_content() for mail in parsed]


def count(store: Store, table) -> int:
    with store.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def windows(store: Store) -> list[tuple[datetime, datetime]]:
    with store.database.reading() as connection:
        rows = connection.execute(select(digests).order_by(digests.c.window_end))
        return [(row.window_start, row.window_end) for row in rows]


def test_a_due_window_becomes_one_queued_message(store: Store) -> None:
    reader = subscribe(store)
    publish(store, article(1), article(2))
    assert prepared(store) == 1
    (row,) = store.deliveries.latest(9)
    assert row.delivery.state == DeliveryState.QUEUED
    assert row.delivery.recipient == reader.email
    assert row.delivery.message_id == f"<digest-{reader.id}-20261121T0700Z@norrland.example>"
    assert "2 reports since" in texts(store)[0]
    assert windows(store) == [(CONFIRMED, MORNING)]


def test_the_same_window_is_never_prepared_twice(store: Store) -> None:
    subscribe(store)
    publish(store, article(1))
    assert [prepared(store), prepared(store), prepared(store, MORNING + timedelta(hours=5))] == [1, 0, 0]
    assert count(store, deliveries) == 1


def test_a_window_with_nothing_to_tell_is_closed_without_a_message(store: Store) -> None:
    subscribe(store)
    assert prepared(store) == 0
    assert windows(store) == [(CONFIRMED, MORNING)]
    publish(store, article(1, MORNING + timedelta(hours=3)))
    assert prepared(store, MORNING + DAY) == 1
    assert windows(store)[1] == (MORNING, MORNING + DAY)


def test_only_the_subscribers_topics_are_told(store: Store) -> None:
    subscribe(store, "anna@norrland.example", topics=("coproduction",))
    subscribe(store, "piet@norrland.example", topics=("export-bans",))
    publish(store, article(1), topics=("coproduction",))
    assert prepared(store) == 1
    assert store.deliveries.latest(9)[0].delivery.recipient == "anna@norrland.example"


def test_whoever_has_not_confirmed_or_has_stopped_gets_nothing(store: Store) -> None:
    store.subscriptions.ask("pending@norrland.example", ("export-bans",), 7, "UTC", CONFIRMED)
    stopped = subscribe(store, "stopped@norrland.example")
    store.subscriptions.stop(stopped.id, CONFIRMED)
    publish(store, article(1))
    assert prepared(store) == 0
    assert windows(store) == []


def test_an_article_from_before_the_confirmation_is_not_news(store: Store) -> None:
    subscribe(store)
    publish(store, article(1, CONFIRMED - timedelta(minutes=1)))
    assert prepared(store) == 0


def test_an_article_committed_after_its_window_closed_comes_with_the_next(store: Store) -> None:
    subscribe(store)
    publish(store, article(1))
    prepared(store)
    publish(store, article(2, MORNING - timedelta(seconds=5)))
    assert prepared(store, MORNING + DAY) == 1
    assert told(store) == [[1], [2]]


def test_old_articles_that_a_new_feed_brings_are_no_news_but_those_of_a_feed_that_was_away_are(
    store: Store,
) -> None:
    subscribe(store)
    publish(store, article(1, published=MORNING - 30 * DAY), article(2, published=MORNING - 5 * DAY))
    assert prepared(store) == 1
    assert told(store) == [[2]]


def test_what_was_left_out_or_folded_is_not_told_the_next_day(store: Store) -> None:
    subscribe(store)
    publish(store, *(article(number) for number in range(1, 6)))
    publish(store, article(7, title=article(1).title))
    assert prepared(store, max_items=2) == 1
    assert "3 more reports did not fit" in texts(store)[0]
    assert count(store, digest_items) == 6
    assert prepared(store, MORNING + DAY) == 0


def test_three_days_asleep_bring_one_digest_in_order(store: Store) -> None:
    subscribe(store)
    prepared(store)
    publish(store, *(article(day, MORNING + day * DAY - timedelta(hours=2)) for day in (1, 2, 3)))
    assert prepared(store, MORNING + 3 * DAY + timedelta(hours=4)) == 1
    assert told(store) == [[3, 2, 1]]
    assert windows(store)[-1] == (MORNING, MORNING + 3 * DAY)


def test_a_clock_ten_years_ahead_for_a_minute_loses_and_repeats_nothing(store: Store) -> None:
    subscribe(store)
    publish(store, article(1))
    assert prepared(store, MORNING.replace(year=2036)) == 1
    assert prepared(store, MORNING) == 0, "the article was told, too early"
    publish(store, article(2, MORNING + timedelta(hours=1)))
    assert prepared(store, MORNING + DAY) == 1
    assert told(store) == [[1], [2]]


def test_a_clock_a_day_ahead_for_a_minute_loses_and_repeats_nothing(store: Store) -> None:
    subscribe(store)
    publish(store, article(1))
    assert prepared(store, MORNING + DAY) == 1
    publish(store, article(2, MORNING + timedelta(hours=3)))
    assert sum(prepared(store, MORNING + hours * timedelta(hours=1)) for hours in range(72)) == 1
    assert told(store) == [[1], [2]]


def test_eight_workers_at_once_prepare_each_digest_once(store: Store) -> None:
    for number in range(6):
        subscribe(store, f"reader{number}@norrland.example")
    publish(store, article(1), article(2))
    barrier = threading.Barrier(8)
    url = store.database.engine.url.render_as_string(hide_password=False)

    def work(_: int) -> int:
        mine = open_store(url)
        barrier.wait()
        written = prepared(mine)
        mine.close()
        return written

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 6
    assert (count(store, digests), count(store, deliveries)) == (6, 6)


def test_workers_who_disagree_on_the_zone_close_no_overlapping_windows(store: Store) -> None:
    reader = subscribe(store)
    publish(store, article(1))
    assert prepared(store, MORNING) == 1
    _change(store, reader, zone="America/New_York")
    assert prepared(store, MORNING + timedelta(hours=6)) == 0
    assert prepared(store, MORNING + timedelta(days=1, hours=6)) == 0
    assert windows(store) == [(CONFIRMED, MORNING), (MORNING, MORNING + timedelta(days=1, hours=5))]


def test_a_zone_that_is_gone_stops_only_its_own_subscriber(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    _change(store, subscribe(store, "lost@norrland.example"), zone="Mars/Utopia")
    subscribe(store)
    publish(store, article(1))
    assert prepared(store) == 1
    assert "Mars/Utopia" in caplog.text


def test_a_new_subscription_after_a_stop_begins_at_its_confirmation(store: Store) -> None:
    reader = subscribe(store)
    prepared(store)
    store.subscriptions.stop(reader.id, MORNING)
    publish(store, article(1, MORNING + timedelta(hours=1)))
    again = MORNING + timedelta(hours=2)
    store.subscriptions.ask(reader.email, reader.topics, 7, "UTC", again)
    store.subscriptions.confirm(reader.id, again)
    assert prepared(store, MORNING + DAY) == 0
    assert windows(store)[-1] == (again, MORNING + DAY)


def test_the_link_in_the_mail_stops_the_digest(store: Store) -> None:
    subscribe(store)
    publish(store, article(1))
    prepared(store)
    mail = message_from_bytes(store.deliveries.latest(1)[0].delivery.message, policy=policy.default)
    token = mail["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    assert subscriptions.stop(store, SECRET, token, MORNING) is not None
    publish(store, article(2, MORNING + timedelta(hours=1)))
    assert prepared(store, MORNING + DAY) == 0


def _change(store: Store, reader: Subscription, **values: object) -> None:
    mine = subscription_rows.c.id == reader.id
    with store.database.writing() as connection:
        connection.execute(update(subscription_rows).where(mine).values(values))

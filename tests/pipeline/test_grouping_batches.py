"""A run of grouping goes through what waits in batches: each article once, what is new first."""

import asyncio

from sqlalchemy import update

from monitor.pipeline import grouping
from monitor.pipeline.grouping import Grouper
from monitor.pipeline.workers import Workers
from monitor.store import Store
from monitor.store.stories import shelf
from monitor.store.stories.tables import reports
from tests.samples import NOW, feed
from tests.told import READING_LIMIT, WIRE, Here, brought, group, told


def test_two_workers_group_each_article_once(postgresql_store: Store) -> None:
    numbers = brought(
        postgresql_store, [told(n, f"Event {n}", f"{WIRE} {n}", hours=n) for n in range(1, 61)], 1
    )

    async def both() -> int:
        with Workers(2, READING_LIMIT) as workers:
            pair = [Grouper(postgresql_store, workers, lambda: NOW) for _ in range(2)]
            done = await asyncio.gather(*(one.group() for one in pair))
            return sum(done) + sum([await one.group() for one in pair])

    assert asyncio.run(both()) == 60
    assert len(postgresql_store.stories.of_articles(numbers)) == 60


def test_a_batch_does_not_look_again_through_all_that_was_grouped_before(
    sqlite_store: Store, monkeypatch
) -> None:
    monkeypatch.setattr(grouping, "_BATCH", 2)
    monkeypatch.setattr(grouping, "_LATE", 1)
    numbers = brought(
        sqlite_store, [told(n, f"Yard {n} launches boat {n}", "", hours=n) for n in range(6)], 1
    )
    waiting, asked = sqlite_store.grouping.waiting, []

    def noted(after: int, limit: int):
        asked.append(after)
        return waiting(after, limit)

    monkeypatch.setattr(sqlite_store.grouping, "waiting", noted)
    assert group(sqlite_store) == 6
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert asked == [0, 0, 2, 4]


def test_what_is_new_does_not_wait_until_all_that_was_edited_is_read_again(
    sqlite_store: Store, monkeypatch
) -> None:
    old = [told(n, f"Yard {n} launches boat {n}", "", hours=n) for n in range(1, 5)]
    brought(sqlite_store, old, 1)
    assert group(sqlite_store) == 4
    with sqlite_store.database.writing() as connection:
        connection.execute(update(reports).values(read_by=""))
    monkeypatch.setattr(grouping, "_BATCH", 2)
    outdated, left = sqlite_store.grouping.outdated, []

    def noted(limit: int):
        left.append(len(sqlite_store.grouping.waiting(0, 10)))
        if len(left) == 1:
            brought(sqlite_store, [told(9, "Court fines dealer over goggles")], 2)
        return outdated(limit)

    monkeypatch.setattr(sqlite_store.grouping, "outdated", noted)
    assert group(sqlite_store) == 5
    assert left == [0, 0, 0]


def test_keys_that_wait_are_settled_as_soon_as_enough_do(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "_PENDING", 1)
    first = brought(
        store, [told(1, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=2)], 1
    )
    assert group(store) == 1
    assert not store.grouping.keys_are_due()  # none waits
    copy = brought(
        store, [told(2, "Freedonia orders 38 patrol boats from Kestrelby Yards", WIRE, hours=1)], 2
    )
    assert group(store) == 1
    assert len(set(store.stories.of_articles([*first, *copy]).values())) == 1


def test_articles_that_take_the_numbers_of_deleted_ones_are_grouped(sqlite_store: Store, monkeypatch) -> None:
    monkeypatch.setattr(grouping, "_LATE", 1)
    grouper = Grouper(sqlite_store, Here(), lambda: NOW)  # type: ignore[arg-type]
    brought(sqlite_store, [told(1, "Yard 1 launches boat 1")], 1)
    deleted = brought(sqlite_store, [told(n, f"Yard {n} launches boat {n}") for n in range(2, 9)], 2)
    assert asyncio.run(grouper.group()) == 8
    row = sqlite_store.feeds.by_url(feed(2).url)
    assert row is not None
    assert sqlite_store.feeds.delete(row.id)
    assert asyncio.run(grouper.group()) == 0
    assert brought(sqlite_store, [told(9, "Court fines dealer over goggles")], 3) == [deleted[0]]
    assert asyncio.run(grouper.group()) == 1

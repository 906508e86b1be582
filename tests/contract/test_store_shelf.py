"""By what reports find one another: keys that wait in a small table until they are settled, on both databases."""

from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import func, select

from monitor.store import Store
from monitor.store.leases import LENGTH
from monitor.store.stories import shelf
from monitor.store.stories.tables import pending_keys, report_keys
from tests.samples import NOW
from tests.told import brought, put, settled, told


@pytest.fixture
def four(store: Store) -> list[int]:
    return brought(store, [told(n, f"Boat {n} launched", hours=24 * n) for n in (4, 3, 2, 1)])


def rows(store: Store) -> tuple[int, int]:
    """How many keys wait, and how many are settled."""
    with store.database.reading() as connection:
        waiting, placed = (
            connection.scalar(select(func.count()).select_from(table))
            for table in (pending_keys, report_keys)
        )
    return waiting or 0, placed or 0


def leads_to(store: Store, key: int) -> list[int]:
    return sorted(store.grouping.held([key])[key].tolist())


def test_keys_lead_to_reports_whether_they_wait_or_are_settled(store: Store, four: list[int]) -> None:
    put(store, dict.fromkeys(four[:2], "new"))
    assert rows(store) == (4, 0)
    assert leads_to(store, 7) == four[:2]
    settled(store)
    assert rows(store) == (0, 4)
    assert leads_to(store, 7) == four[:2]
    put(store, dict.fromkeys(four[2:], "other"))
    assert rows(store) == (4, 4)
    assert leads_to(store, 7) == four
    settled(store)
    assert rows(store) == (0, 8)
    assert leads_to(store, 7) == four
    assert leads_to(store, four[3]) == four[3:]


def test_an_article_read_again_stands_once_among_those_that_a_key_leads_to(
    store: Store, four: list[int]
) -> None:
    put(store, {four[0]: "new"})
    settled(store)
    with store.database.writing() as connection:
        connection.execute(pending_keys.insert().from_select(report_keys.c.keys(), select(report_keys)))
        assert connection.execute(shelf.leading([7])).all() == [(7, four[0])]
    assert rows(store) == (2, 2)


def test_keys_are_settled_some_at_a_time(
    store: Store, four: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_SETTLED", 1)
    put(store, dict.fromkeys(four, "new"))
    token = store.leases.take("grouping", NOW)
    assert token
    left = []
    while store.grouping_writes.settle_keys(token, NOW):
        left.append(rows(store)[0])
        assert sum(rows(store)) == 8
    assert left == sorted(left, reverse=True)
    assert len(left) > 2
    assert rows(store) == (0, 8)
    assert leads_to(store, 7) == four


def test_a_place_is_the_latest_reports_that_fell_on_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.stories.grouping.shelf.PLACES", 2)
    numbers = brought(store, [told(n, f"Boat {n} launched") for n in range(1, 5)])
    put(store, dict.fromkeys(numbers[:2], "new"))
    settled(store)
    put(store, dict.fromkeys(numbers[2:], "other"))
    settled(store)
    assert leads_to(store, 7) == numbers[2:]


def test_who_has_lost_the_lease_settles_nothing(store: Store, four: list[int]) -> None:
    put(store, dict.fromkeys(four, "new"))
    token = store.leases.take("grouping", NOW)
    assert token
    assert store.leases.take("grouping", NOW + LENGTH)
    assert not store.grouping_writes.settle_keys(token, NOW)
    assert rows(store) == (8, 0)


def test_keys_are_due_when_enough_of_them_wait(
    store: Store, four: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_PENDING", 4)
    put(store, {four[0]: "new"})
    assert not store.grouping.keys_are_due()
    put(store, {four[1]: "other"})
    assert store.grouping.keys_are_due()
    settled(store)
    assert not store.grouping.keys_are_due()


def test_reports_that_came_before_any_of_a_date_are_left_out(store: Store, four: list[int]) -> None:
    put(store, dict.fromkeys(four[:2], "new"))
    settled(store)
    put(store, dict.fromkeys(four[2:], "new"))

    def since(**before: float) -> list[int]:
        held = store.grouping.held([7], NOW - timedelta(**before))
        return sorted(np.concatenate([*held.values()]).tolist()) if held else []

    assert since(days=30) == four
    assert since(days=3) == four[1:]
    assert since(days=1) == four[3:]


def test_no_report_is_left_out_where_none_is_so_late(store: Store, four: list[int]) -> None:
    put(store, dict.fromkeys(four, "new"))
    held = store.grouping.held([7], NOW + timedelta(days=1))
    assert sorted(held[7].tolist()) == four

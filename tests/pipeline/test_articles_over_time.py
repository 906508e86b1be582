"""What feeds do to their items over the months, polled over real HTTP: none of it becomes news again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from monitor.pipeline.workers import Workers
from monitor.store import Store, open_store
from monitor.store.articles.article_page import ArticlePage
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.migrate import upgrade
from tests.digests.newsroom import MORNING, open_newsroom, subscribe
from tests.pipeline.outlet import DAY, HOUR, Item, Outlet, item


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, 10) as pool:
        yield pool


@pytest.fixture
def outlet(sqlite_store: Store, workers: Workers) -> Outlet:
    open_newsroom(sqlite_store)
    subscribe(sqlite_store)
    return Outlet(sqlite_store, workers)


ITEMS = [item(number) for number in range(3, 13)]
NIGHT = MORNING - 2 * HOUR


def pages(store: Store) -> list[ArticlePage]:
    ids = sorted(line.article_id for line in store.desk.page(DeskFilter(ALL), 500).lines)
    return [page for number in ids if (page := store.desk.article(number)) is not None]


def titles(store: Store) -> list[str]:
    return sorted(page.title for page in pages(store))


def told(store: Store) -> list[str]:
    """The headlines in all digests ever written, each as often as it was told."""
    rows = store.deliveries.latest(100)
    mails = [message_from_bytes(row.delivery.message, policy=policy.default) for row in rows]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]
    return sorted(
        line for text in texts for line in re.findall(r"^\W*(.* in all.*?)\s*$", text, re.MULTILINE)
    )


def retold(number: int) -> Item:
    return item(number, title=f"{item(number).title}, says the ministry")


def under_new_names(items: Sequence[Item] = ITEMS, **changes: object) -> list[Item]:
    """The same items out of a new system: with other ids and other links."""
    return [
        replace(one, **{"id": f"cms:{number}", "link": f"https://new.example/{number}", **changes})
        for number, one in enumerate(items)
    ]


RETOLD = [retold(number) for number in range(3, 13)]
MONTH = 30 * DAY
AFTERWARDS = {
    "items leave and come back after a day": [(DAY, ITEMS[5:]), (2 * DAY, ITEMS)],
    "items leave and come back after 150 days": [(DAY, ITEMS[5:]), (150 * DAY, ITEMS)],
    "the feed is empty for a day": [(DAY, []), (2 * DAY, ITEMS)],
    "ids become https": [(DAY, [replace(i, id=i.id.replace("http:", "https:")) for i in ITEMS])],
    "ids get tracking parameters": [(DAY, [replace(i, id=f"{i.id}?utm_source=rss&utm_id=1") for i in ITEMS])],
    "new ids, and links with tracking": [
        (DAY, [replace(i, id=f"cms:{i.id}", link=f"{i.link}?utm_source=rss") for i in ITEMS])
    ],
    "new ids and new links": [(DAY, under_new_names())],
    "new ids and new links, and no text": [(DAY, under_new_names(text=""))],
    "new ids and new links, and no dates": [(DAY, under_new_names(date=None))],
    "new ids and new links, and new dates": [(MONTH, under_new_names(date=NIGHT + MONTH))],
    "new ids and new links, and back again": [(DAY, under_new_names()), (2 * DAY, ITEMS)],
    "the feed is restored from an old copy": [(DAY, RETOLD), (2 * DAY, ITEMS), (3 * DAY, RETOLD)],
    "all are re-issued": [(MONTH, [replace(i, date=NIGHT + MONTH) for i in ITEMS])],
    "all are re-issued under new ids": [
        (MONTH, [replace(i, id=f"again:{i.id}", date=NIGHT + MONTH) for i in ITEMS])
    ],
    "all are retitled": [(DAY, RETOLD)],
    "the order changes": [(DAY, ITEMS[::-1])],
}


@pytest.mark.reliability(20, 21, 132, 133)
@pytest.mark.parametrize("name", AFTERWARDS)
def test_what_was_told_once_is_never_told_again(outlet: Outlet, sqlite_store: Store, name: str) -> None:
    later = AFTERWARDS[name]
    found = outlet.show((NIGHT, ITEMS), *((NIGHT + after, items) for after, items in later))
    assert [new for new, _ in found] == [10] + [0] * len(later)
    assert len(pages(sqlite_store)) == 10
    assert told(sqlite_store) == sorted(one.title for one in ITEMS)


def test_after_all_that_a_new_item_is_news(outlet: Outlet, sqlite_store: Store) -> None:
    fresh = item(20, id="cms:new", link="https://new.example/new", date=NIGHT + DAY)
    found = outlet.show((NIGHT, ITEMS), (NIGHT + DAY, [fresh, *under_new_names()]))
    assert found == [(10, 0), (1, 0)]
    assert told(sqlite_store) == sorted([fresh.title, *(one.title for one in ITEMS)])


def test_a_feed_restored_from_an_old_copy_brings_two_versions_however_often(
    outlet: Outlet, sqlite_store: Store
) -> None:
    old, new = [item(3)], [retold(3)]
    rounds = [(NIGHT + number * DAY, new if number % 2 else old) for number in range(6)]
    assert outlet.show(*rounds) == [(1, 0)] + [(0, 1)] * 5
    (page,) = pages(sqlite_store)
    assert page.title == retold(3).title
    assert [version.title for version in sqlite_store.versions.of(page.article_id)] == [
        item(3).title,
        retold(3).title,
    ]


def test_a_reissue_keeps_its_first_date_and_is_marked(outlet: Outlet, sqlite_store: Store) -> None:
    again = NIGHT + 30 * DAY
    outlet.show((NIGHT, [item(3)]), (again, [item(3, date=again)]))
    (page,) = pages(sqlite_store)
    assert (page.published, page.first_seen, page.reissued_at) == (item(3).date, NIGHT, again)


def test_white_space_and_tracking_parameters_are_no_edit(outlet: Outlet, sqlite_store: Store) -> None:
    padded = item(3, title=f" {item(3).title.replace(' ', '  ')} ", text=f"<p>{item(3).text}</p> ")
    tracked = item(3, text=f"{item(3).text} <img src='https://count.example/?id=7'>")
    shown = [(NIGHT + number * HOUR, [one]) for number, one in enumerate([item(3), padded, tracked])]
    assert outlet.show(*shown) == [(1, 0), (0, 0), (0, 0)]
    (page,) = pages(sqlite_store)
    assert (page.edited_at, sqlite_store.versions.of(page.article_id)) == (None, ())


@pytest.mark.reliability(20)
def test_an_id_that_is_used_for_another_story_brings_that_story(outlet: Outlet, sqlite_store: Store) -> None:
    other = Item(
        item(3).id, "http://outlet.example/kitchens", "Field kitchens, twelve in all", "Twice as dear."
    )
    assert outlet.show((NIGHT, [item(3)]), (NIGHT + DAY, [replace(other, date=NIGHT + DAY)])) == [
        (1, 0),
        (1, 0),
    ]
    assert told(sqlite_store) == sorted([item(3).title, other.title])


@pytest.mark.parametrize(("date", "new"), [(NIGHT + DAY, 1), (item(3).date, 0)])
def test_a_briefing_without_text_is_a_new_one_unless_its_date_is_the_old_one(
    outlet: Outlet, date: datetime, new: int
) -> None:
    monday = item(3, title="Morning briefing", text="")
    tuesday = replace(monday, id="tuesday", link="http://outlet.example/tuesday", date=date)
    assert outlet.show((NIGHT, [monday]), (NIGHT + DAY, [tuesday])) == [(1, 0), (new, 0)]


LIVE = "http://outlet.example/live"
SHARED = {
    "another story beside it": [item(4, id="b", link=item(3).link), *ITEMS],
    "another story beside it, below": [*ITEMS, item(4, id="b", link=item(3).link)],
    "an edit beside it": [item(3, id="b", title="Brevik: licences on hold, 3 in all"), *ITEMS],
    "another story of the same moment beside it": [
        item(4, id="b", link=item(3).link, date=item(3).date),
        *ITEMS,
    ],
    "the same title and moment beside it, at another address": [
        item(3, id="b", link=LIVE, text=f"{item(3).text} It may take a month."),
        *ITEMS,
    ],
    "another story in its place": [item(4, id="b", link=item(3).link), *ITEMS[1:]],
    "an edit under a new id in its place": [item(3, id="b", title="Licences on hold"), *ITEMS[1:]],
    "a copy under another id and address beside it": [item(3, id="b", link=LIVE), *ITEMS],
}


@pytest.mark.reliability(20, 21)
@pytest.mark.parametrize("name", SHARED)
def test_items_that_share_an_address_or_a_text_come_out_the_same_whether_known_ones_are_cut_or_not(
    sqlite_store: Store, workers: Workers, tmp_path: Path, name: str
) -> None:
    plain = open_store(f"sqlite:///{tmp_path / 'whole.db'}")
    upgrade(plain.database)
    rounds = [(NIGHT, ITEMS), (NIGHT + HOUR, SHARED[name]), (NIGHT + DAY, [item(15), *SHARED[name]])]
    try:
        found = Outlet(sqlite_store, workers).show(*rounds)
        assert found == Outlet(plain, workers, whole=True).show(*rounds)
        assert titles(sqlite_store) == titles(plain)
        assert found[2] == (1, 0)
    finally:
        plain.close()


def test_a_story_beside_a_known_one_at_its_address_is_not_lost(outlet: Outlet, sqlite_store: Store) -> None:
    beside = item(4, id="b", link=item(3).link, text="", date=item(3).date)
    assert outlet.show((NIGHT, [item(3)]), (NIGHT + HOUR, [beside, item(3)])) == [(1, 0), (1, 0)]


@pytest.mark.reliability(9)
def test_a_feed_that_runs_empty_loses_nothing(outlet: Outlet, sqlite_store: Store) -> None:
    assert outlet.show((NIGHT, ITEMS), (NIGHT + HOUR, [])) == [(10, 0), (0, 0)]
    assert len(pages(sqlite_store)) == 10

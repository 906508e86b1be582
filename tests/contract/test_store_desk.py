"""What the desk reads, the same on every database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.model import Article, Classified, Match
from monitor.store import Store
from monitor.store.articles.desk import ALL, Cursor, DeskFilter
from tests.samples import NOW, article, feed, match, outcome


def fill(store: Store, *found: tuple[Article, tuple[Match, ...]], of: int = 1) -> int:
    """Store these articles as brought by one feed; returns its id."""
    (feed_id,) = store.feeds.add([feed(of)], NOW)
    (lease,) = store.feeds.claim([feed(of).url], NOW)
    new = tuple(Classified(article, matches) for article, matches in found)
    assert store.feeds.record(lease, replace(outcome(lease), new=new))
    return feed_id


def titles(store: Store, **wanted: object) -> list[str]:
    return [line.title for line in store.desk.page(DeskFilter(**wanted), 50).lines]


def test_articles_come_newest_first_and_an_article_from_the_future_is_not_pinned_on_top(store: Store) -> None:
    ahead = article(1, title="Ahead", published=NOW + timedelta(hours=2), first_seen=NOW - timedelta(hours=1))
    undated = article(2, title="Undated", published=None, first_seen=NOW)
    old = article(3, title="Old", published=NOW - timedelta(days=3))
    fill(store, *((a, (match(),)) for a in (ahead, old, undated)))
    assert titles(store) == ["Undated", "Ahead", "Old"]


@pytest.mark.parametrize("size", [1, 3, 7])
def test_paging_down_and_up_again_shows_each_article_once(store: Store, size: int) -> None:
    # several articles of one moment: the id decides among them
    fill(store, *((article(n, published=NOW - timedelta(minutes=n // 3)), (match(),)) for n in range(10)))
    every = [line.article_id for line in store.desk.page(DeskFilter(), 50).lines]
    assert len(every) == 10

    page = store.desk.page(DeskFilter(), size)
    assert page.newer is None
    pages = [page]
    while page.older:
        page = store.desk.page(DeskFilter(), size, older_than=page.older)
        pages.append(page)
    assert [line.article_id for page in pages for line in page.lines] == every

    for expected in reversed(pages[:-1]):
        page = store.desk.page(DeskFilter(), size, newer_than=page.newer)
        assert page.lines == expected.lines
    assert page.newer is None


def test_filters_narrow_the_list(store: Store) -> None:
    export = fill(store, (article(1, title="Export", language="uk"), (match(),)), of=1)
    fill(
        store,
        (article(2, title="Joint"), (match("coproduction"), match("export-bans", matched=False))),
        (article(3, title="Neither"), ()),
        of=2,
    )
    assert titles(store) == ["Export", "Joint"]
    assert titles(store, topic=ALL) == ["Export", "Joint", "Neither"]
    assert titles(store, topic="export-bans") == ["Export"]
    assert titles(store, topic="coproduction") == ["Joint"]
    assert titles(store, language="uk") == ["Export"]
    assert titles(store, feed_id=export) == ["Export"]
    assert titles(store, since=NOW - timedelta(minutes=1), until=NOW) == ["Export"]
    assert titles(store, topic="unheard-of") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("licences", True),
        ("LICENCES hold", True),
        ("licences absent", False),
        ("Збройні", True),
        ('"sensors" AND (', False),  # an operator of neither database's query language
        ("NOR licences*", False),
        ("'; DROP TABLE articles; --", False),
        ("!!", True),  # no word at all: no condition
    ],
)
def test_search_finds_articles_that_hold_every_word(store: Store, words: str, found: bool) -> None:
    fill(store, (article(1, content="Збройні Сили отримали датчики."), (match(),)))
    assert bool(titles(store, words=words)) is found


def test_search_follows_an_edit(store: Store) -> None:
    feed_id = fill(store, (article(1, title="Frigate delayed"), (match(),)))
    store.feeds.make_due(feed_id, NOW)
    (lease,) = store.feeds.claim_due(NOW, 1)
    edited = article(1, title="Corvette delayed")
    store.feeds.record(lease, outcome(lease, changed=(Classified(edited, (match(),)),)))
    assert titles(store, words="corvette") == ["Corvette delayed"]
    assert titles(store, words="frigate") == []


def test_the_article_page_has_matches_surest_first_and_every_appearance(store: Store) -> None:
    found = (match("coproduction", score=0.7), match("export-bans", score=0.9))
    fill(store, (article(1), found), of=1)
    store.feeds.add([feed(2)], NOW)
    (lease,) = store.feeds.claim([feed(2).url], NOW)
    store.feeds.record(lease, outcome(lease, elsewhere=(article(1),)))
    (line,) = store.desk.page(DeskFilter(), 5).lines
    page = store.desk.article(line.article_id)
    assert [m.topic for m in page.matches] == ["export-bans", "coproduction"]
    assert [seen.outlet for seen in page.appearances] == ["Outlet 1", "Outlet 2"]
    assert store.desk.article(999) is None


def test_counts_by_topic_and_languages(store: Store) -> None:
    fill(
        store,
        (article(1, language="en"), (match(),)),
        (article(2, language="en"), (match(), match("coproduction"))),
        (article(3, language="uk", published=NOW - timedelta(days=2)), (match(),)),
    )
    assert store.desk.counts_by_topic(NOW - timedelta(days=1)) == {"export-bans": 2, "coproduction": 1}
    assert store.desk.languages() == ["en", "uk"]


def test_a_cursor_survives_the_address_bar() -> None:
    cursor = Cursor(NOW + timedelta(microseconds=123456), 42)
    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "x", "!!!!", "ä", "MXwx", "bmFufDE", "MWU5OTl8MQ"])
def test_nonsense_in_place_of_a_cursor_is_no_cursor(text: str) -> None:
    found = Cursor.read(text)
    assert found is None or isinstance(found, Cursor)

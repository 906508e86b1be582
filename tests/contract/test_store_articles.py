"""What every database must keep of articles over time: their versions, their names, their re-issues."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, select

from monitor.model import Article, Classified, PollOutcome, Sorted
from monitor.store import Store
from monitor.store.articles.article_page import ArticlePage
from monitor.store.articles.desk import ALL, DeskFilter
from monitor.store.articles.versions import KEPT
from monitor.store.tables import appearances, article_versions, articles
from tests.samples import NOW, article, feed, match

DAY = timedelta(days=1)


@pytest.fixture
def feed_id(store: Store) -> int:
    return add(store, 1)


def add(store: Store, number: int) -> int:
    (made,) = store.feeds.add([feed(number)], NOW)
    return made


def bring(store: Store, feed_id: int, *found: Article, at: datetime = NOW) -> Sorted:
    """What a poll that finds these articles does; the keyword "Film" takes their topic away."""
    seen = [replace(a, first_seen=at) for a in found]
    store.feeds.make_due(feed_id, at)
    (lease,) = [lease for lease in store.feeds.claim_due(at, 100) if lease.feed_id == feed_id]
    known = store.appearances.sort_out(feed_id, seen)
    outcome = PollOutcome(
        replace(lease.polling, next_poll_at=at + DAY),
        new=tuple(judged(a) for a in known.new),
        changed=tuple(judged(a) for a in known.changed),
        elsewhere=(*known.elsewhere, *known.renamed),
        reissued=known.reissued,
        reused=known.reused,
    )
    assert store.feeds.record(lease, outcome)
    return known


def judged(found: Article) -> Classified:
    return Classified(found, () if "Film" in found.title else (match(),), "v1")


def pages(store: Store) -> list[ArticlePage]:
    """All articles, the first stored first."""
    ids = sorted(line.article_id for line in store.desk.page(DeskFilter(ALL), 100).lines)
    return [page for number in ids if (page := store.desk.article(number)) is not None]


def former(store: Store) -> list[str]:
    return [version.title for version in store.versions.of(pages(store)[0].article_id)]


def count(store: Store, table: Any) -> int:
    with store.database.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_all_that_a_feed_says_of_an_article_is_kept(store: Store, feed_id: int) -> None:
    full = article(
        updated=NOW - timedelta(seconds=30),
        categories=("Export", "Зброя"),
        image="https://o.example/p.jpg",
        published=None,
    )
    bring(store, feed_id, full)
    (page,) = pages(store)
    assert (page.updated, page.categories, page.image) == (full.updated, full.categories, full.image)
    assert (page.published, page.first_seen, page.reissued_at) == (None, NOW, None)
    (again,) = store.matches.outdated("v2", 10).values()
    assert again == replace(full, entry_id="")


def test_an_edit_keeps_what_was_there_before(store: Store, feed_id: int) -> None:
    bring(store, feed_id, article(summary="The first text.", content="All of it."))
    edited = article(title="Film festival opens", summary="The second text.", url="https://outlet.example/1b")
    assert len(bring(store, feed_id, edited, at=NOW + DAY).changed) == 1
    (page,) = pages(store)
    assert (page.title, page.url, page.edited_at) == (edited.title, edited.url, NOW + DAY)
    assert page.matches == ()
    (version,) = store.versions.of(page.article_id)
    assert (version.title, version.summary, version.content, version.replaced_at) == (
        article().title,
        "The first text.",
        "All of it.",
        NOW + DAY,
    )
    assert bring(store, feed_id, edited, at=NOW + 2 * DAY).known == 1


def test_versions_come_latest_first_and_a_text_that_returns_is_kept_once(store: Store, feed_id: int) -> None:
    for hours, title in enumerate(["One", "Two", "One", "Two", "One", "Two"]):
        bring(store, feed_id, article(title=f"Licences, text {title}"), at=NOW + timedelta(hours=hours))
    assert former(store) == ["Licences, text One", "Licences, text Two"]
    bring(store, feed_id, article(title="Licences, text Three"), at=NOW + DAY)
    assert former(store) == ["Licences, text Two", "Licences, text One"]


def test_of_an_endlessly_edited_article_the_first_and_the_latest_versions_are_kept(
    store: Store, feed_id: int
) -> None:
    for hours in range(KEPT + 5):
        bring(store, feed_id, article(title=f"Licences, text {hours}"), at=NOW + timedelta(hours=hours))
    latest = [f"Licences, text {hours}" for hours in range(KEPT + 3, 4, -1)]
    assert former(store) == [*latest, "Licences, text 0"]


def test_versions_of_one_article_are_not_those_of_another(store: Store, feed_id: int) -> None:
    for hours, title in enumerate(["Licences", "Licences!"]):
        two = [article(number, title=title, summary="", content=f"{number}") for number in (1, 2)]
        bring(store, feed_id, *two, at=NOW + timedelta(hours=hours))
    assert [len(store.versions.of(page.article_id)) for page in pages(store)] == [1, 1]


def test_an_edit_in_a_feed_that_did_not_bring_the_article_first_changes_nothing(
    store: Store, feed_id: int
) -> None:
    bring(store, feed_id, article())
    other = add(store, 2)
    bring(store, other, article())
    bring(store, other, article(title="Film festival opens"), at=NOW + DAY)
    (page,) = pages(store)
    assert (page.title, page.edited_at, store.versions.of(page.article_id)) == (article().title, None, ())


@pytest.fixture
def failing(store: Store) -> Iterator[list[str]]:
    """Words at which a statement that holds them fails once it has been carried out."""
    words: list[str] = []

    def fail(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if any(word in statement for word in words):
            raise OSError("the disk is full")

    event.listen(store.database.engine, "after_cursor_execute", fail)
    yield words
    event.remove(store.database.engine, "after_cursor_execute", fail)


@pytest.mark.reliability(93, 95)
@pytest.mark.parametrize(
    "statement", ["INSERT INTO article_versions", "UPDATE articles", "INSERT INTO matches"]
)
def test_an_edit_is_stored_whole_or_not_at_all(
    store: Store, feed_id: int, failing: list[str], statement: str
) -> None:
    bring(store, feed_id, article())
    before = pages(store)
    edited = article(title="Licences granted after all")
    failing.append(statement)
    with pytest.raises(OSError, match="disk"):
        bring(store, feed_id, edited, at=NOW + DAY)
    assert pages(store) == before
    assert count(store, article_versions) == 0
    failing.clear()
    assert bring(store, feed_id, edited, at=NOW + 2 * DAY).changed
    assert former(store) == [article().title]


@pytest.mark.reliability(21)
def test_a_feed_whose_ids_all_change_brings_nothing_new(store: Store, feed_id: int) -> None:
    old = [article(number) for number in range(30)]
    bring(store, feed_id, *old)
    secure = [replace(a, entry_id=f"https:{a.entry_id}") for a in old]
    found = bring(store, feed_id, *secure, at=NOW + DAY)
    assert (found.new, found.changed, len(found.renamed)) == ((), (), 30)
    assert (count(store, articles), count(store, appearances)) == (30, 60)
    assert bring(store, feed_id, *secure, at=NOW + 2 * DAY).known == 30
    assert bring(store, feed_id, *old, at=NOW + 3 * DAY).known == 30


@pytest.mark.reliability(21)
@pytest.mark.parametrize("years", [0, 2])
def test_a_feed_whose_ids_and_links_all_change_brings_nothing_new(
    store: Store, feed_id: int, years: int
) -> None:
    """With the same dates or, as the texts are long enough, with others."""
    old = [article(number, summary=f"Part {number} of {'a long story ' * 9}") for number in range(30)]
    bring(store, feed_id, *old)
    later = timedelta(days=365 * years)
    moved = [
        replace(a, entry_id=f"new-{n}", key=f"https://new.example/{n}", published=a.published + later)
        for n, a in enumerate(old)
    ]
    found = bring(store, feed_id, *moved, at=NOW + later + DAY)
    assert (found.new, found.changed, len(found.renamed)) == ((), (), 30)
    assert len(found.reissued) == (30 if years else 0)
    assert count(store, articles) == 30
    assert bring(store, feed_id, *moved, at=NOW + later + 2 * DAY).known == 30


def test_what_another_feed_brought_is_no_reason_to_take_an_article_for_old(
    store: Store, feed_id: int
) -> None:
    bring(store, feed_id, article())
    same_words = article(key="https://other.example/1", entry_id="other")
    assert len(bring(store, add(store, 2), article(5), at=NOW).new) == 1
    second = store.feeds.by_url(feed(2).url)
    assert second is not None
    assert bring(store, second.id, same_words, at=NOW + DAY).new == (
        replace(same_words, first_seen=NOW + DAY),
    )


@pytest.mark.reliability(20)
def test_an_id_used_for_another_story_brings_an_article_and_the_old_one_stays_the_feeds(
    store: Store, feed_id: int
) -> None:
    bring(store, feed_id, article())
    kitchens = {
        "title": "Field kitchens twice as dear",
        "summary": "Auditors found it out.",
        "key": "https://outlet.example/kitchens",
        "url": "https://outlet.example/kitchens",
    }
    bring(store, feed_id, article(**kitchens), at=NOW + DAY)
    old, new = pages(store)
    assert (old.title, new.title) == (article().title, kitchens["title"])
    assert [len(page.appearances) for page in (old, new)] == [1, 1]
    assert store.versions.of(old.article_id) == ()
    assert bring(store, feed_id, article(**kitchens), at=NOW + 2 * DAY).known == 1


@pytest.mark.reliability(20)
def test_a_feed_whose_ids_count_places_stays_bounded_however_often_it_is_polled(
    store: Store, feed_id: int
) -> None:
    words = [
        "kitchens",
        "frigates",
        "sensors",
        "boots",
        "radars",
        "tents",
        "shells",
        "drones",
        "trucks",
        "ropes",
    ]
    stories = [article(number, title=word * 3, summary="") for number, word in enumerate(words)]
    new = 0
    for shift in range(len(words) - 2):
        shown = [
            replace(story, entry_id=str(place)) for place, story in enumerate(stories[shift : shift + 3])
        ]
        new += len(bring(store, feed_id, *shown, at=NOW + shift * DAY).new)
    assert (new, count(store, articles), count(store, article_versions)) == (10, 10, 0)
    assert count(store, appearances) <= 2 * len(words)
    assert all(len(page.appearances) == 1 for page in pages(store))


@pytest.mark.reliability(133)
def test_an_item_that_left_and_came_back_is_known(store: Store, feed_id: int) -> None:
    bring(store, feed_id, article(1), article(2))
    bring(store, feed_id, article(2), at=NOW + DAY)
    assert bring(store, feed_id, article(1), article(2), at=NOW + 150 * DAY).known == 2


def test_a_reissue_is_marked_once_and_keeps_the_article_where_it_was(store: Store, feed_id: int) -> None:
    bring(store, feed_id, article())
    before = store.desk.page(DeskFilter(ALL), 5).lines
    later = article(published=NOW + 30 * DAY)
    assert len(bring(store, feed_id, later, at=NOW + 30 * DAY).reissued) == 1
    (page,) = pages(store)
    assert (page.published, page.reissued_at, page.edited_at) == (
        article().published,
        NOW + 30 * DAY,
        None,
    )
    assert store.desk.page(DeskFilter(ALL), 5).lines == before
    assert bring(store, feed_id, later, at=NOW + 31 * DAY).known == 1


def test_the_page_names_each_feed_once_the_earliest_first(store: Store, feed_id: int) -> None:
    second = add(store, 2)
    bring(store, second, article(), at=NOW)
    bring(store, feed_id, article(), at=NOW + DAY)
    bring(store, second, article(entry_id="renamed"), at=NOW + 2 * DAY)
    (page,) = pages(store)
    assert [(seen.feed_id, seen.first_seen) for seen in page.appearances] == [
        (second, NOW),
        (feed_id, NOW + DAY),
    ]


def test_deleting_a_feed_takes_the_versions_of_its_articles_along(store: Store, feed_id: int) -> None:
    bring(store, feed_id, article())
    bring(store, feed_id, article(title="Licences granted"), at=NOW + DAY)
    store.feeds.delete(feed_id)
    assert count(store, article_versions) == 0

"""Where articles stand among stories, and who covers one."""

from datetime import timedelta

from monitor.model import Feed, Source
from monitor.store import Store
from monitor.store.stories.places import Covering
from tests.samples import NOW, article, feed, outcome
from tests.told_stories import Copy, tell


def brought(store: Store, one: Feed, *numbers: int, language: str = "en") -> list[int]:
    """The ids of new articles of a feed, in the order of their numbers."""
    store.feeds.add([one], NOW)
    (lease,) = store.feeds.claim([one.url], NOW)
    made = [article(number, language=language) for number in numbers]
    assert store.feeds.record(lease, outcome(lease, *made))
    return [store.ledger.of(each.url).articles[0].article_id for each in made]


def test_an_article_stands_in_its_story_with_its_source(store: Store) -> None:
    first, other = brought(store, feed(1), 1, 2)
    (copy,) = brought(store, feed(2), 3)
    story_id = tell(store, [first, copy], NOW, {copy: Copy(first, "Outlet 1")})
    places = store.story_places.of_articles([first, copy, other, 999_999])
    assert {number: place.story.id for number, place in places.items()} == {first: story_id, copy: story_id}
    assert places[first].story.reports == 2
    assert places[copy].source == Source("Outlet 1", first, 1.0, "made by hand")


def test_coverage_counts_by_outlet_and_language_with_copies_apart(store: Store) -> None:
    one = feed(1, country="SE")
    first, second = brought(store, one, 1, 2)
    (translated,) = brought(store, feed(2, country="UA"), 3, language="uk")
    story_id = tell(store, [first, second, translated], NOW, {translated: Copy(None, "Nordwire")})
    ids = {row.feed.name: row.id for row in store.feeds.all()}
    assert store.story_places.coverage(story_id) == [
        Covering(ids["Outlet 1"], "Outlet 1", "SE", "en", 2, 0),
        Covering(ids["Outlet 2"], "Outlet 2", "UA", "uk", 1, 1),
    ]
    assert store.story_places.coverage(999_999) == []


def test_articles_are_read_as_the_list_shows_them(store: Store) -> None:
    first, second = brought(store, feed(1), 1, 2)
    found = store.desk.lines([second, first, 999_999])
    assert {number: line.dated_at for number, line in found.items()} == {
        first: NOW - timedelta(minutes=1),
        second: NOW - timedelta(minutes=2),
    }
    assert [match.topic for match in found[first].matches] == ["export-bans"]

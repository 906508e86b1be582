"""Figures over a stretch of time, the same on both databases."""

from datetime import timedelta

from monitor.model import Classified, PollOutcome
from monitor.store import Store
from monitor.store.articles.desk import ALL, DeskFilter
from tests.samples import NOW, article, feed, match, outcome
from tests.told_stories import Copy, tell
from tests.webui.newsroom import TOPICS

HOUR = timedelta(hours=1)
SINCE, UNTIL = NOW - 10 * HOUR, NOW + HOUR


def brought(store: Store, *articles, number: int = 1, topics: tuple[str, ...] = ("export-bans",)) -> int:
    """A feed that brings these articles; returns its id."""
    store.topics.put(TOPICS)
    ids = store.feeds.add([feed(number)], NOW)
    known = {row.feed.url: row.id for row in store.feeds.all()}
    (lease,) = store.feeds.claim([feed(number).url], NOW)
    found = tuple(Classified(one, tuple(match(topic) for topic in topics)) for one in articles)
    store.feeds.record(lease, PollOutcome(outcome(lease).polling, found))
    return ids[0] if ids else known[feed(number).url]


def at(hours: float, number: int, **changes):
    return article(number, published=NOW - hours * HOUR, **changes)


def ids(store: Store) -> list[int]:
    return [line.article_id for line in store.desk.page(DeskFilter(ALL), 50).lines]


def test_a_text_counts_once_when_it_first_appeared(store: Store) -> None:
    brought(store, at(1, 1), at(2, 2), at(3, 3), at(20, 4))
    first, second, third, _old = ids(store)
    tell(store, [first, second, third], NOW, {first: Copy(third, "Outlet 1")})
    found = store.figures.texts(SINCE, UNTIL)
    assert {topic: sorted(moments) for topic, moments in found.items()} == {
        "export-bans": [NOW - 3 * HOUR, NOW - 2 * HOUR]
    }
    assert store.desk.size(DeskFilter(ALL, since=SINCE, until=UNTIL)) == (3, 2)


def test_an_article_counts_for_every_feed_that_carries_it_and_every_topic(store: Store) -> None:
    one = brought(store, at(1, 1), at(2, 2), at(20, 3), topics=("export-bans", "coproduction"))
    other = brought(store, at(3, 4), number=2, topics=())
    lease = store.feeds.claim([feed(2).url], NOW)[0]
    store.feeds.record(lease, outcome(lease, elsewhere=(at(1, 1, entry_id="copy"),)))
    found = store.figures.of_feeds(SINCE, UNTIL)
    assert found[one] == {"": 2, "export-bans": 2, "coproduction": 2}
    assert found[other] == {"": 2, "export-bans": 1, "coproduction": 1}
    assert {
        key: store.desk.size(DeskFilter(ALL, feed_id=key, since=SINCE, until=UNTIL))[0] for key in found
    } == {
        one: 2,
        other: 2,
    }
    assert store.figures.feed_names() == {one: "Outlet 1", other: "Outlet 2"}


def test_languages_count_what_is_written_in_them(store: Store) -> None:
    brought(store, at(1, 1), at(2, 2, language="uk"), at(3, 3, language=""))
    brought(store, at(4, 4, language="uk"), number=2, topics=())
    assert store.figures.of_languages(SINCE, UNTIL) == {
        "en": {"": 1, "export-bans": 1},
        "uk": {"": 2, "export-bans": 1},
        "": {"": 1, "export-bans": 1},
    }


def test_delays_leave_out_the_first_poll_and_articles_without_a_date(store: Store) -> None:
    later = NOW + HOUR / 2
    one = brought(store, at(9, 1))
    brought(
        store,
        at(0, 2, first_seen=later),
        article(3, published=None, first_seen=later),
        article(4, published=later + HOUR, first_seen=later),
    )
    assert {key: sorted(found) for key, found in store.figures.delays(SINCE, UNTIL).items()} == {
        one: [0, 1800]
    }


def test_what_waited_in_a_feed_that_is_old_by_then_counts(store: Store) -> None:
    one = brought(store, at(30, 1, first_seen=NOW - 20 * HOUR))
    brought(store, at(2, 2))
    assert store.figures.delays(SINCE, UNTIL) == {one: [2 * 3600]}


def test_matches_of_a_topic_that_is_gone_count_no_more(store: Store) -> None:
    one = brought(store, at(1, 1), topics=("former", "coproduction"))
    assert set(store.figures.texts(SINCE, UNTIL)) == {"coproduction"}
    assert store.figures.of_feeds(SINCE, UNTIL) == {one: {"": 1, "coproduction": 1}}
    assert store.figures.of_languages(SINCE, UNTIL) == {"en": {"": 1, "coproduction": 1}}


def test_nothing_is_in_an_empty_store(store: Store) -> None:
    assert store.figures.texts(SINCE, UNTIL) == {}
    assert store.figures.of_feeds(SINCE, UNTIL) == {}
    assert store.figures.of_languages(SINCE, UNTIL) == {}
    assert store.figures.delays(SINCE, UNTIL) == {}
    assert store.desk.size(DeskFilter(ALL)) == (0, 0)

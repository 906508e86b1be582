"""How much is reported is counted by the hour, each text once."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from monitor.model import Article, Classified, PollOutcome
from monitor.store import Store
from monitor.store.names.tables import mentions
from monitor.stories.radar import Subject
from tests.samples import NOW, article, feed, match
from tests.told_stories import Copy, tell

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


@pytest.fixture
def ids(store: Store) -> list[int]:
    """Six articles of two topics: at 9:05, 9:15 and 9:59:59.9, at 10:00, at 11:05 and a month before."""
    moments = [
        *(
            AT + 5 * timedelta(minutes=1),
            AT + 15 * timedelta(minutes=1),
            AT + HOUR - timedelta(microseconds=1),
        ),
        *(AT + HOUR, AT + 2 * HOUR + 5 * timedelta(minutes=1), AT - 30 * DAY),
    ]
    made = [article(number, published=at) for number, at in enumerate(moments)]
    return put(store, made, {0: ("export-bans", "coproduction")})


def put(store: Store, made: list[Article], topics: dict[int, tuple[str, ...]]) -> list[int]:
    store.feeds.add([feed()], NOW)
    lease = store.feeds.claim([feed().url], NOW)[0]
    found = tuple(
        Classified(one, tuple(match(topic) for topic in topics.get(place, ("export-bans",))))
        for place, one in enumerate(made)
    )
    store.feeds.record(lease, PollOutcome(lease.polling, found))
    by_key = {hit.title: hit.article_id for one in made for hit in store.ledger.of(one.entry_id).articles}
    return [by_key[one.title] for one in made]


def test_topics_are_counted_by_the_hour_and_since_a_moment(store: Store, ids: list[int]) -> None:
    assert store.volumes.topics(AT - DAY) == {
        "export-bans": {AT: 3, AT + HOUR: 1, AT + 2 * HOUR: 1},
        "coproduction": {AT: 1},
    }
    assert store.volumes.topics(AT - 31 * DAY)["export-bans"][AT - 30 * DAY] == 1


def test_a_text_counts_once_when_it_first_appears_however_many_carry_it(store: Store, ids: list[int]) -> None:
    held, unheld = Copy(ids[1], "Outlet 1"), Copy(None, "Wire")
    tell(store, ids[:5], NOW, {ids[3]: held, ids[1]: held, ids[2]: unheld, ids[4]: unheld})
    assert store.volumes.topics(AT - DAY)["export-bans"] == {AT: 3}


def test_names_are_counted_alike_and_only_those_asked_for(store: Store, ids: list[int]) -> None:
    tell(store, ids[:2], NOW, {ids[1]: Copy(ids[0], "Outlet 1")})
    place = {"field": "title", "start": 0, "end": 3}
    with store.database.writing() as connection:
        for name, article_id, at in (
            *(("kyiv", ids[0], AT), ("kyiv", ids[1], AT + HOUR), ("kyiv", ids[4], AT + HOUR)),
            ("gepard", ids[0], AT),
        ):
            row = {"article_id": article_id, "name": name, "dated_at": at}
            connection.execute(insert(mentions).values(row | place))
    assert store.volumes.names(AT - DAY, ["kyiv", "nobody"]) == {"kyiv": {AT: 1, AT + HOUR: 1}}
    (found,) = store.volumes.stories(Subject.NAME, "kyiv", AT, AT + 3 * HOUR, 5)
    assert found[1] == 1


def test_the_stories_of_a_time_come_with_how_many_of_its_texts_they_have(
    store: Store, ids: list[int]
) -> None:
    one, two = tell(store, [ids[0]], NOW), tell(store, [ids[1], ids[2], ids[5]], NOW)
    later = tell(store, [ids[4]], NOW)
    found = store.volumes.stories(Subject.TOPIC, "export-bans", AT, AT + HOUR, 5)
    assert [(story.id, number) for story, number in found] == [(two, 2), (one, 1)]
    everything = store.volumes.stories(Subject.TOPIC, "export-bans", AT - 31 * DAY, AT + DAY, 5)
    assert [(story.id, number) for story, number in everything] == [(two, 3), (one, 1), (later, 1)]
    assert len(store.volumes.stories(Subject.TOPIC, "export-bans", AT - 31 * DAY, AT + DAY, 1)) == 1


def test_records_begin_with_the_first_article_to_come(store: Store) -> None:
    assert store.volumes.recorded_since() is None
    put(store, [article(1, first_seen=NOW - DAY), article(2, first_seen=NOW, published=NOW - 9 * DAY)], {})
    assert store.volumes.recorded_since() == NOW - DAY
